/// Checks comma-separated values (RFC 4180, as Python's `csv` and pandas write them) in pieces: whether
/// every row is whole and has as many columns as the first. Keeps no row in memory.
public struct DelimitedTextScanner: Sendable {
  /// What is wrong with a table.
  public enum Fault: Equatable, Sendable {
    /// The last row lacks its end.
    case unfinished
    /// There is a NUL, which no text holds; file systems leave zeros where data did not reach the disk.
    case zeroByte
    /// A row has more or fewer columns than the first.
    case wrongColumnCount(Int, expected: Int)
  }

  /// The first thing that is wrong, and the number of its line, from 1.
  public private(set) var fault: (line: Int, fault: Fault)?

  /// The number of the line that is being read, from 1.
  private var line = 1
  private var columns = 1
  private var expected: Int?
  private var isQuoted = false
  /// Whether something of the present row was read.
  private var hasBegun = false

  /// Begins a table.
  public init() {}

  /// Reads the next bytes.
  public mutating func take(_ bytes: [UInt8]) {
    for byte in bytes where fault == nil { take(byte) }
  }

  /// Ends the table. An empty one lacks even its headings.
  public mutating func finish() {
    if fault == nil, hasBegun || expected == nil { fault = (line, .unfinished) }
  }

  private mutating func take(_ byte: UInt8) {
    switch byte {
    case 0: fault = (line, .zeroByte)
    // A doubled quotation mark inside quotes ends and begins them.
    case UInt8(ascii: "\""):
      isQuoted.toggle()
      hasBegun = true
    case UInt8(ascii: ",") where !isQuoted:
      columns += 1
      hasBegun = true
    case UInt8(ascii: "\n"):
      if !isQuoted { endRow() }
      line += 1
    default: hasBegun = true
    }
  }

  private mutating func endRow() {
    let wanted = expected ?? columns
    if columns != wanted { fault = (line, .wrongColumnCount(columns, expected: wanted)) }
    expected = wanted
    columns = 1
    hasBegun = false
  }
}
