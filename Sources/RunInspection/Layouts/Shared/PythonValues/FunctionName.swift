import FileFormats

/// Finds the name of a pickled function.
enum FunctionName {
  /// Where the source of a function is.
  struct Place: Equatable {
    let file: JSONString
    /// The number of the line, from 1, that the function begins in, decorators included.
    let line: Int?
  }

  /// What is known of a function.
  struct Facts: Equatable {
    let name: String
    /// Nil where the function is stored by its name.
    var place: Place?
  }

  /// How many pickles in pickles are followed.
  private static let depthLimit = 4

  /// Name and place of a function that is pickled by name, or by value as cloudpickle does it:
  /// `_make_function(code, globals, ...)` with `CodeType(argcount, ..., filename, name, qualname,
  /// firstlineno, ...)` (cloudpickle 2 and 3, CPython 3.8 to 3.14; the qualified name from 3.11 on).
  static func facts(of reference: PickleReference, in document: PickleDocument) -> Facts? {
    var classes = UserClasses(document: document)
    return facts(of: reference, in: &classes, document, depth: 0)
  }

  private static func facts(
    of reference: PickleReference, in classes: inout UserClasses, _ document: PickleDocument,
    depth: Int
  ) -> Facts? {
    if let global = document.global(reference) { return Facts(name: shown(global)) }
    guard let call = document.call(reference), depth < depthLimit else { return nil }
    let maker = classes.name(of: call.callable)
    if maker.name == "PipeFunc", let wrapped = wrapped(call, document, depth: depth) {
      return wrapped
    }
    guard let code = code(of: call, in: document) else {
      return maker == UserClasses.unknown ? nil : Facts(name: shown(maker))
    }
    let name = global(of: reference, in: &classes, document)
    return Facts(
      name: shown(name ?? PickleGlobal(module: "", name: code.name)), place: code.place)
  }

  /// Module and qualified name of a function that is pickled by value; nil for anything else.
  static func global(of reference: PickleReference, in classes: inout UserClasses) -> PickleGlobal?
  {
    global(of: reference, in: &classes, classes.document)
  }

  private static func global(
    of reference: PickleReference, in classes: inout UserClasses, _ document: PickleDocument
  ) -> PickleGlobal? {
    guard let call = document.call(reference), let code = code(of: call, in: document) else {
      return nil
    }
    // What the function says of itself counts: a decorator may have changed it.
    let attributes = classes.functionAttributes(of: reference)
    func text(_ name: String, _ entries: [PickleEntry]) -> String? {
      entries.attribute(name, in: document).flatMap { document.text(of: $0, atMost: 1_024) }
    }
    let module = text("__module__", attributes) ?? text("__name__", code.globals)
    return PickleGlobal(
      module: module ?? "", name: text("__qualname__", attributes) ?? code.name)
  }

  /// Where a function that is pickled by value begins; nil for anything else.
  static func place(of reference: PickleReference, in document: PickleDocument) -> Place? {
    document.call(reference).flatMap { code(of: $0, in: document) }?.place
  }

  private struct Code {
    let name: String
    let place: Place
    let globals: [PickleEntry]
  }

  private static func code(of call: PickleDocument.Call, in document: PickleDocument) -> Code? {
    guard document.global(call.callable)?.name == "_make_function" else { return nil }
    let parts = document.first(2, of: .items, in: call.arguments)
    guard parts.count == 2, let code = document.call(parts[0]) else { return nil }
    let facts = document.first(20, of: .items, in: code.arguments)
    // File, name and, from CPython 3.11 on, qualified name are the only texts, one after the other.
    guard
      let first = facts.firstIndex(where: { document.textBytes(of: $0) != nil }),
      case let texts = facts[first...].prefix(while: { document.textBytes(of: $0) != nil }),
      texts.count >= 2, let file = document.textBytes(of: facts[first]), file.count <= 4_096,
      let name = document.text(of: facts[first + (texts.count > 2 ? 2 : 1)], atMost: 1_024)
    else { return nil }
    let line = facts.count > texts.endIndex ? document.integer(facts[texts.endIndex]) : nil
    return Code(
      name: name, place: Place(file: JSONString(generalisedUTF8: Array(file)), line: line),
      globals: document.attributes(parts[1]) ?? [])
  }

  /// The function in a `PipeFunc`: pickled in bytes under `func`, its name under `__name__`
  /// (pipefunc 0.93.2, `PipeFunc.__getstate__`).
  private static func wrapped(
    _ call: PickleDocument.Call, _ document: PickleDocument, depth: Int
  ) -> Facts? {
    guard let entries = document.attributes(call.state) else { return nil }
    if let function = entries.attribute("func", in: document),
      case .plain(.bytes(let bytes)) = document.outline(of: function),
      let nested = try? PickleDecoder.decode(Array(bytes))
    {
      var classes = UserClasses(document: nested)
      if let facts = facts(of: nested.root, in: &classes, nested, depth: depth + 1) { return facts }
    }
    return entries.attribute("__name__", in: document)
      .flatMap { document.text(of: $0, atMost: 1_024) }.map { Facts(name: $0) }
  }

  private static func shown(_ name: PickleGlobal) -> String {
    name.module == "builtins" ? name.name : name.dotted
  }
}
