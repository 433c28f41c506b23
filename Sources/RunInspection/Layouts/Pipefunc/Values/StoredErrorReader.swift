import FileFormats

/// Reads the attributes of stored errors (pipefunc 0.93.2, `exceptions.py`): of `ErrorSnapshot`
/// `function` (a pickle in bytes), `exception`, `args`, `kwargs`, `traceback`, `timestamp`, `user`,
/// `machine`, `ip_address`, `current_directory`; of `PropagatedErrorSnapshot` `error_info`,
/// `skipped_function`, `reason`, `attempted_kwargs`, `timestamp`.
///
/// One reader serves all errors of an answer, document after document: what many errors share is read
/// once, and the budget of the answer holds for all of them.
struct StoredErrorReader {
  /// How much more fits in the answer.
  private let whole: AnswerBudget
  /// What the failure that is being read may take of it.
  private var budget: AnswerBudget
  /// How much one failure may take, in bytes; nil if only the whole is limited.
  var failureShare: Int?
  private let needsTrace: Bool
  /// The reader of the last error's document.
  private var reader: PickleValueReader?
  /// The tracebacks in that document.
  private var traces: [PickleReference: PythonTraceback] = [:]
  /// The functions in that document, by their pickles.
  private var functions: [PickleReference: FunctionName.Facts?] = [:]
  /// The last function of any document, with its pickle: all errors of an output have the same.
  private var lastFunction: (pickle: [UInt8], facts: FunctionName.Facts?)?
  /// The messages of the errors in that document that other errors name as causes, and how deep they were
  /// nested when they were read.
  private var messages: [PickleReference: (text: JSONString?, levels: Int)] = [:]

  /// How deep errors that caused errors are followed.
  private static let depthLimit = 8
  /// The most attributes of a stored error that are looked at, with room for later releases.
  private static let mostAttributes = 64
  /// The most failed inputs that are listed.
  private static let mostCauses = 100
  /// The limits on the arguments of a call that are shown.
  private static let limits = PickleValueReader.Limits(elements: 100, depth: 8)
  /// How much of an answer the arguments of one call may take, in bytes.
  private static let argumentBytes = 1 << 18
  /// How much of an answer a failure takes besides its texts, in bytes.
  private static let failureBytes = 512
  /// The limits on a pickle in a pickle, and on all that are open at one time, in bytes.
  private static let nestedLimits = PickleLimits(workingBytes: 1 << 24)
  private static let nestedBytes = 1 << 24
  /// The longest pickle of a function that is kept for comparison, in bytes.
  private static let mostKeptBytes = 1 << 16

  /// - Parameter needsTrace: whether failures are given with their traces.
  init(budget: AnswerBudget, needsTrace: Bool = false) {
    whole = budget
    self.budget = budget
    self.needsTrace = needsTrace
  }

  /// The failure that a stored error describes; nil if the answer is full.
  mutating func failure(_ error: StoredError, output: JSONString) -> Failure? {
    if let failureShare {
      budget = AnswerBudget(bytes: failureShare, within: whole)
      reader?.budget = budget
    }
    guard budget.take(StoredErrorReader.failureBytes + output.bytes.count) else { return nil }
    turn(to: error.document)
    var failure = Failure(output: output)
    let refusals = budget.refusals
    fill(&failure, error)
    if budget.refusals != refusals { failure.facts.set(PipefuncKeys.elided, .bool(true)) }
    return failure
  }

  private mutating func fill(_ failure: inout Failure, _ error: StoredError) {
    let entries = attributes(of: error)
    failure.timestamp = text("timestamp", entries)
    if error.isPropagated {
      failure.kind = .propagated
      setFunction("skipped_function", entries, &failure)
      failure.reason = text("reason", entries)
      failure.keywordArguments = value("attempted_kwargs", entries)
      failure.causes = causes(entries, Depth())
      return
    }
    setFunction("function", entries, &failure)
    failure.arguments = value("args", entries)
    failure.keywordArguments = value("kwargs", entries)
    failure.machine = text("machine", entries)
    if let exception = exception(entries) {
      failure.type = exception.type
      failure.message = exception.message
      failure.members = exception.members.map(FailureMember.init)
    }
    if needsTrace { failure.traceback = text("traceback", entries) }
    for key in [PipefuncKeys.user, PipefuncKeys.address, PipefuncKeys.currentDirectory] {
      if let fact = text(key.name.description, entries) { failure.facts.set(key, fact) }
    }
  }

  /// A stored error in short.
  mutating func short(_ error: StoredError) -> StoredValue {
    guard budget.takeValue() else { return .elided }
    turn(to: error.document)
    let entries = attributes(of: error)
    if error.isPropagated {
      let names = causes(entries, Depth()).map(\.parameter.description).joined(separator: ", ")
      return .failure(
        type: "propagated", message: JSONString("not computed, because of errors in \(names)"))
    }
    let exception = exception(entries)
    return .failure(type: exception?.type ?? "unknown", message: exception?.message)
  }

  private mutating func turn(to document: PickleDocument) {
    if let reader, reader.document.isSame(as: document) { return }
    reader = PickleValueReader(
      document: document, limits: StoredErrorReader.limits, budget: budget)
    traces = [:]
    functions = [:]
    messages = [:]
  }

  private func attributes(of error: StoredError) -> [PickleEntry] {
    guard let state = error.document.call(error.reference)?.state,
      case .dictionary = error.document.outline(of: state)
    else { return [] }
    return firstEntries(StoredErrorReader.mostAttributes, in: state, of: error.document)
  }

  /// The first entries of a dictionary. If there are more, the failure is not told whole.
  private func firstEntries(
    _ limit: Int, in dictionary: PickleReference, of document: PickleDocument
  ) -> [PickleEntry] {
    let entries = document.firstEntries(limit + 1, of: .items, in: dictionary)
    if entries.count > limit { budget.refuse() }
    return Array(entries.prefix(limit))
  }

  private func text(_ key: String, _ entries: [PickleEntry]) -> JSONString? {
    guard let reader, let reference = entries.attribute(key, in: reader.document),
      let bytes = reader.document.textBytes(of: reference), budget.take(text: bytes)
    else { return nil }
    return JSONString(generalisedUTF8: Array(bytes))
  }

  private mutating func value(_ key: String, _ entries: [PickleEntry]) -> StoredValue? {
    guard let document = reader?.document, let reference = entries.attribute(key, in: document)
    else { return nil }
    let share = AnswerBudget(bytes: StoredErrorReader.argumentBytes, within: budget)
    reader?.budget = share
    defer { reader?.budget = budget }
    return reader?.value(of: reference)
  }

  /// The class and the message of the exception. The message is the one that Python printed in the
  /// traceback, if there is one; so is the class if the pickle does not name it.
  private mutating func exception(_ entries: [PickleEntry]) -> PythonException? {
    guard var reader else { return nil }
    // Keep this the only reference, so that changing it does not copy it.
    self.reader = nil
    defer { self.reader = reader }
    let trace = trace(entries, in: reader.document)
    if let reference = entries.attribute("exception", in: reader.document),
      let exception = PythonException(reference, trace: trace, in: &reader)
    {
      return exception
    }
    return trace?.ending(className: nil).map { PythonException($0, in: reader) }
  }

  private mutating func trace(
    _ entries: [PickleEntry], in document: PickleDocument
  ) -> PythonTraceback? {
    guard let reference = entries.attribute("traceback", in: document),
      let bytes = document.textBytes(of: reference)
    else { return nil }
    if let known = traces[reference] { return known }
    let trace = PythonTraceback(bytes)
    traces[reference] = trace
    return trace
  }

  private mutating func setFunction(
    _ key: String, _ entries: [PickleEntry], _ failure: inout Failure
  ) {
    guard let facts = function(key, entries), budget.take(text: JSONString(facts.name)) else {
      return
    }
    failure.function = JSONString(facts.name)
    guard let place = facts.place, budget.take(text: place.file) else { return }
    failure.facts.set(PipefuncKeys.functionFile, place.file)
    failure.facts.set(PipefuncKeys.functionLine, .optional(place.line))
  }

  /// The name and the place of a function that is pickled in bytes.
  private mutating func function(
    _ key: String, _ entries: [PickleEntry]
  ) -> FunctionName.Facts? {
    guard let document = reader?.document, let reference = entries.attribute(key, in: document),
      case .plain(.bytes(let bytes)) = document.outline(of: reference)
    else { return nil }
    if let known = functions[reference] { return known }
    if let lastFunction, lastFunction.pickle[...] == bytes { return lastFunction.facts }
    let nested =
      bytes.count <= StoredErrorReader.nestedBytes
      ? try? PickleDecoder.decode(Array(bytes), limits: StoredErrorReader.nestedLimits) : nil
    let facts = nested.flatMap { FunctionName.facts(of: $0.root, in: $0) }
    functions[reference] = .some(facts)
    if bytes.count <= StoredErrorReader.mostKeptBytes { lastFunction = (Array(bytes), facts) }
    return facts
  }

  // MARK: - Causes

  /// The inputs that had failed.
  private mutating func causes(_ entries: [PickleEntry], _ depth: Depth) -> [FailureCause] {
    guard let document = reader?.document,
      let reference = entries.attribute("error_info", in: document),
      case .dictionary = document.outline(of: reference)
    else { return [] }
    var causes: [FailureCause] = []
    let inputs = firstEntries(StoredErrorReader.mostCauses, in: reference, of: document)
    for input in inputs where budget.takeValue() {
      var cause = FailureCause(parameter: "?")
      if let bytes = document.textBytes(of: input.key), budget.take(text: bytes) {
        cause.parameter = JSONString(generalisedUTF8: Array(bytes))
      }
      causes.append(cause)
      guard case .dictionary = document.outline(of: input.value) else { continue }
      let facts = firstEntries(StoredErrorReader.mostAttributes, in: input.value, of: document)
      cause.type = text("type", facts)
      cause.count = facts.attribute("error_count", in: document).flatMap { document.integer($0) }
      if let error = facts.attribute("error", in: document),
        let message = message(of: error, depth), budget.take(text: message)
      {
        cause.message = message
      }
      causes[causes.count - 1] = cause
    }
    return causes
  }

  /// How deep an error is nested in others.
  private struct Depth {
    var levels = 0
    /// What pickles in pickles take that are open, in bytes.
    var bytes = 0
  }

  /// The message of an error that is stored in an error: as a pickle in bytes, or in older releases
  /// directly. One that many errors refer to is read once.
  private mutating func message(of reference: PickleReference, _ depth: Depth) -> JSONString? {
    guard depth.levels < StoredErrorReader.depthLimit else { return nil }
    // At a deeper level, less may have been found.
    if let known = messages[reference], known.text != nil || known.levels <= depth.levels {
      return known.text
    }
    // An error that is its own cause has no message until this one is known.
    messages[reference] = (nil, depth.levels)
    let message = readMessage(of: reference, depth)
    messages[reference] = (message, depth.levels)
    return message
  }

  private mutating func readMessage(
    of reference: PickleReference, _ depth: Depth
  ) -> JSONString? {
    guard let document = reader?.document else { return nil }
    var inside = depth
    inside.levels += 1
    if case .plain(.bytes(let bytes)) = document.outline(of: reference) {
      inside.bytes += bytes.count
      guard inside.bytes <= StoredErrorReader.nestedBytes,
        let nested = try? PickleDecoder.decode(
          Array(bytes), limits: StoredErrorReader.nestedLimits)
      else { return nil }
      var reader = StoredErrorReader(budget: budget)
      reader.turn(to: nested)
      return reader.message(of: nested.root, inside)
    }
    guard let error = StoredErrors.error(reference, in: document) else { return nil }
    let entries = attributes(of: error)
    if error.isPropagated {
      return causes(entries, inside).lazy.compactMap(\.message).first
    }
    guard let exception = exception(entries) else { return nil }
    return exception.message.map { JSONString("\(exception.type): \($0)") } ?? exception.type
  }
}

extension FailureMember {
  /// A member of an exception group.
  fileprivate init(_ exception: PythonException) {
    self.init(
      type: exception.type, message: exception.message,
      members: exception.members.map(FailureMember.init))
  }
}
