import FileFormats

/// What a line of a PETsARD log says about the run (PETsARD 1.10.1 and 1.5.1, `executor.py`,
/// `adapter.py`, `status.py`, `processor/base.py`, `reporter/`).
enum PetsardEvent {
  /// `Starting PETsARD execution workflow`.
  case workflowBegins
  /// `Completed PETsARD execution workflow (elapsed: H:MM:SS)`.
  case workflowEnds
  /// `Executing MODULE with EXPERIMENT`.
  case stepBegins(PetsardStepName)
  /// `Status updated: MODULE[EXPERIMENT] - Snapshot count: N`; in Chinese up to 1.9.
  case stepDone(PetsardStepName)
  /// `TIMING_START|ADAPTER|STEP|UNIX`; level DEBUG from 1.10 on, INFO before.
  case timingBegins(step: JSONString, at: Double)
  /// `TIMING_END|ADAPTER|STEP|UNIX|SECONDS`.
  case timingEnds(step: JSONString, at: Double, seconds: Double)
  /// `TIMING_ERROR|ADAPTER|STEP|UNIX|SECONDS|MESSAGE`; the message may hold `|` and newlines.
  case timingFails(step: JSONString, at: Double, seconds: Double, message: [UInt8])
  /// `Created snapshot: ID for MODULE[EXPERIMENT]`; in Chinese up to 1.9.
  case snapshot(identifier: JSONString, PetsardStepName)
  /// `Updated schema for 'FIELD': ATTRIBUTE OLD → NEW (processor: NAME)`.
  case schemaChange(PetsardSchemaChange)
  /// `Saving report to NAME.csv`, `Saved schema summary to NAME`: the bytes of the name.
  case saved([UInt8])
  /// A line of level ERROR or CRITICAL.
  case fault(message: [UInt8])

  /// Interprets a line; nil if it says nothing of use.
  init?(_ line: PetsardLogLine) {
    let message = line.message
    if PetsardLogLine.begins(message, "TIMING_") {
      guard let event = PetsardEvent.timing(message) else { return nil }
      self = event
    } else if line.level == .error {
      self = .fault(message: Array(message))
    } else if PetsardLogLine.matches(line.logger, "Executor") {
      guard let event = PetsardEvent.execution(line) else { return nil }
      self = event
    } else if PetsardLogLine.matches(line.logger, "Status") {
      guard let event = PetsardEvent.status(line) else { return nil }
      self = event
    } else if let change = PetsardSchemaChange(message) {
      self = .schemaChange(change)
    } else if let name = PetsardEvent.rest(message, after: "Saving report to ")
      ?? PetsardEvent.rest(message, after: "Saved schema summary to ")
    {
      self = .saved(Array(name))
    } else {
      return nil
    }
  }

  private static func execution(_ line: PetsardLogLine) -> PetsardEvent? {
    guard PetsardLogLine.matches(line.function, "run") else { return nil }
    let message = line.message
    if PetsardLogLine.matches(message, "Starting PETsARD execution workflow") {
      return .workflowBegins
    }
    if PetsardLogLine.begins(message, "Completed PETsARD execution workflow") {
      return .workflowEnds
    }
    guard let rest = rest(message, after: "Executing "), let split = rest.position(of: " with ")
    else { return nil }
    return .stepBegins(
      PetsardStepName(
        module: text(rest[..<split]), experiment: text(rest[(split + " with ".utf8.count)...])))
  }

  /// The two messages of `Status` that name a step: `WORDS: MODULE[EXPERIMENT] - WORDS: N` of the
  /// function `put` and `WORDS: ID for MODULE[EXPERIMENT]` of `_create_snapshot`.
  ///
  /// The words are in English, or in Chinese in the encoding of the machine's locale, in which a
  /// character may be two bytes of which the second is ASCII. So Chinese words are not compared; words
  /// that are all ASCII must be the known ones.
  private static func status(_ line: PetsardLogLine) -> PetsardEvent? {
    let message = line.message[...]
    guard let start = message.position(of: ": ") else { return nil }
    let words = message[..<start]
    let rest = message[(start + 2)...]
    let isChinese = words.contains { $0 >= 0x80 }
    if PetsardLogLine.matches(line.function, "put") {
      guard isChinese || words.elementsEqual("Status updated".utf8),
        let colon = rest.lastPosition(of: ": "),
        let end = rest[..<colon].lastPosition(of: " - "),
        case let number = rest[(colon + 2)...], !number.isEmpty,
        number.allSatisfy({ $0 &- UInt8(ascii: "0") < 10 })
      else { return nil }
      return PetsardStepName(rest[..<end]).map { .stepDone($0) }
    }
    guard PetsardLogLine.matches(line.function, "_create_snapshot"),
      isChinese || words.elementsEqual("Created snapshot".utf8),
      let split = rest.position(of: " for ")
    else { return nil }
    return PetsardStepName(rest[(split + 5)...]).map {
      .snapshot(identifier: text(rest[..<split]), $0)
    }
  }

  private static func timing(_ message: UnsafeBufferPointer<UInt8>) -> PetsardEvent? {
    let parts = message.split(
      separator: UInt8(ascii: "|"), maxSplits: 5, omittingEmptySubsequences: false)
    guard parts.count >= 4, let moment = number(parts[3]) else { return nil }
    let step = text(parts[2])
    switch String(decoding: parts[0], as: UTF8.self) {
    case "TIMING_START": return .timingBegins(step: step, at: moment)
    case "TIMING_END":
      guard parts.count >= 5, let seconds = number(parts[4]) else { return nil }
      return .timingEnds(step: step, at: moment, seconds: seconds)
    case "TIMING_ERROR":
      guard parts.count >= 5, let seconds = number(parts[4]) else { return nil }
      return .timingFails(
        step: step, at: moment, seconds: seconds, message: parts.count > 5 ? Array(parts[5]) : [])
    default: return nil
    }
  }

  /// A plausible number of seconds.
  private static func number(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Double? {
    guard bytes.count <= 64, let value = Double(String(decoding: bytes, as: UTF8.self)),
      value.isFinite, value.magnitude < 1e11
    else { return nil }
    return value
  }

  private static func rest(
    _ message: UnsafeBufferPointer<UInt8>, after words: StaticString
  ) -> Slice<UnsafeBufferPointer<UInt8>>? {
    guard PetsardLogLine.begins(message, words), message.count > words.utf8CodeUnitCount else {
      return nil
    }
    return message[words.utf8CodeUnitCount...]
  }

  /// The text of bytes whose encoding the log does not state: they are taken as UTF-8, and what is not
  /// valid becomes U+FFFD.
  static func text(_ bytes: some Sequence<UInt8>) -> JSONString {
    JSONString(String(decoding: Array(bytes), as: UTF8.self))
  }
}

/// A step of a workflow: a module with one of its experiments.
struct PetsardStepName: Hashable {
  let module: JSONString
  let experiment: JSONString

  init(module: JSONString, experiment: JSONString) {
    self.module = module
    self.experiment = experiment
  }

  /// Reads `MODULE[EXPERIMENT]`; the experiment may hold brackets.
  init?(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) {
    guard bytes.last == UInt8(ascii: "]"), let open = bytes.firstIndex(of: UInt8(ascii: "[")) else {
      return nil
    }
    module = PetsardEvent.text(bytes[..<open])
    experiment = PetsardEvent.text(bytes[(open + 1)..<(bytes.endIndex - 1)])
  }

  /// The name as PETsARD writes it.
  var name: JSONString { PetsardNames.step(module, experiment) }
}

/// A change of the schema that a processor made: `Updated schema for 'FIELD': ATTRIBUTE OLD → NEW
/// (processor: NAME)` (PETsARD 1.10.1, `processor/base.py`, `_update_metadata_after_transform`).
struct PetsardSchemaChange {
  let field: JSONString
  let attribute: JSONString
  let old: JSONString
  let new: JSONString
  let processor: JSONString

  init?(_ message: UnsafeBufferPointer<UInt8>) {
    let beginning: StaticString = "Updated schema for '"
    guard PetsardLogLine.begins(message, beginning) else { return nil }
    let rest = message[beginning.utf8CodeUnitCount...]
    // The arrow in UTF-8, or in cp950, the encoding of Windows in Taiwan.
    guard let end = rest.lastPosition(of: " (processor: "), rest.last == UInt8(ascii: ")"),
      let colon = rest[..<end].position(of: "': "),
      case let change = rest[(colon + 3)..<end],
      let space = change.firstIndex(of: UInt8(ascii: " ")),
      case let values = change[(space + 1)...],
      let arrow = values.position(of: [0x20, 0xE2, 0x86, 0x92, 0x20]).map({ ($0, 5) })
        ?? values.position(of: [0x20, 0xA1, 0xF7, 0x20]).map({ ($0, 4) })
    else { return nil }
    field = PetsardEvent.text(rest[..<colon])
    attribute = PetsardEvent.text(change[..<space])
    old = PetsardEvent.text(values[..<arrow.0])
    new = PetsardEvent.text(values[(arrow.0 + arrow.1)...])
    processor = PetsardEvent.text(rest[(end + " (processor: ".utf8.count)...].dropLast())
  }
}

extension Slice where Base == UnsafeBufferPointer<UInt8> {
  /// Where a text first stands.
  fileprivate func position(of text: String) -> Int? { position(of: Array(text.utf8)) }

  /// Where bytes first stand.
  fileprivate func position(of part: [UInt8]) -> Int? {
    guard count >= part.count else { return nil }
    return (startIndex...(endIndex - part.count)).first {
      self[$0..<$0 + part.count].elementsEqual(part)
    }
  }

  /// Where a text last stands.
  fileprivate func lastPosition(of text: String) -> Int? {
    let part = Array(text.utf8)
    guard count >= part.count else { return nil }
    return (startIndex...(endIndex - part.count)).last {
      self[$0..<$0 + part.count].elementsEqual(part)
    }
  }
}
