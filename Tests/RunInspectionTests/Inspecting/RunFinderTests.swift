import ReadOnlyFiles
import TestSupport
import Testing

@testable import RunInspection

/// Where a search for runs ends.
@Suite struct RunFinderTests {
  @Test(arguments: [(4, false, 4), (5, true, 5), (6, true, 5), (0, false, 0)])
  func looksAtSoManyFolders(_ most: Int, _ isWhole: Bool, _ scanned: Int) throws {
    let folder = try TemporaryFolder()
    for name in ["a", "b", "c/d", "e"] { try folder.makeFolder(name) }
    var finder = RunFinder(isRecursive: true)
    finder.most = most
    let found = try finder.find(in: Folder(RawPath(folder.path)))
    #expect(found.isWhole == isWhole)
    #expect(found.scanned == scanned)
  }
}
