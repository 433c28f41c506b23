import ReadOnlyFiles

/// Reads the Zarr storages: an array `mask` with a chunk an element, of which the file exists if and
/// only if the element is done, because its fill value means "missing" and is never written
/// (pipefunc 0.93.2, `map/_storage_array/_zarr.py`).
enum ZarrArrayReader {
  static func contents(
    of folder: RawPath, in run: borrowing Folder, wanted: ArrayContents.Wanted
  ) throws(InspectionError) -> ArrayContents {
    var contents = ArrayContents()
    do throws(FileError) {
      var listing = try run.listing(of: folder)
      contents.saw(try listing.status().modified)
      var counter = ChunkCounter(wanted: wanted)
      while let entry = try listing.next() {
        if entry.name == PipefuncNames.zarrMask {
          try counter.count(listing.listing(of: entry), above: [])
        } else if wanted.bytes, let status = listing.status(of: entry) {
          switch status.kind {
          case .regular: contents.bytes += status.size
          case .folder: contents.bytes += try FolderSize.bytes(below: listing.listing(of: entry))
          default: break
          }
        }
      }
      contents.settled = counter.chunks
      contents.bytes += counter.bytes
      contents.ignored = counter.ignored
      if let newest = counter.newest { contents.saw(newest) }
    } catch {
      if error.isMissing { return contents }
      throw .unreadable(error)
    }
    return contents
  }
}

/// Counts the chunk files of an array with one element a chunk.
///
/// The names of chunks are coordinates: `c/1/2` (Zarr 3 specification, default chunk key encoding),
/// `1.2` (Zarr 2) or `1/2` (Zarr 2 with another separator); of an array without dimensions `c`, or
/// `0` in Zarr 2.
private struct ChunkCounter {
  let wanted: ArrayContents.Wanted
  var chunks = 0
  var bytes = 0
  var ignored = 0
  var newest: Timestamp?

  init(wanted: ArrayContents.Wanted) {
    self.wanted = wanted
  }

  /// Counts below a folder that stands for the first coordinates.
  mutating func count(
    _ folder: consuming FolderListing, above coordinates: [Int], depth: Int = 0
  ) throws(FileError) {
    var listing = folder
    let time = try listing.status().modified
    newest = newest.map { max($0, time) } ?? time
    while let entry = try listing.next() {
      var kind = entry.kind
      if wanted.bytes || kind == .unknown {
        guard let status = listing.status(of: entry) else { continue }
        kind = status.kind
        if kind == .regular { bytes += status.size }
      }
      let key = entry.withNameBytes { name in
        ChunkCounter.coordinates(name, isFirst: depth == 0)
      }
      switch kind {
      case .regular:
        if let key, isElement(coordinates + key) { chunks += 1 }
      case .folder:
        guard depth < FolderSize.depthLimit else { continue }
        if let key, coordinates.count + key.count <= wanted.shape.count {
          try count(listing.listing(of: entry), above: coordinates + key, depth: depth + 1)
        } else if wanted.bytes {
          bytes += try FolderSize.bytes(below: listing.listing(of: entry))
        }
      default: ignored += 1
      }
    }
  }

  private func isElement(_ coordinates: [Int]) -> Bool {
    let shape = wanted.shape
    if shape.isEmpty { return coordinates.isEmpty || coordinates == [0] }
    return coordinates.count == shape.count
      && zip(coordinates, shape).allSatisfy { index, size in size.map { index < $0 } ?? true }
  }

  /// The coordinates in the name of a chunk, or of a folder on the way to it; nil for other names.
  private static func coordinates(_ name: UnsafeBufferPointer<UInt8>, isFirst: Bool) -> [Int]? {
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
