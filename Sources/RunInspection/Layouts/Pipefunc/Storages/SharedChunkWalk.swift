import HostProcess
import ReadOnlyFiles

/// What chunks come to that were walked by several threads.
protocol ChunkTally: Sendable {
  /// Adds the tally of chunks that come later.
  mutating func add(_ later: Self)
}

/// Walks the chunk files of a Zarr array on several threads, each of which takes some entries of a folder
/// and all that is below them. What comes out does not depend on which thread took what.
struct SharedChunkWalk<Tally: ChunkTally> {
  let walk: ZarrChunkWalk
  let workers: Workers
  /// The tally of no chunk.
  let start: Tally
  /// Adds a chunk.
  let count: @Sendable (inout Tally, ZarrChunkWalk.Chunk) -> Void

  /// What one piece of the walk comes to.
  private struct Part: Sendable {
    var tally: Tally
    var outcome = ZarrChunkWalk.Outcome()
    /// Why it could not go on.
    var fault: FileError?
  }

  /// Walks a folder of chunks.
  func callAsFunction(
    _ folder: consuming FolderListing
  ) throws(FileError) -> (tally: Tally, outcome: ZarrChunkWalk.Outcome) {
    let listing = folder
    var whole = Part(tally: start)
    try whole.outcome.noteTime(of: listing)
    try add(to: &whole, listing, ZarrChunkWalk.Level())
    return (whole.tally, whole.outcome)
  }

  private func add(
    to whole: inout Part, _ listing: borrowing FolderListing, _ level: ZarrChunkWalk.Level
  ) throws(FileError) {
    var entries = listing.entries
    // Nobody takes many folders before it is known how long one takes.
    var share = Int.max
    while true {
      let batches = try nextBatches(of: &entries, listing, share: share)
      guard !batches.isEmpty else { return }
      share = workers.isWaiting ? 4 * workers.most : 1
      for part in ParallelMap.map(
        count: batches.count, workers, { part(batches[$0], of: listing, level) })
      {
        whole.tally.add(part.tally)
        whole.outcome.add(part.outcome)
        if let fault = part.fault { throw fault }
      }
      // Zarr 3 puts all chunks below one folder.
      if level.depth == 0 { try addFolderOfAll(to: &whole, batches, listing, level) }
    }
  }

  private func addFolderOfAll(
    to whole: inout Part, _ batches: [FolderEntryBatch], _ listing: borrowing FolderListing,
    _ level: ZarrChunkWalk.Level
  ) throws(FileError) {
    for batch in batches {
      try batch.forEach { entry throws(FileError) in
        guard isFolderOfAll(entry) else { return }
        guard try listing.status(of: entry)?.kind == .folder else {
          return try walk.visit(entry, of: listing, level, into: &whole.outcome) {
            count(&whole.tally, $0)
          }
        }
        guard let below = try listing.folderIfPresent(entry) else { return }
        try whole.outcome.noteTime(of: below)
        try add(to: &whole, below, level.below([]))
      }
    }
  }

  private func isFolderOfAll(_ entry: borrowing FolderEntry) -> Bool {
    entry.withNameBytes { $0.count == 1 && $0[0] == UInt8(ascii: "c") } && walk.rank > 0
  }

  private func part(
    _ batch: FolderEntryBatch, of listing: borrowing FolderListing, _ level: ZarrChunkWalk.Level
  ) -> Part {
    var tally = start
    var outcome = ZarrChunkWalk.Outcome()
    var fault: FileError?
    do throws(FileError) {
      try batch.forEach { entry throws(FileError) in
        if level.depth == 0, isFolderOfAll(entry) { return }
        try walk.visit(entry, of: listing, level, into: &outcome) { count(&tally, $0) }
      }
    } catch {
      fault = error
    }
    return Part(tally: tally, outcome: outcome, fault: fault)
  }

  /// How many entries a thread takes at once; with folders among them, each can be much work.
  private var mostAtOnce: Int { 32 }

  /// So many entries that every thread gets some of them.
  private func nextBatches(
    of entries: inout FolderEntryReader, _ listing: borrowing FolderListing, share: Int
  ) throws(FileError) -> [FolderEntryBatch] {
    var batches: [FolderEntryBatch] = []
    while batches.count < 2 * workers.most {
      guard let batch = try listing.batch(of: &entries, share: share, most: mostAtOnce) else {
        break
      }
      batches.append(batch)
    }
    return batches
  }
}
