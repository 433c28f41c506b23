import FileFormats
import Testing

@testable import RunspectCLI

/// What counts as a number in a message.
@Suite struct MessagePatternTests {
  @Test(
    arguments: [
      ("", ""), ("no number", "no number"), ("7", "<n>"), ("x=3", "x=<n>"),
      ("x1 and x2", "x<n> and x<n>"),
      ("cannot take 2", "cannot take <n>"), ("cannot take -2.", "cannot take <n>."),
      ("+3, -4", "<n>, <n>"), ("a-1", "a-<n>"),
      ("2026-11-21T07:38:36.5", "<n>-<n>-<n>T<n>:<n>:<n>"),
      ("1.5e-05", "<n>"), ("1e5", "<n>"), ("1E+5", "<n>"), ("2effects", "<n>effects"),
      ("1e", "<n>e"),
      ("[1. 2.5]", "[<n>. <n>]"), ("[1.]", "[<n>]"), ("f(1., 2.)", "f(<n>, <n>)"),
      ("<object at 0x7f00Aa>", "<object at <n>>"), ("0x", "<n>x"), ("0xg", "<n>xg"),
      ("nan", "<n>"), ("-inf", "<n>"), ("(nan, inf)", "(<n>, <n>)"), ("nano inform", "nano inform"),
      ("x_nan", "x_nan"), ("banana", "banana"), ("1.2.3", "<n>.<n>"), ("--1", "--<n>"),
      ("5-3", "<n>-<n>"), ("] -1", "] <n>"), ("(3)-1", "(<n>)-<n>"), ("é1", "é<n>"),
      ("123456789012345678901234567890", "<n>"),
    ] as [(String, String)])
  func findsNumbers(_ message: String, _ pattern: String) {
    #expect(MessagePattern.pattern(of: JSONString(message)) == JSONString(pattern))
  }

  @Test func cutsLongMessages() {
    let long = JSONString(String(repeating: "é", count: 1_000))
    let cut = MessagePattern.pattern(of: long)
    #expect(cut.description == String(repeating: "é", count: 500) + "...")
    #expect(MessagePattern.cut("aé", to: 2) == "a...")
    #expect(MessagePattern.cut("aé", to: 3) == "aé")
  }

  /// A number may end where the message is cut, and numbers alone may be as long as a message.
  @Test func withstandsAnything() {
    for text in ["0", "0x", "1.", "1e", "1e+", "-", "+", "na", "in", "\u{0}1"] {
      for repetition in [1, 400] {
        let message = JSONString(String(repeating: text, count: repetition))
        #expect(MessagePattern.pattern(of: message).bytes.count <= 4 * message.bytes.count)
      }
    }
  }
}
