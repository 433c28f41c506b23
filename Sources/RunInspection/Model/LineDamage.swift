/// What is wrong with a line of a log or a table.
public enum LineDamage: Equatable, Sendable {
  /// It is the last one and lacks its end.
  case cutShort
  /// It holds bytes that no text has.
  case notText
  /// It is longer than any that is read.
  case tooLong
  /// It is not JSON, where each line is.
  case notJSON
  /// It has more or fewer columns than the first.
  case wrongColumnCount(Int, expected: Int)
}
