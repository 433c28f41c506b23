import Testing

@testable import RunInspection

@Suite struct PythonTracebackTests {
  private func ending(
    _ trace: String, _ className: String?, message: String? = nil
  ) -> String? {
    PythonTraceback(Array(trace.utf8)[...])
      .ending(className: className, message: message.map { Array($0.utf8)[...] })
      .map { "\($0.name)|\(String(decoding: $0.message, as: UTF8.self))" }
  }

  static let frames =
    "Traceback (most recent call last):\n  File \"a.py\", line 1, in f\n    x()\n    ^^^\n"

  @Test(arguments: [
    (frames + "ValueError: boom\n", "ValueError", "ValueError|boom"),
    (frames + "ValueError\n", "ValueError", "ValueError|"),
    (frames + "ValueError: \n", "ValueError", "ValueError|"),
    (frames + "ValueError: two\nlines\n", "ValueError", "ValueError|two\nlines"),
    (frames + "Outer.Inner: in\n", "Inner", "Outer.Inner|in"),
    (frames + "f.<locals>.Local: l\n", "Local", "f.<locals>.Local|l"),
    (frames + "package.Error: p\n", "Error", "package.Error|p"),
    (frames + "Größe: ü\n", "Größe", "Größe|ü"),
    // A cause comes before.
    (
      frames + "KeyError: 1\n\nDuring handling:\n\n" + frames + "ValueError: boom\n", "ValueError",
      "ValueError|boom"
    ),
    // An exception that was never raised.
    ("ValueError: boom\n", "ValueError", "ValueError|boom"),
    // Syntax errors show the line.
    (
      "Traceback (most recent call last):\n  File \"s\", line 1\n    1 +\n       ^\nSyntaxError: bad\n",
      "SyntaxError", "SyntaxError|bad"
    ),
    (
      "  + Exception Group Traceback (most recent call last):\n  |   File \"a.py\", line 1\n"
        + "  | ExceptionGroup: many (1 sub-exception)\n  +-+---------------- 1 ----------------\n"
        + "    | ValueError: a\n    +------------------------------------\n",
      "ExceptionGroup", "ExceptionGroup|many (1 sub-exception)"
    ),
  ])
  func tellsTheEnd(_ trace: String, _ className: String, _ expected: String) {
    #expect(ending(trace, className) == expected)
    #expect(ending(trace, nil) == expected)
    #expect(ending(trace, "Other") == nil)
  }

  @Test func aMessageThatQuotesATraceIsFound() {
    let message = "see:\n" + PythonTracebackTests.frames + "ValueError: inner"
    let trace = PythonTracebackTests.frames + "ValueError: " + message + "\n"
    #expect(ending(trace, "ValueError") == "ValueError|inner")
    #expect(ending(trace, "ValueError", message: message) == "ValueError|" + message)
  }

  @Test(arguments: [
    "", "\n", "\n\n\n", " ", ":", ": x", "Traceback (most recent call last):\n",
    "Traceback (most recent call last):\n  File",
    "  + Exception Group Traceback (most recent call last):\n",
    "no name here: x", "\u{0}: x", "Traceback (most recent call last):\n\n\n",
  ])
  func whatIsNoTraceTellsNothing(_ trace: String) {
    #expect(ending(trace, nil) == nil)
    #expect(ending(trace, "ValueError") == nil)
  }

  /// Twice the length takes twice the time: this took six seconds for 50 KB once.
  @Test(.timeLimit(.minutes(10)), arguments: ["\n", "Traceback (most recent call last):\n", " \n"])
  func isLinear(_ line: String) {
    let trace = "ValueError: a" + String(repeating: line, count: 200_000)
    #expect(ending(trace, "ValueError") != nil || line.hasPrefix("T"))
  }
}
