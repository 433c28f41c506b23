import Foundation
import ReadOnlyFiles

/// A run folder of a test, removed when the test is done with it.
final class RunFolder: Sendable {
  let url: URL

  init(_ files: [String: String]) throws {
    url = FileManager.default.temporaryDirectory
      .appendingPathComponent("runspect-run-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    for (name, text) in files {
      try Data(text.utf8).write(to: url.appendingPathComponent(name))
    }
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  var path: RawPath { RawPath(url.path) }

  /// A recorded run.
  static func fixture(_ name: String) -> RawPath {
    RawPath(
      URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("fixtures/runs/" + name).path)
  }
}
