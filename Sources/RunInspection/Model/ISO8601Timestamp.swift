import FileFormats
import ReadOnlyFiles

extension ISO8601 {
  /// A moment in UTC as Python prints it, such as `2026-11-21T05:36:51.213269+00:00`.
  public static func text(_ moment: Timestamp) -> String {
    text(seconds: moment.seconds, nanoseconds: moment.nanoseconds)
  }

  /// The same in UTF-8.
  public static func bytes(_ moment: Timestamp) -> [UInt8] {
    bytes(seconds: moment.seconds, nanoseconds: moment.nanoseconds)
  }
}

extension ISO8601.Parsed {
  /// The moment that the text names; in UTC where the text names no zone.
  var moment: Timestamp { Timestamp(seconds: seconds, nanoseconds: nanoseconds) }
}
