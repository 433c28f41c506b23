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
  struct EmptyFile: Sendable {
    let path: RawPath
    let modified: Timestamp
  }

  /// What was found besides chunks.
  struct Outcome: Sendable {
    /// The sizes of all regular files.
    var bytes = 0
    /// Entries that are neither files nor folders.
    var ignored = 0
    /// The newest change of a folder.
    var newest: Timestamp?
    /// Empty metadata files of the store.
    var emptyDescriptions: [EmptyFile] = []

    mutating func noteTime(of folder: borrowing FolderListing) throws(FileError) {
      let time = try folder.status().modified
      newest = newest.map { max($0, time) } ?? time
    }

    mutating func add(_ other: Outcome) {
      bytes = bytes.addingSaturated(other.bytes)
      ignored = ignored.addingSaturated(other.ignored)
      if let time = other.newest { newest = newest.map { max($0, time) } ?? time }
      emptyDescriptions += other.emptyDescriptions
    }
  }

  /// Calls `body` for each chunk.
  func walk(
    _ folder: consuming FolderListing, _ body: (Chunk) -> Void
  ) throws(FileError) -> Outcome {
    var outcome = Outcome()
    try walk(folder, Level(), into: &outcome, body)
    return outcome
  }

  /// How far below the walked folder a folder is.
  struct Level {
    /// The coordinates in the names on the way.
    var coordinates: [Int] = []
    var depth = 0

    /// The level of a folder in this one, whose name holds these coordinates.
    func below(_ key: [Int]) -> Level { Level(coordinates: coordinates + key, depth: depth + 1) }
  }

  private func walk(
    _ folder: consuming FolderListing, _ level: Level, into outcome: inout Outcome,
    _ body: (Chunk) -> Void
  ) throws(FileError) {
    var listing = folder
    try outcome.noteTime(of: listing)
    while let entry = try listing.next() {
      try visit(entry, of: listing, level, into: &outcome, body)
    }
  }

  /// Takes account of an entry and of what is below it.
  func visit(
    _ entry: borrowing FolderEntry, of listing: borrowing FolderListing, _ level: Level,
    into outcome: inout Outcome, _ body: (Chunk) -> Void
  ) throws(FileError) {
    guard let status = try listing.status(of: entry) else { return }
    let key = entry.withNameBytes { name in
      ZarrChunkWalk.coordinates(name, isFirst: level.depth == 0)
    }
    switch status.kind {
    case .regular:
      outcome.bytes = outcome.bytes.addingSaturated(status.size)
      if status.size == 0, entry.withNameBytes(ZarrChunkWalk.isDescription) {
        outcome.emptyDescriptions.append(
          EmptyFile(path: listing.path.appending(entry.name), modified: status.modified))
      }
      guard let key else { return }
      let coordinates = level.coordinates + key
      let isOfNoDimension = rank == 0 && coordinates == [0]
      guard coordinates.count == rank || isOfNoDimension else { return }
      body(
        Chunk(
          coordinates: isOfNoDimension ? [] : coordinates,
          path: listing.path.appending(entry.name), status: status))
    case .folder:
      try FileTree.checkDepth(level.depth, of: entry.name, in: listing)
      guard let below = try listing.folderIfPresent(entry) else { return }
      if let key, level.coordinates.count + key.count <= rank {
        try walk(below, level.below(key), into: &outcome, body)
      } else {
        outcome.bytes = outcome.bytes.addingSaturated(try FileTree.bytes(below: below))
      }
    default: outcome.ignored += 1
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
