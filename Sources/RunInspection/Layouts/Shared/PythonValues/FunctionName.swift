import FileFormats

/// Finds the name of a pickled function.
enum FunctionName {
  /// Names of a function that is pickled by name, or by value as cloudpickle does it:
  /// `_make_function(code, globals, ...)` with `CodeType(argcount, ..., filename, name, qualname,
  /// ...)` (cloudpickle 2 and 3, CPython 3.8 to 3.14).
  static func name(of reference: PickleReference, in document: PickleDocument) -> String? {
    switch document[reference] {
    case .global(let global): return qualified(global.module, global.name)
    case .object(let object):
      guard let maker = document.className(of: object) else { return nil }
      if maker.name == "PipeFunc", let wrapped = wrapped(object, in: document) { return wrapped }
      guard maker.name == "_make_function", case .tuple(let parts) = document[object.arguments],
        parts.count >= 2, case .object(let code) = document[parts[0]],
        case .tuple(let facts) = document[code.arguments]
      else { return qualified(maker.module, maker.name) }
      // The qualified name follows the name from CPython 3.11 on.
      let names = facts.compactMap { document.text(of: $0) }
      guard names.count >= 2 else { return nil }
      return qualified(module(parts[1], in: document), names.count > 2 ? names[2] : names[1])
    default: return nil
    }
  }

  /// The function in a `PipeFunc`: pickled in bytes under `func`, its name under `__name__`
  /// (pipefunc 0.93.2, `PipeFunc.__getstate__`).
  private static func wrapped(_ object: PickleObject, in document: PickleDocument) -> String? {
    guard let state = object.state, case .dictionary(let entries) = document[state] else {
      return nil
    }
    if let function = document.value(forKey: "func", in: entries),
      case .bytes(let bytes) = document[function],
      let nested = try? PickleDecoder.decode(Array(bytes)),
      let name = name(of: nested.root, in: nested)
    {
      return name
    }
    return document.value(forKey: "__name__", in: entries).flatMap { document.text(of: $0) }
  }

  private static func module(
    _ globals: PickleReference, in document: PickleDocument
  ) -> String? {
    guard case .dictionary(let entries) = document[globals],
      let name = document.value(forKey: "__name__", in: entries)
    else { return nil }
    return document.text(of: name)
  }

  private static func qualified(_ module: String?, _ name: String) -> String {
    guard let module, module != "builtins" else { return name }
    return "\(module).\(name)"
  }
}
