import Foundation
import Testing

/// The limits in the part `Security` of the README are those of the sources.
@Suite struct SecurityLimitTests {
  private static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The rows of the table: what is limited, how, and by which constant.
  private func rows() throws -> [(limit: String, constant: String)] {
    let readme = try String(
      contentsOf: SecurityLimitTests.root.appendingPathComponent("README.md"), encoding: .utf8)
    let table = try #require(readme.components(separatedBy: "| of what | limit | set by |\n").last)
    return table.split(separator: "\n", omittingEmptySubsequences: false)
      .prefix { $0.hasPrefix("|") }.dropFirst().map { row in
        let cells = row.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
        return (cells[1], cells[2].trimmingCharacters(in: ["`"]))
      }
  }

  /// The value of a constant such as `1 << 24` or `200_000`.
  private func value(_ constant: String, in files: [SourceFile]) throws -> Int {
    let parts = constant.split(separator: ".")
    let file = try #require(files.first { $0.path.hasSuffix("/\(parts[0]).swift") })
    let text = try String(
      contentsOf: SecurityLimitTests.root.appendingPathComponent("Sources/\(file.path)"),
      encoding: .utf8)
    let pattern = "(?:let|var) \(parts[1]) = ([0-9_]+)(?: << ([0-9]+))?"
    let match = try #require(text.firstMatch(of: try Regex(pattern)), "\(constant)")
    func number(_ index: Int) -> Int? {
      match[index].substring.flatMap { Int($0.filter { $0 != "_" }) }
    }
    return try #require(number(1)) << (number(2) ?? 0)
  }

  /// A number as the README has it: bytes in the largest unit that is whole, others with commas.
  private func spellings(_ value: Int) -> Set<String> {
    var words = String(value)
    for place in stride(from: words.count - 3, to: 0, by: -3) {
      words.insert(",", at: words.index(words.startIndex, offsetBy: place))
    }
    var spellings: Set<String> = [words, "\(words) levels"]
    for (power, unit) in [(30, "GiB"), (20, "MiB"), (10, "KiB")] where value >= 1 << power {
      spellings.insert("\(value >> power) \(unit)")
      break
    }
    return spellings
  }

  @Test func theTableTellsTheLimitsOfTheSources() throws {
    let rows = try rows()
    #expect(rows.count > 12)
    let files = try SourceFile.all()
    for (limit, constant) in rows {
      let value = try value(constant, in: files)
      #expect(spellings(value).contains(limit), "\(constant) is \(value), told as \(limit)")
    }
  }
}
