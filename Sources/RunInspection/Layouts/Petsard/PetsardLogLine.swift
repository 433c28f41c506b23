import FileFormats
import ReadOnlyFiles

/// The head of a log line: `YYYY-MM-DD HH:MM:SS,mmm - LOGGER - FUNCTION - LEVEL - MESSAGE`
/// (PETsARD 1.10.1 and 1.5.1, `executor.py`, `_setup_logger`).
///
/// The columns are padded, and a long value overflows its column, so a line is split at ` - ` and never
/// by position. A line that continues a message has no such head.
struct PetsardLogLine {
  /// The local time, as if it were UTC; the log does not state the zone.
  let time: Timestamp
  /// The last part of the logger's name: `Executor` of `PETsARD.Executor`.
  let logger: UnsafeBufferPointer<UInt8>
  let function: UnsafeBufferPointer<UInt8>
  let level: Level
  let message: UnsafeBufferPointer<UInt8>

  /// Levels of Python's `logging`.
  enum Level {
    case debug
    case info
    case warning
    case error
  }

  /// The length of the date and time, `2026-11-21 08:00:07,808`.
  private static let timeLength = 23

  /// The head of a line; nil for a line that continues another.
  init?(_ line: UnsafeBufferPointer<UInt8>) {
    guard line.count > PetsardLogLine.timeLength + 12, line[4] == UInt8(ascii: "-"),
      let time = PetsardLogLine.time(line)
    else { return nil }
    var start = PetsardLogLine.timeLength
    guard PetsardLogLine.isSeparator(line, start) else { return nil }
    start += 3
    guard let logger = PetsardLogLine.field(line, &start),
      let function = PetsardLogLine.field(line, &start),
      let level = PetsardLogLine.field(line, &start).flatMap(PetsardLogLine.level)
    else { return nil }
    self.time = time
    self.level = level
    self.function = function
    let dot = logger.lastIndex(of: UInt8(ascii: "."))
    self.logger = UnsafeBufferPointer(rebasing: logger[(dot.map { $0 + 1 } ?? 0)...])
    message = UnsafeBufferPointer(rebasing: line[start...])
  }

  private static func isSeparator(_ line: UnsafeBufferPointer<UInt8>, _ index: Int) -> Bool {
    index + 2 < line.count && line[index] == UInt8(ascii: " ")
      && line[index + 1] == UInt8(ascii: "-") && line[index + 2] == UInt8(ascii: " ")
  }

  /// The text before the next separator, without the padding; moves `start` past the separator.
  private static func field(
    _ line: UnsafeBufferPointer<UInt8>, _ start: inout Int
  ) -> UnsafeBufferPointer<UInt8>? {
    var index = start
    while index + 2 < line.count {
      if isSeparator(line, index) {
        var end = index
        while end > start, line[end - 1] == UInt8(ascii: " ") { end -= 1 }
        let field = UnsafeBufferPointer(rebasing: line[start..<end])
        start = index + 3
        return field
      }
      index += 1
    }
    return nil
  }

  private static func level(_ field: UnsafeBufferPointer<UInt8>) -> Level? {
    if matches(field, "INFO") { return .info }
    if matches(field, "DEBUG") { return .debug }
    if matches(field, "WARNING") { return .warning }
    if matches(field, "ERROR") || matches(field, "CRITICAL") { return .error }
    return nil
  }

  /// Whether bytes are equal to a word.
  static func matches(_ bytes: UnsafeBufferPointer<UInt8>, _ word: StaticString) -> Bool {
    bytes.count == word.utf8CodeUnitCount && begins(bytes, word)
  }

  /// Whether bytes begin with a text.
  static func begins(_ bytes: UnsafeBufferPointer<UInt8>, _ text: StaticString) -> Bool {
    guard bytes.count >= text.utf8CodeUnitCount else { return false }
    for index in 0..<text.utf8CodeUnitCount where bytes[index] != text.utf8Start[index] {
      return false
    }
    return true
  }

  /// The time at the start of a line, `2026-11-21 08:00:07,808`; nil if there is none.
  private static func time(_ line: UnsafeBufferPointer<UInt8>) -> Timestamp? {
    func number(_ start: Int, _ count: Int) -> Int64? {
      var value: Int64 = 0
      for index in start..<start + count {
        let digit = line[index] &- UInt8(ascii: "0")
        guard digit < 10 else { return nil }
        value = value * 10 + Int64(digit)
      }
      return value
    }
    guard line[7] == UInt8(ascii: "-"), line[10] == UInt8(ascii: " "),
      line[13] == UInt8(ascii: ":"), line[16] == UInt8(ascii: ":"), line[19] == UInt8(ascii: ","),
      let year = number(0, 4), let month = number(5, 2), let day = number(8, 2),
      let hour = number(11, 2), let minute = number(14, 2), let second = number(17, 2),
      let milli = number(20, 3),
      (1...12).contains(month), (1...31).contains(day), hour < 24, minute < 60, second < 62
    else { return nil }
    let days = ISO8601.days(year: year, month: month, day: day)
    return Timestamp(
      seconds: days * 86_400 + hour * 3_600 + minute * 60 + second,
      nanoseconds: Int32(truncatingIfNeeded: milli) * 1_000_000)
  }
}
