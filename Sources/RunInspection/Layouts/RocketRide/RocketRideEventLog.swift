import FileFormats
import ReadOnlyFiles

/// The events of tasks as `rocketride events --log FILE` writes them (up to rocketride 1.3.0): JSON
/// lines, of which those with `event.event` `apaevt_status_update` contain a task's status in
/// `event.body`. The other lines are about the log itself (`event_type`) or about other events.
struct RocketRideEventLog {
  /// The last status in the log.
  private(set) var current: JSONNode?
  /// The states that the tasks went through.
  private(set) var history = RocketRideHistory()
  /// Warnings about what was skipped.
  private(set) var warnings: [InspectionWarning] = []

  /// How many bytes are read to distinguish an event log from a status.
  static let sniffLength = 65_536

  /// How long a line may be, in bytes.
  private static let lineLimit = 1 << 22

  private let path: RawPath
  private var skipped = 0
  private var firstSkipped = 0
  /// Whether a line that can't be read, after the last status, may hold another.
  private var lacksStatus = false
  private static let update = ByteSearch("apaevt_status_update")

  /// Whether a file begins like an event log: one of the first lines is an entry. A saved status has
  /// `event` too, but as a string.
  static func isEventLog(prefix: [UInt8]) -> Bool {
    let lines = prefix.split(separator: UInt8(ascii: "\n"), maxSplits: 16)
    return lines.prefix(16).contains { line in
      guard let root = try? JSONDocument(Array(line)).root else { return false }
      return root["event_type"]?.kind == .string || root["event"]?.kind == .object
    }
  }

  /// Reads the whole log as a stream.
  static func read(
    _ stream: consuming FileStream, path: RawPath
  ) throws(FileError) -> RocketRideEventLog {
    var log = RocketRideEventLog(path: path)
    var lines = LineReader(stream, lengthLimit: lineLimit)
    try lines.forEach { log.take($0) }
    log.finish()
    return log
  }

  private init(path: RawPath) {
    self.path = path
  }

  private mutating func take(_ line: LineReader.Line) {
    if line.isCut {
      skip(line)
    } else if !take(line.bytes) {
      if line.isTerminated { skip(line) } else { warnings.append(.lastLineTorn(path)) }
    }
  }

  private mutating func finish() {
    if skipped > 0 {
      warnings.append(.linesSkipped(path, count: skipped, first: firstSkipped))
    }
    if lacksStatus { warnings.append(.layout(RocketRideFault.laterStatusUnreadable(path))) }
    let others = history.taskCount - 1
    if others > 0 {
      warnings.append(
        .layout(
          RocketRideFault.otherTasks(path, count: others, isAtLeast: history.hasMoreTasks)))
    }
  }

  private mutating func skip(_ line: LineReader.Line) {
    if skipped == 0 { firstSkipped = line.number }
    skipped += 1
    lacksStatus = lacksStatus || line.isCut || RocketRideEventLog.update.isFound(in: line.bytes)
  }

  /// Processes a line; returns false if it can't be read. Only a line that may contain a status is
  /// parsed; the others are only checked for completeness.
  private mutating func take(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = line.first(where: { !$0.isBlank }) else { return true }
    guard first == UInt8(ascii: "{"), line.last(where: { !$0.isBlank }) == UInt8(ascii: "}") else {
      return false
    }
    guard RocketRideEventLog.update.isFound(in: line) else { return true }
    guard let root = try? JSONDocument(Array(line)).root else { return false }
    // The name may occur in another event, such as one that quotes what a task printed.
    guard let event = root["event"], event["event"]?.string == "apaevt_status_update" else {
      return true
    }
    guard let body = event["body"], body.kind == .object else { return false }
    current = body
    lacksStatus = false
    history.add(body, writtenAt: root["iso_timestamp"]?.string)
    return true
  }
}

extension UInt8 {
  /// Whether it is white space in JSON.
  fileprivate var isBlank: Bool { self == 0x20 || self == 0x09 || self == 0x0D || self == 0x0A }
}
