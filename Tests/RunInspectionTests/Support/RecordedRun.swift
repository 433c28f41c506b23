import Foundation
import ReadOnlyFiles
import TestSupport

/// The path of a recorded run, such as `krixik/failed`.
///
/// - Throws: where it is not there; a test could take that for a run in which nothing happened.
func recordedRun(_ name: String) throws -> RawPath {
  let path = FixtureFile.folder.appendingPathComponent("runs/" + name).path
  _ = try RecordedCases.checked(
    FileManager.default.contentsOfDirectory(atPath: path), atLeast: 1, from: path)
  return RawPath(path)
}
