import HostProcess
import ReadOnlyFiles

/// Walks the chunk files of a Zarr array.
///
/// The names of chunks are coordinates: `c/1/2` (Zarr 3 specification, default chunk key encoding),
/// `1.2` (Zarr 2) or `1/2` (Zarr 2 with another separator). The chunk of an array without dimensions is
/// `c`, or `0` in Zarr 2.
struct ZarrChunkWalk {
  /// How many dimensions the array has.
  let rank: Int
  /// How many threads may look at the files.
  var workers = Workers.one

  /// A chunk file.
  struct Chunk {
    /// Its index along each dimension.
    let coordinates: [Int]
    /// Its path, which begins with the path of the walked folder.
    let path: RawPath
    /// Size and times.
    let status: FileStatus
  }

  /// An empty file.
  struct EmptyFile {
    let path: RawPath
    let modified: Timestamp
  }

  /// What was found besides chunks.
  struct Outcome {
    /// The sizes of all regular files.
    var bytes = 0
    /// Entries that are neither files nor folders.
    var ignored = 0
    /// The newest change of a folder.
    var newest: Timestamp?
    /// Empty metadata files of the store.
    var emptyDescriptions: [EmptyFile] = []
  }

  /// Calls `body` for each chunk.
  func walk(
    _ folder: consuming FolderListing, _ body: (Chunk) -> Void
  ) throws(FileError) -> Outcome {
    var outcome = Outcome()
    try walk(folder, above: [], depth: 0, into: &outcome, body)
    return outcome
  }

  private func walk(
    _ folder: consuming FolderListing, above: [Int], depth: Int, into outcome: inout Outcome,
    _ body: (Chunk) -> Void
  ) throws(FileError) {
    let listing = folder
    let time = try listing.status().modified
    outcome.newest = outcome.newest.map { max($0, time) } ?? time
    try listing.forEachStatus(workers) { entry, status throws(FileError) in
      guard let status else { return }
      let key = entry.withNameBytes { name in
        ZarrChunkWalk.coordinates(name, isFirst: depth == 0)
      }
      switch status.kind {
      case .regular:
        outcome.bytes = outcome.bytes.addingSaturated(status.size)
        if status.size == 0, entry.withNameBytes(ZarrChunkWalk.isDescription) {
          outcome.emptyDescriptions.append(
            EmptyFile(path: listing.path.appending(entry.name), modified: status.modified))
        }
        guard let key else { return }
        let coordinates = above + key
        let isOfNoDimension = rank == 0 && coordinates == [0]
        guard coordinates.count == rank || isOfNoDimension else { return }
        body(
          Chunk(
            coordinates: isOfNoDimension ? [] : coordinates,
            path: listing.path.appending(entry.name), status: status))
      case .folder:
        try FileTree.checkDepth(depth, of: entry.name, in: listing)
        guard let below = try listing.folderIfPresent(entry) else { return }
        if let key, above.count + key.count <= rank {
          try walk(below, above: above + key, depth: depth + 1, into: &outcome, body)
        } else {
          outcome.bytes = outcome.bytes.addingSaturated(try FileTree.bytes(below: below))
        }
      default: outcome.ignored += 1
      }
    }
  }

  /// Whether a name is that of a metadata file of a store (`zarr.json` in Zarr 3; `.zarray`, `.zgroup`,
  /// `.zattrs` in Zarr 2).
  static func isDescription(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
    name.starts(with: ".z".utf8) || name.elementsEqual("zarr.json".utf8)
  }

  /// The coordinates in the name of a chunk, or of a folder on the way to it; nil for other names.
  static func coordinates(_ name: UnsafeBufferPointer<UInt8>, isFirst: Bool) -> [Int]? {
    var parts = name.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    if isFirst, parts.first.map(Array.init) == [UInt8(ascii: "c")] { parts.removeFirst() }
    var coordinates: [Int] = []
    for part in parts {
      guard !part.isEmpty, part.count <= 18, part.first != UInt8(ascii: "0") || part.count == 1
      else { return nil }
      var value = 0
      for byte in part {
        guard byte &- UInt8(ascii: "0") < 10 else { return nil }
        value = value * 10 + Int(byte - UInt8(ascii: "0"))
      }
      coordinates.append(value)
    }
    return coordinates
  }
}
