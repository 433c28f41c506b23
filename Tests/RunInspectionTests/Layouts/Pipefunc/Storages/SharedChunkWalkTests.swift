import HostProcess
import ReadOnlyFiles
import TestSupport
import Testing

@testable import RunInspection

@Suite struct SharedChunkWalkTests {
  /// Which chunks there are, in the order in which they were told.
  private struct Chunks: ChunkTally, Equatable {
    var coordinates: [[Int]] = []
    mutating func add(_ later: Chunks) { coordinates += later.coordinates }
  }

  /// What a walk comes to, in a form that does not depend on the order of a folder.
  private struct Result: Equatable {
    var chunks: [[Int]]
    var bytes: Int
    var ignored: Int
    var newest: Timestamp?
    var emptyDescriptions: [RawPath]

    init(_ chunks: [[Int]], _ outcome: ZarrChunkWalk.Outcome) {
      self.chunks = chunks.sorted { $0.lexicographicallyPrecedes($1) }
      bytes = outcome.bytes
      ignored = outcome.ignored
      newest = outcome.newest
      emptyDescriptions = outcome.emptyDescriptions.map(\.path).sorted { $0.precedes($1) }
    }
  }

  private func walk(_ folder: TemporaryFolder, rank: Int, _ workers: Workers) throws -> Result {
    let walk = SharedChunkWalk(
      walk: ZarrChunkWalk(rank: rank), workers: workers, start: Chunks()
    ) { $0.coordinates.append($1.coordinates) }
    let (tally, outcome) = try walk(Folder(RawPath(folder.path)).listing(of: RawPath("array")))
    return Result(tally.coordinates, outcome)
  }

  private func walkAlone(_ folder: TemporaryFolder, rank: Int) throws -> Result {
    var chunks: [[Int]] = []
    let outcome = try ZarrChunkWalk(rank: rank).walk(
      Folder(RawPath(folder.path)).listing(of: RawPath("array"))
    ) { chunks.append($0.coordinates) }
    return Result(chunks, outcome)
  }

  /// The names of the chunks of both versions of Zarr, with what does not belong among them.
  @Test(
    arguments: [
      // Zarr 3: everything below one folder.
      (2, (0..<300).map { "c/\($0 / 10)/\($0 % 10)" } + ["zarr.json", "c/7/x", "c/99/1/2/3"], 300),
      (3, (0..<64).map { "c/\($0 / 16)/\($0 / 4 % 4)/\($0 % 4)" }, 64),
      (1, (0..<200).map { "c/\($0)" } + ["zarr.json"], 200),
      // A file where the folder should be, and a chunk without dimensions.
      (1, ["c", "zarr.json"], 0), (0, ["c", "zarr.json"], 1),
      // Zarr 2, with either separator.
      (2, (0..<300).map { "\($0 / 10).\($0 % 10)" } + [".zarray"], 300),
      (2, (0..<300).map { "\($0 / 10)/\($0 % 10)" } + [".zarray"], 300),
      (1, [], 0),
    ] as [(Int, [String], Int)])
  func severalThreadsFindTheSame(_ rank: Int, _ names: [String], _ count: Int) throws {
    let folder = try TemporaryFolder()
    try folder.makeFolder("array")
    for (index, name) in names.enumerated() {
      try folder.write("array/" + name, String(repeating: "x", count: index % 7))
    }
    let expected = try walkAlone(folder, rank: rank)
    #expect(expected.chunks.count == count)
    for workers in [Workers.one, .fixed(2), .fixed(16), .measured()] {
      #expect(try walk(folder, rank: rank, workers) == expected)
    }
  }
}
