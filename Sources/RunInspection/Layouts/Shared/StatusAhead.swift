import HostProcess
import ReadOnlyFiles

extension FolderListing {
  /// Calls with each entry and its size, kind and times, in the order of the folder. On several threads, a
  /// number of entries is looked at before they are told, so that not each look has to be waited for.
  ///
  /// - Parameter body: receives nil for an entry that has gone meanwhile.
  func forEachStatus(
    _ workers: Workers,
    _ body: (borrowing FolderEntry, FileStatus?) throws(FileError) -> Void
  ) throws(FileError) {
    var entries = entries
    while true {
      let batches = try nextBatches(of: &entries, workers)
      guard !batches.isEmpty else { return }
      let looks = ParallelMap.map(count: batches.count, workers) { look(at: batches[$0]) }
      for (batch, looks) in zip(batches, looks) {
        var statuses = looks.makeIterator()
        try batch.forEach { entry throws(FileError) in
          guard let look = statuses.next() else { return }
          try body(entry, try look.get())
        }
      }
    }
  }

  /// So many entries that every thread gets some of them.
  private func nextBatches(
    of entries: inout FolderEntryReader, _ workers: Workers
  ) throws(FileError) -> [FolderEntryBatch] {
    var batches: [FolderEntryBatch] = []
    let share = workers.isWaiting ? 4 * workers.most : 1
    while batches.count < 2 * workers.most {
      guard let batch = try batch(of: &entries, share: share) else { break }
      batches.append(batch)
    }
    return batches
  }

  private func look(at batch: FolderEntryBatch) -> [Result<FileStatus?, FileError>] {
    var looks: [Result<FileStatus?, FileError>] = []
    batch.forEach { entry in
      do throws(FileError) {
        looks.append(.success(try status(of: entry)))
      } catch {
        looks.append(.failure(error))
      }
    }
    return looks
  }
}
