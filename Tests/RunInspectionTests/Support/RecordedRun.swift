import Foundation
import ReadOnlyFiles

/// The path of a recorded run, such as `krixik/failed`.
func recordedRun(_ name: String) -> RawPath {
  RawPath(
    URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("fixtures/runs/" + name).path)
}
