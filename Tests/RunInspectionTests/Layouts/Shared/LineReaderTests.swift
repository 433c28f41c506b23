import ReadOnlyFiles
import Testing

@testable import RunInspection

/// Lines of files of any size, and words in them.
@Suite struct LineReaderTests {
  private static let limit = 1 << 20

  /// The lengths of the lines, negative for one that no newline ends, and `Int.max` for a cut one.
  private func lengths(_ text: String) throws -> [Int] {
    let folder = try RunFolder()
    try folder.write("log", text)
    var lines = LineReader(
      try Folder(folder.path).stream(of: RawPath("log")), lengthLimit: LineReaderTests.limit)
    var lengths: [Int] = []
    var numbers: [Int] = []
    try lines.forEach { line in
      lengths.append(
        line.isCut ? .max : line.isTerminated ? line.bytes.count : -line.bytes.count)
      numbers.append(line.number)
      if line.isCut { #expect(line.bytes.count == LineReaderTests.limit) }
    }
    #expect(numbers == Array(1..<lengths.count + 1))
    return lengths
  }

  @Test(arguments: [
    ("", []), ("a", [-1]), ("a\n", [1]), ("\n\n", [0, 0]), ("ab\n\nc", [2, 0, -1]),
  ])
  func short(_ text: String, _ expected: [Int]) throws {
    #expect(try lengths(text) == expected)
  }

  @Test func acrossPieces() throws {
    let sizes = [131_071, 1, 131_072, 0, 600_000, 5]
    let text = sizes.map { String(repeating: "x", count: $0) + "\n" }.joined()
    #expect(try lengths(text) == sizes)
  }

  @Test(arguments: [limit, limit + 1, 3 * limit + 7])
  func aLongLine(_ size: Int) throws {
    let line = String(repeating: "x", count: size)
    let isTooLong = size > LineReaderTests.limit
    #expect(try lengths("a\n\(line)\nbc\n") == [1, isTooLong ? .max : size, 2])
    #expect(try lengths(line) == [isTooLong ? .max : -size])
  }

  /// Of a line that is longer than the limit, the beginning is given, wherever the pieces end.
  @Test(arguments: [3, 131_070, 1_000_000, limit - 1, limit])
  func theBeginningOfALongLine(_ first: Int) throws {
    let folder = try RunFolder()
    let line = String(repeating: "a", count: first) + String(repeating: "b", count: 70_000)
    try folder.write("log", "x\n\(line)\n")
    var lines = LineReader(
      try Folder(folder.path).stream(of: RawPath("log")), lengthLimit: LineReaderTests.limit)
    var last: [UInt8] = []
    try lines.forEach { last = Array($0.bytes) }
    #expect(last == Array(line.utf8.prefix(LineReaderTests.limit)))
  }

  @Test(arguments: [
    ("needle", "needle", true), ("needle", "xneedley", true), ("needle", "needl", false),
    ("needle", "", false), ("aab", "aaaaab", true), ("abab", "abacabab", true),
    ("events", "event events", true),
  ])
  func aWord(_ word: String, _ text: String, _ isFound: Bool) {
    let found = Array(text.utf8).withUnsafeBufferPointer { ByteSearch(word).isFound(in: $0) }
    #expect(found == isFound)
  }
}
