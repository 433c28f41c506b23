import FileFormats
import Testing

@testable import RunspectCLI

@Suite struct TerminalTextTests {
  @Test(arguments: [
    ("plain text", "plain text"), ("é漢😀", "é漢😀"), ("e\u{301}", "e\u{301}"), ("\\u{1b}", "\\u{1b}"),
    ("\u{1B}[2J", "\\u{1b}[2J"), ("a\nb\tc\r", "a\\u{a}b\\u{9}c\\u{d}"),
    ("\0\u{7F}", "\\u{0}\\u{7f}"),
    ("\u{9B}31m", "\\u{9b}31m"), ("\u{202E}txt", "\\u{202e}txt"), ("\u{200B}", "\\u{200b}"),
    ("\u{2028}\u{2029}", "\\u{2028}\\u{2029}"), ("\u{E000}", "\\u{e000}"), ("\u{AD}", "\\u{ad}"),
    ("\u{FEFF}", "\\u{feff}"), ("\u{E0041}", "\\u{e0041}"), ("\u{378}", "\\u{378}"), ("", ""),
  ])
  func escapesWhatCouldActOnATerminal(_ text: String, _ expected: String) {
    #expect(TerminalText.escaped(JSONString(text)) == expected)
  }

  @Test func showsWhatIsNoTextAsReplacementCharacters() {
    let escaped = TerminalText.escaped(JSONString(fileSystemBytes: [0x61, 0xFF, 0x62]))
    #expect(escaped.first == "a" && escaped.last == "b")
    #expect(Set(escaped.dropFirst().dropLast()) == ["\u{FFFD}"])
  }

  @Test(
    arguments: [
      ("", 0), ("plain", 5), ("é", 1), ("e\u{301}", 1), ("漢字", 4), ("한국", 4), ("カナ", 4), ("ｶﾅ", 2),
      ("ＡＢ", 4), ("😀", 2), ("🚀", 2), ("✅", 2), ("⌛", 2), ("👩‍💻", 2), ("🇸🇪", 2), ("👍🏽", 2), ("🪐", 2),
      ("✓", 1), ("°", 1), ("—", 1), ("①", 1),
    ] as [(String, Int)])
  func countsTheColumnsThatATextTakes(_ text: String, _ columns: Int) {
    #expect(TerminalText.width(of: text) == columns)
  }

  @Test(
    arguments: [
      ("plain", 9, "plain"), ("plain", 5, "plain"), ("plain", 4, "plai"), ("plain", 0, ""),
      ("plain", -1, ""), ("", 3, ""), ("漢字", 4, "漢字"), ("漢字", 3, "漢"), ("漢字", 1, ""),
      ("a漢b", 2, "a"), ("e\u{301}x", 1, "e\u{301}"), ("🚀x", 2, "🚀"), ("plain", .max, "plain"),
    ] as [(String, Int, String)])
  func cutsALineToItsColumns(_ text: String, _ width: Int, _ expected: String) {
    #expect(TerminalText.cut(text, width: width) == expected)
  }

  @Test(
    arguments: [
      ("plain", 9, "plain"), ("plain", 5, "plain"), ("plain", 4, "pla…"), ("plain", 1, "…"),
      ("plain", 0, ""), ("", 3, ""), ("漢字", 4, "漢字"), ("漢字", 3, "漢…"), ("漢字", 2, "…"),
      ("plain", .max, "plain"),
    ] as [(String, Int, String)])
  func endsALongLineWithAnEllipsis(_ text: String, _ width: Int, _ expected: String) {
    #expect(TerminalText.fitted(text, width: width) == expected)
  }
}
