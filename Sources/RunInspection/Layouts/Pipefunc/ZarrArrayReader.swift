import FileFormats
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
      var listing = try run.listing(of: folder, links: wanted.links)
      contents.saw(try listing.status().modified)
      while let entry = try listing.next() {
        if entry.name == PipefuncNames.zarrMask {
          try countMask(listing.listing(of: entry), wanted, into: &contents)
        } else if wanted.bytes, let status = listing.status(of: entry) {
          switch status.kind {
          case .regular: contents.bytes += status.size
          case .folder: contents.bytes += try FolderSize.bytes(below: listing.listing(of: entry))
          default: break
          }
        }
      }
    } catch {
      try run.confirmAbsence(of: folder, error)
      return contents
    }
    if wanted.storesErrors {
      for chunk in try chunks(of: folder, in: run, wanted: wanted)
      where chunk.holdsStoredError(in: run) {
        contents.failed += 1
      }
    }
    return contents
  }

  private static func countMask(
    _ mask: consuming FolderListing, _ wanted: ArrayContents.Wanted,
    into contents: inout ArrayContents
  ) throws(FileError) {
    let rank = wanted.shape.count
    let walk = try ZarrChunkWalk(rank: rank, measures: wanted.bytes).walk(mask) {
      coordinates, _, _ in
      if wanted.isElement(coordinates) { contents.settled += 1 }
    }
    contents.bytes += walk.bytes
    contents.ignored += walk.ignored
    if let newest = walk.newest { contents.saw(newest) }
  }

  /// The chunks of the elements that are stored, in the order of the folder.
  ///
  /// A chunk holds one element: along the internal dimensions it is as long as the array.
  static func chunks(
    of folder: RawPath, in run: borrowing Folder, wanted: ArrayContents.Wanted
  ) throws(InspectionError) -> [ZarrChunk] {
    try run.confirmFolderOrNothing(folder)
    var chunks: [ZarrChunk] = []
    do throws(FileError) {
      let format = try ZarrFormat(of: folder, in: run)
      let arrayFolder = folder.appending(PipefuncNames.zarrArray)
      let array = try run.listing(of: arrayFolder)
      let prefix = array.path.bytes.count
      _ = try ZarrChunkWalk(rank: wanted.mask.count, measures: false).walk(array) {
        coordinates, listing, entry in
        let external = zip(coordinates, wanted.mask).filter { $0.1 }.map(\.0)
        guard wanted.isElement(external) else { return }
        // The path of the listing is that of the array and what lies between.
        let between = RawPath(
          bytes: Array(arrayFolder.bytes + listing.path.bytes.dropFirst(prefix)))
        chunks.append(
          ZarrChunk(
            coordinates: external, path: between.appending(entry.name), format: format))
      }
    } catch {
      if error.isMissing { return [] }
      throw .unreadable(error)
    }
    return chunks
  }
}
