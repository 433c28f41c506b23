import HostProcess
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

  /// What can't be a run takes no place among those that are examined; a link may lead to one.
  @Test(arguments: [(1, 1, false), (2, 2, false), (3, 2, true), (40, 2, true)])
  func filesTakeNoPlace(_ most: Int, _ scanned: Int, _ isWhole: Bool) throws {
    let folder = try TemporaryFolder()
    for number in 0..<40 { try folder.write("file\(number)", "") }
    try folder.makeFolder("runs")
    try folder.makeLink("link", to: "runs")
    try folder.makeLink("dangling", to: "nothing")
    var finder = RunFinder(isRecursive: false)
    finder.most = most
    let found = try finder.find(in: Folder(RawPath(folder.path)))
    #expect(found.isWhole == isWhole)
    #expect(found.scanned <= scanned)
    if isWhole { #expect(found.scanned == scanned) }
  }

  /// The answer does not depend on how many threads search, nor does what is left out.
  @Test(arguments: [17, 300, 1_000_000])
  func isTheSameOnManyThreads(_ most: Int) throws {
    let folder = try TemporaryFolder()
    for number in 0..<300 {
      try folder.write(
        "\(number % 7 == 0 ? "below/r" : "r")\(number)/run_info.json", "{}")
    }
    var finder = RunFinder(isRecursive: true)
    finder.most = most
    let parent = try Folder(RawPath(folder.path))
    let alone = try finder.find(in: parent)
    for threads in [2, 8] {
      finder.workers = .fixed(threads)
      let found = try finder.find(in: parent)
      #expect(found.candidates.joined().map(\.name) == alone.candidates.joined().map(\.name))
      #expect(found.scanned == alone.scanned)
      #expect(found.isWhole == alone.isWhole)
    }
    #expect(alone.isWhole == (most > 301))
  }
}
