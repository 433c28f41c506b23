import FileFormats
import ReadOnlyFiles

/// How a Zarr store holds Python objects.
enum ZarrFormat {
  /// Zarr 2: a pickled array of objects, in a Blosc buffer (pipefunc up to 0.87). Stored errors came
  /// later, so it holds none.
  case version2
  /// Zarr 3: a pickle for each object, in a list of byte strings, in a zstd frame (pipefunc from 0.88).
  case version3

  /// The format of a store, by the names of its metadata files.
  init(of folder: RawPath, in run: borrowing Folder) throws(FileError) {
    let old = try run.status(of: folder.appending(PipefuncNames.zarr2Array))
    self = old == nil ? .version3 : .version2
  }
}

/// The chunk of one element.
struct ZarrChunk {
  /// The largest chunk that is read, in bytes, packed or unpacked.
  private static let sizeLimit = 1 << 28

  /// The element's coordinates along the external dimensions.
  let coordinates: [Int]
  /// The file, as a path below the run folder.
  let path: RawPath
  /// Whether it is empty, because it was truncated.
  let isEmpty: Bool
  /// When it was last changed.
  let modified: Timestamp
  let format: ZarrFormat

  /// The objects in the chunk, in C order.
  func values(
    in run: borrowing Folder
  ) throws(InspectionError) -> [(PickleDocument, PickleReference)] {
    let unpacked = try unpacked(in: run)
    let items = format == .version3 ? try items(unpacked, in: run) : []
    do throws(PickleError) {
      switch format {
      case .version2:
        let document = try PickleDecoder.decode(unpacked)
        guard let items = NumpyObjectArray.items(of: document.root, in: document) else {
          return [(document, document.root)]
        }
        return items.map { (document, $0) }
      case .version3:
        var values: [(PickleDocument, PickleReference)] = []
        for item in items {
          let document = try PickleDecoder.decode(Array(unpacked[item]))
          values.append((document, document.root))
        }
        return values
      }
    } catch {
      throw .notAPickle(run.path.appending(path), error)
    }
  }

  /// Whether one of the objects in the chunk is a stored error.
  func holdsStoredError(in run: borrowing Folder) throws(InspectionError) -> Bool {
    guard format == .version3 else { return false }
    let unpacked = try unpacked(in: run)
    return try items(unpacked, in: run).contains { item in
      StoredErrors.isError(prefix: Array(unpacked[item].prefix(StoredErrors.prefixLength)))
    }
  }

  /// Confirms that the chunk can be unpacked, to its end and as its checksums say, and that what is in
  /// it is whole.
  ///
  /// - Parameter holdsObjects: whether pickles are in it, and not plain numbers.
  func confirmWhole(in run: borrowing Folder, holdsObjects: Bool) throws(InspectionError) {
    let unpacked = try unpacked(in: run)
    guard holdsObjects else { return }
    let place = run.path.appending(path)
    switch format {
    case .version2: try StoredFileVerification.confirmWhole(unpacked, place)
    case .version3:
      for item in try items(unpacked, in: run) {
        try StoredFileVerification.confirmWhole(Array(unpacked[item]), place)
      }
    }
  }

  private func items(
    _ unpacked: [UInt8], in run: borrowing Folder
  ) throws(InspectionError) -> [Range<Int>] {
    do throws(DecompressionError) {
      return try VariableLengthBytes.items(of: unpacked, limit: unpacked.count)
    } catch {
      throw .layout(PipefuncFault.damagedChunk(run.path.appending(path), error))
    }
  }

  private func unpacked(in run: borrowing Folder) throws(InspectionError) -> [UInt8] {
    let packed: [UInt8]
    do throws(FileError) {
      packed = try run.contents(of: path, limit: ZarrChunk.sizeLimit).bytes
    } catch {
      throw .unreadable(error)
    }
    do throws(DecompressionError) {
      switch format {
      case .version2: return try Blosc.decompress(packed, limit: ZarrChunk.sizeLimit)
      case .version3:
        return try Zstandard.decompress(packed, limit: ZarrChunk.sizeLimit)
      }
    } catch {
      throw .layout(PipefuncFault.damagedChunk(run.path.appending(path), error))
    }
  }
}
