import Testing

@testable import RunspectCLI

@Suite struct FieldTableTests {
  /// The names in capitals stand for others in the documentation.
  @Test(arguments: [
    ("status", true), ("outputs", true), ("inputs", true), ("elapsed_seconds", true),
    ("NAME", false), ("outputs.NAME", false), ("", false),
  ])
  func knowsWhatADocumentedFieldBeginsWith(_ word: String, _ isKnown: Bool) {
    #expect(FieldTable.runs.isKnown(word) == isKnown)
  }
}
