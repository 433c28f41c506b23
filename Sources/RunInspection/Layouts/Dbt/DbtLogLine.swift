import FileFormats
import ReadOnlyFiles

/// The beginning of a message in dbt's log: a line of text, or with `--log-format-file json` an object
/// on a line (dbt-core 1.7.19 and 1.11.16, `dbt/events/logging.py` and `dbt_common/events/logger.py`).
struct DbtLogLine {
  /// The time of day by the machine's own clock, in seconds; nil in a JSON log.
  let localTime: Double?
  /// The moment; only a JSON log tells it.
  let moment: Timestamp?
  /// The name of the thread, as far as the log writes it.
  let thread: [UInt8]
  /// The invocation; only a JSON log repeats it.
  let invocation: JSONString?
  /// The message without colours.
  let message: [UInt8]

  private static let escape: UInt8 = 0x1B

  /// Whether a log that begins like this is dbt's.
  static func isLog(prefix: [UInt8]) -> Bool {
    let text = prefix.drop { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
    if text.starts(with: headerStart) { return true }
    return prefix.withUnsafeBufferPointer { bytes in
      text.first == UInt8(ascii: "{")
        ? invocationKey.isFound(in: bytes)
        : threadMark.isFound(in: bytes) && DbtLogLine(text: text.prefix { $0 != 0x0A }) != nil
    }
  }

  private static let invocationKey = ByteSearch("\"invocation_id\":")
  private static let threadMark = ByteSearch("] [")
  /// How an invocation begins in a text log.
  static let headerStart = Array("============================== ".utf8)

  /// The time of day and the id in the line with which an invocation begins in a text log.
  static func header(
    _ line: UnsafeBufferPointer<UInt8>
  ) -> (localTime: Double, invocation: JSONString)? {
    guard line.count < 200, line.starts(with: headerStart) else { return nil }
    let words = line.split(separator: UInt8(ascii: " "))
    guard words.count == 5, words[2].elementsEqual([UInt8(ascii: "|")]),
      let time = time(words[1]), words[4].starts(with: headerStart.dropLast())
    else { return nil }
    return (time, JSONString(fileSystemBytes: Array(words[3])))
  }

  /// Whether a line of a JSON log is the first message of an invocation (dbt-core 1.11.16).
  static func isReport(json line: [UInt8]) -> Bool {
    guard line.first == UInt8(ascii: "{"), let document = try? JSONDocument(line) else {
      return false
    }
    return document.root["info"]?["name"]?.isString("MainReportVersion") ?? false
  }

  /// A line of a text log; nil for one that continues a message.
  init?(text line: ArraySlice<UInt8>) {
    var rest = line
    if rest.first == DbtLogLine.escape {
      guard let end = rest.firstIndex(of: UInt8(ascii: "m")), end - rest.startIndex < 8 else {
        return nil
      }
      rest = rest[(end + 1)...]
    }
    guard rest.count > 18, let time = DbtLogLine.time(rest.prefix(15)) else { return nil }
    rest = rest.dropFirst(15)
    guard rest.starts(with: Array(" [".utf8)),
      let level = rest.firstIndex(of: UInt8(ascii: "]")), level - rest.startIndex <= 10
    else { return nil }
    rest = rest[(level + 1)...]
    guard rest.starts(with: Array(" [".utf8)),
      let thread = rest.firstIndex(of: UInt8(ascii: "]")), thread - rest.startIndex <= 40
    else { return nil }
    self.thread = Array(rest[(rest.startIndex + 2)..<thread])
    rest = rest[(thread + 1)...]
    if rest.starts(with: Array(": ".utf8)) { rest = rest.dropFirst(2) }
    localTime = time
    moment = nil
    invocation = nil
    message = TerminalColours.removed(from: rest)
  }

  /// A line of a JSON log; nil for one that is no message of dbt.
  init?(json line: [UInt8]) {
    guard let document = try? JSONDocument(line), let info = document.root["info"],
      let text = info["msg"]?.string
    else { return nil }
    localTime = nil
    moment = info["ts"]?.string.flatMap { ISO8601.parse($0.description)?.moment }
    thread = info["thread"]?.string?.bytes ?? []
    invocation = info["invocation_id"]?.string
    message = TerminalColours.removed(from: text.bytes)
  }

  /// A time of day such as `19:20:50.335017`, in seconds.
  private static func time(_ text: some Collection<UInt8>) -> Double? {
    let bytes = Array(text)
    guard bytes.count == 15, bytes[2] == UInt8(ascii: ":"), bytes[5] == UInt8(ascii: ":"),
      bytes[8] == UInt8(ascii: ".")
    else { return nil }
    func number(_ range: Range<Int>) -> Int? {
      Int(String(decoding: bytes[range], as: UTF8.self))
    }
    guard let hour = number(0..<2), let minute = number(3..<5), let second = number(6..<8),
      let fraction = number(9..<15), (0..<24).contains(hour), (0..<60).contains(minute),
      (0...60).contains(second), fraction >= 0
    else { return nil }
    return Double(hour * 3_600 + minute * 60 + second) + Double(fraction) / 1e6
  }
}
