import FileFormats
import RunInspection

/// An output of a run, or the run as a whole, as a test.
struct JUnitCase {
  /// Its name, without control characters.
  let name: String
  /// What went wrong; empty if it passed.
  var results: [JUnitResult] = []

  /// What the test counts as: the worst of its results; nil if it passed.
  var kind: JUnitResult.Kind? {
    [.failure, .error, .skipped].first { kind in results.contains { $0.kind == kind } }
  }

  /// The test as an element of XML.
  func text(of suite: String) -> String {
    let start =
      "<testcase classname=\"\(XMLText.attribute(suite))\" name=\"\(XMLText.attribute(name))\""
    if results.isEmpty { return start + "/>\n" }
    return start + ">\n" + results.map(\.text).joined() + "</testcase>\n"
  }
}

/// Why a test did not pass.
struct JUnitResult {
  enum Kind: String {
    case failure
    case error
    case skipped
  }

  let kind: Kind
  /// One line, or a few.
  let message: String
  /// The class of the exception.
  var type: String?
  /// The trace.
  var details: String?
  /// For how many elements it stands.
  var count = 0

  /// How long a message and a trace may be, in code points. The end of a trace says the most.
  private static let longestMessage = 1_000
  private static let longestDetails = 20_000

  init(_ kind: Kind, message: String) {
    self.kind = kind
    self.message = JUnitResult.cut(message)
  }

  /// A failed element.
  init(_ failure: Failure) {
    kind = .failure
    message = JUnitResult.cut(
      FailureText.text(of: failure, run: nil, showsTraceback: false)
        .split(separator: "\n", omittingEmptySubsequences: true).joined(separator: "\n"))
    type = failure.type.map { TerminalText.escaped($0) }
    count = max(1, failure.count ?? 1)
    guard let trace = failure.traceback, !trace.isEmpty else { return }
    let text = TerminalText.escaped(trace, keeping: ["\n", "\t"]).unicodeScalars
    let end = text.suffix(JUnitResult.longestDetails)
    details = (end.startIndex > text.startIndex ? "..." : "") + String(end)
  }

  private static func cut(_ message: String) -> String {
    let text = TerminalText.escaped(JSONString(message), keeping: ["\n", "\t"]).unicodeScalars
    let start = text.prefix(longestMessage)
    return String(start) + (start.endIndex < text.endIndex ? "..." : "")
  }

  /// The result as an element of XML. Readers show the content of a failure, some also its message.
  var text: String {
    var text = "<\(kind.rawValue)"
    if let type { text += " type=\"\(XMLText.attribute(type))\"" }
    text += " message=\"\(XMLText.attribute(message))\""
    if kind == .skipped { return text + "/>\n" }
    return text + ">\(XMLText.content(details ?? message))</\(kind.rawValue)>\n"
  }
}
