import Testing

@testable import RunspectCLI

@Suite struct RoffTests {
  /// A line that begins with a dot or a quote would be a request.
  @Test(arguments: [
    (".hidden files", "\\&.hidden files"), ("'quoted'", "\\(aqquoted\\(aq"), ("a.b", "a.b"),
  ])
  func keepsTextFromBeingARequest(_ text: String, _ line: String) {
    var page = Roff(name: "tool", section: 1, purpose: "a tool")
    page.section("Files")
    page.paragraphs([text])
    #expect(page.source.hasSuffix("\n\(line)\n"))
    page.example(text, "An example.")
    #expect(page.source.hasSuffix(".RS 4\n\(line)\n.RE\n.fi\n"))
  }
}
