import ReadOnlyFiles
import Testing

@testable import RunInspection

/// Lines of files of any size, and words in them.
@Suite struct BoundedLinesTests {
  private func lengths(_ text: String) throws -> [Int] {
    let folder = try RunFolder()
    try folder.write("log", text)
    var lines = BoundedLines(try Folder(folder.path).stream(of: RawPath("log")))
    var lengths: [Int] = []
    while let line = try lines.next() {
      switch line {
      case .text(let range, let isTerminated):
        lengths.append(isTerminated ? range.count : -range.count)
      case .tooLong: lengths.append(.max)
      }
    }
    #expect(lines.number == lengths.count)
    return lengths
  }

  @Test(arguments: [
    ("", []), ("a", [-1]), ("a\n", [1]), ("\n\n", [0, 0]), ("ab\n\nc", [2, 0, -1]),
  ])
  func short(_ text: String, _ expected: [Int]) throws {
    #expect(try lengths(text) == expected)
  }

  @Test func acrossPieces() throws {
    let sizes = [262_143, 1, 262_144, 0, 600_000, 5]
    let text = sizes.map { String(repeating: "x", count: $0) + "\n" }.joined()
    #expect(try lengths(text) == sizes)
  }

  @Test(arguments: [BoundedLines.lengthLimit, BoundedLines.lengthLimit + 1, 12_000_000])
  func aLongLine(_ size: Int) throws {
    let line = String(repeating: "x", count: size)
    let isTooLong = size > BoundedLines.lengthLimit
    #expect(try lengths("a\n\(line)\nbc\n") == [1, isTooLong ? .max : size, 2])
    #expect(try lengths(line) == [isTooLong ? .max : -size])
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
