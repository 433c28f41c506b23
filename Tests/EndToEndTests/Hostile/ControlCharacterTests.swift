import Foundation
import TestSupport
import Testing

/// No name and no text of a run controls a terminal or the page that shows it, whatever the format.
@Suite(.blocking) struct ControlCharacterTests {
  /// Colours, the title of the window, a bell, a C1 control, a null, and what changes the writing direction.
  private static let hostile =
    "a\u{1B}[31m\u{1B}]0;title\u{7}\u{9B}2J\u{0}\u{202E}\u{2066}\u{200F}b\u{7F}\u{8}\r"

  /// Controls of both ranges but for line breaks and tabs, and the marks of the writing direction.
  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A: false
    case ..<0x20, 0x7F..<0xA0, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  private func makeRuns() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    let name = "runs/" + ControlCharacterTests.hostile.replacingOccurrences(of: "\u{0}", with: "")
    let text = ControlCharacterTests.hostile.unicodeScalars.map { scalar in
      let digits = String(scalar.value, radix: 16)
      return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }.joined()
    try folder.write(
      "\(name)/run_status.json",
      """
      {"status": "failed", "message": "\(text)", "error": "\(text)", "\(text)": "\(text)", \
      "updated_at": "\(text)", "outputs": {"\(text)": {"n_total": 2, "n_failed": 1, "storage": "\(text)"}}}
      """)
    // A log of PETsARD has no escapes: its bytes are the text.
    let line = "2026-11-21 08:00:00,000 - Executor  - run  - INFO  - "
    try folder.write(
      "runs/p/PETsARD_x.log",
      "\(line)Starting PETsARD execution workflow\n"
        + "\(line)Executing Loader with \(ControlCharacterTests.hostile)\n"
        + "2026-11-21 08:00:01,000 - Executor  - run  - ERROR  - \(ControlCharacterTests.hostile)\n"
    )
    return folder
  }

  @Test(
    arguments: [
      "prometheus", "table", "csv", "tsv", "markdown", "junit", "github", "json", "jsonl",
    ])
  func lists(_ format: String) throws {
    let folder = try makeRuns()
    for words in [["list-runs", "runs"], ["errors", "runs"]]
    where words[0] == "list-runs" || !["prometheus", "junit"].contains(format) {
      let outcome = try Runspect.run(words + ["--format", format], in: folder)
      #expect(outcome.status <= 1)
      #expect(!outcome.stdout.isEmpty)
      // A cell of CSV may hold line breaks (RFC 4180).
      let output = outcome.stdout.replacingOccurrences(
        of: format == "csv" ? "\r" : "\r\n", with: "")
      for text in [output, outcome.stderr] {
        #expect(!text.unicodeScalars.contains(where: ControlCharacterTests.isControl), "\(words)")
      }
    }
  }

  @Test(arguments: [["report", "runs"], ["watch", "runs", "--timeout", "0", "--format", "live"]])
  func pagesAndLines(_ words: [String]) throws {
    let folder = try makeRuns()
    let outcome = try Runspect.run(words, in: folder)
    #expect(outcome.status <= 1)
    #expect(outcome.stdout.contains("failed"))
    for text in [outcome.stdout, outcome.stderr] {
      #expect(!text.unicodeScalars.contains(where: ControlCharacterTests.isControl))
    }
  }
}
