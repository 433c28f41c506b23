import FileFormats

/// Reads the attributes of stored errors (pipefunc 0.93.2, `exceptions.py`): of `ErrorSnapshot`
/// `function` (a pickle in bytes), `exception`, `args`, `kwargs`, `traceback`, `timestamp`, `user`,
/// `machine`, `ip_address`, `current_directory`; of `PropagatedErrorSnapshot` `error_info`,
/// `skipped_function`, `reason`, `attempted_kwargs`, `timestamp`.
struct StoredErrorReader {
  let document: PickleDocument
  /// How deep errors that caused errors are followed.
  private static let depthLimit = 8

  /// What is shown of the arguments of a call.
  private static let limits = PickleValueReader.Limits(elements: 100, depth: 8, values: 10_000)

  /// Takes over what a stored error tells.
  func fill(_ failure: inout Failure, _ object: PickleObject, _ type: PickleGlobal) {
    guard let state = object.state, case .dictionary(let entries) = document[state] else { return }
    failure.timestamp = text("timestamp", entries)
    if type == StoredErrors.propagated {
      failure.kind = .propagated
      failure.function = function("skipped_function", entries)
      failure.reason = text("reason", entries)
      failure.keywordArguments = value("attempted_kwargs", entries)
      failure.causes = causes(entries, depth: 0)
      return
    }
    failure.function = function("function", entries)
    failure.arguments = value("args", entries)
    failure.keywordArguments = value("kwargs", entries)
    failure.machine = text("machine", entries)
    failure.traceback = text("traceback", entries)
    (failure.type, failure.message) = exception(entries)
    for key in [PipefuncKeys.user, PipefuncKeys.address, PipefuncKeys.currentDirectory] {
      if let fact = text(key.name.description, entries) { failure.facts.set(key, fact) }
    }
  }

  /// A stored error in short.
  func short(_ object: PickleObject, _ type: PickleGlobal) -> StoredValue {
    var failure = Failure(output: nil)
    fill(&failure, object, type)
    if type == StoredErrors.propagated {
      let names = failure.causes.map(\.parameter.description).joined(separator: ", ")
      return .failure(
        type: "propagated", message: JSONString("not computed, because of errors in \(names)"))
    }
    return .failure(type: failure.type ?? "unknown", message: failure.message ?? "")
  }

  private func text(_ key: String, _ entries: [PickleEntry]) -> JSONString? {
    guard let reference = document.value(forKey: key, in: entries),
      case .string(let bytes) = document[reference]
    else { return nil }
    return JSONString(generalisedUTF8: Array(bytes))
  }

  private func value(_ key: String, _ entries: [PickleEntry]) -> StoredValue? {
    guard let reference = document.value(forKey: key, in: entries) else { return nil }
    var reader = PickleValueReader(document: document, limits: StoredErrorReader.limits)
    return reader.value(of: reference)
  }

  /// The class and the words of the exception.
  ///
  /// The words are those that Python printed: the last line of the trace and what follows it, after
  /// the name of the class. An exception that was stored without a trace tells its only argument.
  private func exception(_ entries: [PickleEntry]) -> (JSONString?, JSONString?) {
    guard let reference = document.value(forKey: "exception", in: entries),
      case .object(let object) = document[reference], let name = document.className(of: object)
    else { return (nil, nil) }
    let type = name.module == "builtins" ? name.name : "\(name.module).\(name.name)"
    if let trace = text("traceback", entries)?.description,
      let words = StoredErrorReader.lastWords(of: trace, type: type)
    {
      return (JSONString(type), JSONString(words))
    }
    guard case .tuple(let arguments) = document[object.arguments], let first = arguments.first,
      arguments.count == 1, case .string(let bytes) = document[first]
    else { return (JSONString(type), nil) }
    return (JSONString(type), JSONString(generalisedUTF8: Array(bytes)))
  }

  /// What a trace says after the name of the class of its exception.
  static func lastWords(of trace: String, type: String) -> String? {
    let lines = trace.split(separator: "\n", omittingEmptySubsequences: false)
    guard
      let start = lines.lastIndex(where: { $0 == type || $0.hasPrefix(type + ": ") })
    else { return nil }
    var words = lines[start...].joined(separator: "\n").dropFirst(type.count)
    if words.hasPrefix(": ") { words = words.dropFirst(2) }
    while words.hasSuffix("\n") { words = words.dropLast() }
    return String(words)
  }

  /// The name of a function that is pickled in bytes, with its module.
  private func function(_ key: String, _ entries: [PickleEntry]) -> JSONString? {
    guard let reference = document.value(forKey: key, in: entries),
      case .bytes(let bytes) = document[reference],
      let nested = try? PickleDecoder.decode(Array(bytes))
    else { return nil }
    return FunctionName.name(of: nested.root, in: nested).map { JSONString($0) }
  }

  /// The inputs that had failed.
  private func causes(_ entries: [PickleEntry], depth: Int) -> [FailureCause] {
    guard let reference = document.value(forKey: "error_info", in: entries),
      case .dictionary(let inputs) = document[reference]
    else { return [] }
    return inputs.prefix(StoredErrorReader.limits.elements).map { input in
      var cause = FailureCause(parameter: "?")
      if case .string(let bytes) = document[input.key] {
        cause.parameter = JSONString(generalisedUTF8: Array(bytes))
      }
      guard case .dictionary(let facts) = document[input.value] else { return cause }
      cause.type = text("type", facts)
      if let count = document.value(forKey: "error_count", in: facts),
        case .integer(.small(let number)) = document[count]
      {
        cause.count = number
      }
      if let error = document.value(forKey: "error", in: facts) {
        cause.message = message(of: error, depth: depth)
      }
      return cause
    }
  }

  /// What an error says that is stored in an error: pickled in bytes, or in older releases directly.
  private func message(of reference: PickleReference, depth: Int) -> JSONString? {
    guard depth < StoredErrorReader.depthLimit else { return nil }
    if case .bytes(let bytes) = document[reference] {
      guard let nested = try? PickleDecoder.decode(Array(bytes)) else { return nil }
      return StoredErrorReader(document: nested).message(of: nested.root, depth: depth + 1)
    }
    guard let (_, object, type) = StoredErrors.error(reference, in: document),
      let state = object.state, case .dictionary(let entries) = document[state]
    else { return nil }
    if type == StoredErrors.propagated {
      return causes(entries, depth: depth + 1).lazy.compactMap(\.message).first
    }
    let (name, words) = exception(entries)
    guard let name else { return words }
    return words.map { JSONString("\(name): \($0)") } ?? name
  }
}
