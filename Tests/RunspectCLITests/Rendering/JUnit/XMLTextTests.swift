import FileFormats
import Testing

@testable import RunspectCLI

@Suite struct XMLTextTests {
  private static let texts: [(String, attribute: String, content: String)] = [
    ("plain é漢😀", "plain é漢😀", "plain é漢😀"), ("", "", ""),
    (
      "<a b=\"c\">&amp;", "&lt;a b=&quot;c&quot;&gt;&amp;amp;", "&lt;a b=&quot;c&quot;&gt;&amp;amp;"
    ),
    ("]]>", "]]&gt;", "]]&gt;"), ("it's", "it's", "it's"),
    ("a\nb\tc", "a&#10;b&#9;c", "a\nb\tc"), ("a\rb", "a&#13;b", "a&#13;b"),
    (
      "\u{0}\u{1}\u{8}\u{B}\u{C}\u{1F}", "\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}",
      "\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}"
    ),
    ("\u{FFFE}\u{FFFF}", "\u{FFFD}\u{FFFD}", "\u{FFFD}\u{FFFD}"),
    ("\u{7F}\u{85}\u{2028}", "\u{FFFD}\u{FFFD}\u{2028}", "\u{FFFD}\u{FFFD}\u{2028}"),
    (
      "\u{9B}\u{202E}\u{200F}\u{2066}", "\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}",
      "\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}"
    ),
    ("\u{10FFFF}", "\u{10FFFF}", "\u{10FFFF}"),
    ("e\u{301}", "e\u{301}", "e\u{301}"), ("<\u{301}", "&lt;\u{301}", "&lt;\u{301}"),
  ]

  @Test func holdsWhatADocumentMayContain() {
    for (text, attribute, content) in XMLTextTests.texts {
      #expect(XMLText.attribute(text) == attribute)
      #expect(XMLText.content(text) == content)
    }
  }

  @Test(
    arguments: [
      (0, "0.000"), (1.5, "1.500"), (0.0004, "0.000"), (0.0005, "0.001"), (61.25, "61.250"),
      (-1, "0.000"), (1e300, "1000000000000.000"), (1e-300, "0.000"),
    ] as [(Double, String)])
  func writesSecondsWithoutAnExponent(_ seconds: Double, _ text: String) {
    #expect(XMLText.decimal(seconds) == text)
  }
}
