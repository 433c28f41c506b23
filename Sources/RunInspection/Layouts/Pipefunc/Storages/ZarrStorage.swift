import FileFormats
import HostProcess
import ReadOnlyFiles

/// The Zarr storages: an array `mask` with a chunk for each element, whose file exists if and only if
/// the element is done, because its fill value means "missing" and is never written (pipefunc 0.93.2,
/// `map/_storage_array/_zarr.py`).
struct ZarrStorage: PipefuncStorage {
  func count(
    _ array: StoredArray, in run: borrowing Folder
  ) throws(InspectionError) -> StorageCount {
    var count = StorageCount()
    do throws(FileError) {
      var listing = try run.listing(of: array.folder)
      count.noteTime(try listing.status().modified)
      var mask: RawPath?
      var values: RawPath?
      while let entry = try listing.next() {
        let name = entry.name
        if name == PipefuncNames.zarrMask {
          mask = name
        } else if name == PipefuncNames.zarrArray {
          values = name
        } else if array.wantsBytes, let status = try listing.status(of: entry) {
          switch status.kind {
          case .regular: count.noteBytes(status.size)
          case .folder:
            if let below = try listing.folderIfPresent(entry) {
              count.noteBytes(try FileTree.bytes(below: below))
            }
          default: break
          }
        }
      }
      var emptyChunks: Set<[Int]> = []
      if values != nil { emptyChunks = try emptyValueChunks(array, in: run, into: &count) }
      if mask != nil { try countMask(array, in: run, without: emptyChunks, into: &count) }
    } catch {
      try run.confirmAbsence(of: array.folder, error)
      return count
    }
    if array.storesErrors || array.verifies { try lookIntoChunks(array, in: run, into: &count) }
    return count
  }

  /// The elements whose chunks are empty, which means truncated: Zarr never writes an empty chunk on
  /// purpose.
  private func emptyValueChunks(
    _ array: StoredArray, in run: borrowing Folder, into count: inout StorageCount
  ) throws(FileError) -> Set<[Int]> {
    let listing = try run.listing(of: array.folder.appending(PipefuncNames.zarrArray))
    let (grid, now) = (array.grid, array.patience.now)
    let walk = SharedChunkWalk(
      walk: ZarrChunkWalk(rank: grid.mask.count), workers: array.workers, start: EmptyChunks()
    ) { empty, chunk in
      guard chunk.status.size == 0 else { return }
      let external = grid.external(chunk.coordinates)
      guard grid.contains(external) else { return }
      empty.coordinates.insert(external)
      if !RecentChange.isRecent(chunk.status.modified, now: now) {
        empty.truncated.note(chunk.path)
      }
    }
    let (empty, outcome) = try walk(listing)
    count.truncated.add(empty.truncated)
    note(outcome, now, into: &count)
    return empty.coordinates
  }

  /// Chunks that are empty.
  private struct EmptyChunks: ChunkTally {
    var coordinates: Set<[Int]> = []
    var truncated = TruncatedFiles()

    mutating func add(_ later: EmptyChunks) {
      coordinates.formUnion(later.coordinates)
      truncated.add(later.truncated)
    }
  }

  /// Chunks of the mask that show which elements are done.
  private struct MaskCount: ChunkTally {
    var settled = 0
    var truncated = TruncatedFiles()

    mutating func add(_ later: MaskCount) {
      settled = settled.addingSaturated(later.settled)
      truncated.add(later.truncated)
    }
  }

  private func countMask(
    _ array: StoredArray, in run: borrowing Folder, without emptyChunks: Set<[Int]>,
    into count: inout StorageCount
  ) throws(FileError) {
    let listing = try run.listing(of: array.folder.appending(PipefuncNames.zarrMask))
    let (grid, now) = (array.grid, array.patience.now)
    let walk = SharedChunkWalk(
      walk: ZarrChunkWalk(rank: grid.shape.count), workers: array.workers, start: MaskCount()
    ) { mask, chunk in
      guard grid.contains(chunk.coordinates), !emptyChunks.contains(chunk.coordinates) else {
        return
      }
      if chunk.status.size > 0 {
        mask.settled += 1
      } else if !RecentChange.isRecent(chunk.status.modified, now: now) {
        mask.truncated.note(chunk.path)
      }
    }
    let (mask, outcome) = try walk(listing)
    count.settled = mask.settled
    count.truncated.add(mask.truncated)
    note(outcome, now, into: &count)
    count.ignored = count.ignored.addingSaturated(outcome.ignored)
    if let newest = outcome.newest { count.noteTime(newest) }
  }

  private func note(
    _ walk: ZarrChunkWalk.Outcome, _ now: Timestamp, into count: inout StorageCount
  ) {
    count.noteBytes(walk.bytes)
    for file in walk.emptyDescriptions where !RecentChange.isRecent(file.modified, now: now) {
      count.truncated.note(file.path)
    }
  }

  private func lookIntoChunks(
    _ array: StoredArray, in run: borrowing Folder, into count: inout StorageCount
  ) throws(InspectionError) {
    let lost = array.verifies ? try verify(array, in: run, into: &count) : []
    guard array.storesErrors else { return }
    let chunks = try chunks(of: array, in: run)
    for range in BlocksAhead(of: chunks.count) {
      let block = chunks[range]
      for (chunk, ahead) in zip(block, lookAhead(block, array.workers, in: run)) {
        guard !chunk.isEmpty, !lost.contains(chunk.coordinates) else { continue }
        do throws(InspectionError) {
          if try chunk.holdsStoredError(in: run, ahead: ahead) { count.failed += 1 }
        } catch {
          count.unreadable.note(error, chunk.path)
        }
      }
    }
  }

  /// Looks for stored errors in chunks, on as many threads as that is worth; nil for those that have to
  /// wait for their turn.
  private func lookAhead(
    _ chunks: ArraySlice<ZarrChunk>, _ workers: Workers, in run: borrowing Folder
  ) -> [Bool?] {
    ParallelMap.map(chunks, workers) { $0.holdsStoredErrorAhead(in: run) }
  }

  /// Reads the chunks of the values and of the mask.
  ///
  /// - Returns: the elements whose values are not whole.
  private func verify(
    _ array: StoredArray, in run: borrowing Folder, into count: inout StorageCount
  ) throws(InspectionError) -> Set<[Int]> {
    var verification = FileVerification(array.patience.progress)
    var lost: Set<[Int]> = []
    for (part, holdsObjects) in [(PipefuncNames.zarrArray, true), (PipefuncNames.zarrMask, false)] {
      let chunks = try chunks(of: array, part, in: run).filter { !$0.isEmpty }
      for range in BlocksAhead(of: chunks.count) {
        let block = chunks[range]
        let areWhole = ParallelMap.map(block, array.workers) {
          $0.isWholeAhead(in: run, holdsObjects: holdsObjects)
        }
        for (chunk, isWholeAhead) in zip(block, areWhole) {
          let path = run.path.appending(chunk.path)
          let now = array.patience.now
          let isWhole = verification.check(path, modified: chunk.modified, now: now) {
            () throws(InspectionError) in
            if !isWholeAhead { try chunk.confirmWhole(in: run, holdsObjects: holdsObjects) }
          }
          if !isWhole, lost.insert(chunk.coordinates).inserted { count.settled -= 1 }
        }
      }
    }
    // A value may lie there that the mask doesn't know of.
    count.settled = max(0, count.settled)
    count.verification = verification
    return lost
  }

  func forEachElement(
    of array: StoredArray, in run: borrowing Folder, errorsOnly: Bool,
    _ body: (StoredElement) -> Bool
  ) throws(InspectionError) {
    var chunks = try chunks(of: array, in: run)
    chunks.sort { $0.coordinates.lexicographicallyPrecedes($1.coordinates) }
    for range in BlocksAhead(of: chunks.count) {
      let block = chunks[range]
      let ahead = ahead(of: block, errorsOnly: errorsOnly, array.patience.workers, in: run)
      for (chunk, ahead) in zip(block, ahead) {
        guard let content = content(of: chunk, array, in: run, errorsOnly: errorsOnly, ahead) else {
          continue
        }
        let element = StoredElement(
          index: array.grid.index(of: chunk.coordinates), coordinates: chunk.coordinates,
          content: content)
        if !body(element) { return }
      }
    }
  }

  /// What is known of a chunk before its turn comes; nil for what has to be read then.
  private struct Ahead {
    var holdsError: Bool?
    var packed: [UInt8]?
  }

  private func ahead(
    of chunks: ArraySlice<ZarrChunk>, errorsOnly: Bool, _ workers: Workers,
    in run: borrowing Folder
  ) -> [Ahead] {
    if errorsOnly { return lookAhead(chunks, workers, in: run).map { Ahead(holdsError: $0) } }
    return ParallelMap.map(chunks, workers) { Ahead(packed: $0.packedAhead(in: run)) }
  }

  /// What a chunk holds; nil if only errors are wanted and it holds none.
  private func content(
    of chunk: ZarrChunk, _ array: StoredArray, in run: borrowing Folder, errorsOnly: Bool,
    _ ahead: Ahead
  ) -> StoredElement.Content? {
    do throws(InspectionError) {
      // A plain value can be too large to be unpacked whole.
      if errorsOnly, try !chunk.holdsStoredError(in: run, ahead: ahead.holdsError) { return nil }
      let values = try chunk.values(in: run, packed: ahead.packed)
      if values.count == 1, !array.grid.hasBlocks {
        let (document, reference) = try values.value(0).get()
        return .value(document, reference)
      }
      // One that can't be decoded may be an error.
      if errorsOnly { _ = try values.firstError() }
      return .block(values)
    } catch {
      return .fault(error)
    }
  }

  /// The chunks of the values; those of the mask are written at the same time, and the metadata files
  /// before any element.
  func forEachWrite(
    in folder: RawPath, of run: borrowing Folder, _ body: (FileStatus) -> Void
  ) throws(FileError) {
    let values = folder.appending(PipefuncNames.zarrArray)
    try FileTree.forEachFile(below: run.listing(of: values)) { entry, file in
      if !entry.withNameBytes(ZarrChunkWalk.isDescription) { body(file) }
      return true
    }
  }

  /// The chunks of the stored elements, or of the mask that shows which are stored, in the order of the
  /// folder.
  ///
  /// A chunk holds one element: along the internal dimensions it is as long as the array.
  private func chunks(
    of array: StoredArray, _ part: RawPath = PipefuncNames.zarrArray, in run: borrowing Folder
  ) throws(InspectionError) -> [ZarrChunk] {
    try run.confirmFolderOrNothing(array.folder)
    do throws(FileError) {
      let format = try ZarrFormat(of: array.folder, in: run)
      let folder = array.folder.appending(part)
      let isMask = part == PipefuncNames.zarrMask
      let rank = isMask ? array.grid.shape.count : array.grid.mask.count
      let listing = try run.listing(of: folder)
      let prefix = listing.path.bytes.count
      let grid = array.grid
      let walk = SharedChunkWalk(
        walk: ZarrChunkWalk(rank: rank), workers: array.patience.workers, start: FoundChunks()
      ) { found, chunk in
        let external = isMask ? chunk.coordinates : grid.external(chunk.coordinates)
        guard grid.contains(external) else { return }
        // The path of the chunk begins with that of the array, which is replaced by one below the run.
        let below = RawPath(bytes: folder.bytes + chunk.path.bytes.dropFirst(prefix))
        found.chunks.append(
          ZarrChunk(
            coordinates: external, path: below, isEmpty: chunk.status.size == 0,
            modified: chunk.status.modified, size: chunk.status.size, format: format))
      }
      return try walk(listing).tally.chunks
    } catch {
      if error.isMissing { return [] }
      throw .unreadable(error)
    }
  }

  /// Chunks in the order of the folder.
  private struct FoundChunks: ChunkTally {
    var chunks: [ZarrChunk] = []

    mutating func add(_ later: FoundChunks) { chunks += later.chunks }
  }
}
