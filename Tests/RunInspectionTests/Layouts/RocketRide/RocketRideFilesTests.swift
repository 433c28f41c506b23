import ReadOnlyFiles
import TestSupport
import Testing

@testable import RunInspection

@Suite struct RocketRideFilesTests {
  /// The newest start counts, in whatever order the folder lists the logs, and whatever lies beside them.
  @Test func findsTheSavedLogWithTheNewestStart() throws {
    let folder = try TemporaryFolder()
    for start in [1, 2, 900, 3, 10, 899] { try folder.write("r/.logs/p/source-\(start).log", "{}") }
    for name in ["notes.txt", "source-.log", "source.log", "z-1000.json", "0", "zz"] {
      try folder.write("r/.logs/p/\(name)", "")
    }
    try folder.makeFolder("r/.logs/p/source-1000.log")
    try folder.write("r/.logs/other/source-5.log", "{}")
    let found = try RocketRideFiles.find(
      RawPath("r"), in: try Folder(RawPath(folder.path)), entries: LayoutTable.entries())
    #expect(found?.name == RawPath(".logs/p/source-900.log"))
  }
}
