import ReadOnlyFiles

/// Walks over the chunk files of a Zarr array.
///
/// The names of chunks are coordinates: `c/1/2` (Zarr 3 specification, default chunk key encoding),
/// `1.2` (Zarr 2) or `1/2` (Zarr 2 with another separator); of an array without dimensions `c`, or
/// `0` in Zarr 2.
struct ZarrChunkWalk {
  /// How many dimensions the array has.
  let rank: Int
  /// Whether to add up the sizes of all files on the way.
  let measures: Bool

  /// What was seen on the way.
  struct Outcome {
    var bytes = 0
    var ignored = 0
    var newest: Timestamp?
  }

  /// Calls for each chunk with its coordinates; the entry is good for that call only.
  func walk(
    _ folder: consuming FolderListing,
    _ body: ([Int], borrowing FolderListing, borrowing FolderEntry) -> Void
  ) throws(FileError) -> Outcome {
    var outcome = Outcome()
    try walk(folder, above: [], depth: 0, into: &outcome, body)
    return outcome
  }

  private func walk(
    _ folder: consuming FolderListing, above: [Int], depth: Int, into outcome: inout Outcome,
    _ body: ([Int], borrowing FolderListing, borrowing FolderEntry) -> Void
  ) throws(FileError) {
    var listing = folder
    let time = try listing.status().modified
    outcome.newest = outcome.newest.map { max($0, time) } ?? time
    while let entry = try listing.next() {
      var kind = entry.kind
      if measures || kind == .unknown {
        guard let status = try listing.presentStatus(of: entry) else { continue }
        kind = status.kind
        if kind == .regular { outcome.bytes += status.size }
      }
      let key = entry.withNameBytes { name in
        ZarrChunkWalk.coordinates(name, isFirst: depth == 0)
      }
      switch kind {
      case .regular:
        guard let key else { continue }
        let coordinates = above + key
        if coordinates.count == rank {
          body(coordinates, listing, entry)
        } else if rank == 0, coordinates == [0] {
          body([], listing, entry)
        }
      case .folder where depth < FolderSize.depthLimit:
        if let key, above.count + key.count <= rank {
          try walk(
            listing.listing(of: entry), above: above + key, depth: depth + 1, into: &outcome, body)
        } else if measures {
          outcome.bytes += try FolderSize.bytes(below: listing.listing(of: entry))
        }
      case .folder: break
      default: outcome.ignored += 1
      }
    }
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
