import FileFormats
import Testing

@testable import RunInspection

@Suite struct PapermillNotebookReaderTests {
  /// A way in a notebook: numbers are positions in arrays.
  private func way(_ text: String) -> [JSONReduction.Step] {
    text.split(separator: " ").map { part in
      Int(part).map { .index($0) } ?? .key(Array(part.utf8))
    }
  }

  /// What of a large notebook tells nothing about its run.
  @Test(arguments: [
    ("metadata widgets", true), ("metadata papermill", false), ("cells 0", false),
    ("cells 0 attachments", true), ("cells 0 source", false), ("cells 0 outputs", false),
    ("cells 0 source 0", false), ("cells 0 source 1000000000", true),
    ("cells 0 source 10000", false), ("cells 0 source 10001", true),
    ("cells 0 outputs 1000000000", false), ("cells 0 outputs 0 text", true),
    ("cells 0 outputs 0 data", false), ("cells 0 outputs 0 data image/png", true),
    ("cells 0 outputs 0 data text/plain", false), ("cells 0 outputs 0 traceback 0", false),
    ("cells 0 outputs 0 traceback 1000000000", true),
    ("cells 0 outputs 0 data text/plain 0", false),
    ("cells 0 outputs 0 data text/plain 1000000000", true),
    ("cells 0 outputs 0 data text/html 1000000000", false), ("other 0 attachments", false),
  ])
  func leavesOut(_ text: String, _ isLeftOut: Bool) {
    #expect(PapermillNotebookReader.isLeftOut(way(text)) == isLeftOut)
  }
}
