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
  static let sizeLimit = 1 << 28
  /// How much a chunk may unpack to in any case, in bytes, and how many times its size beyond: a few
  /// hundred bytes can unpack to all the memory that there is.
  private static let alwaysUnpacked = 24 << 20
  private static let mostTimes = 1

  /// The element's coordinates along the external dimensions.
  let coordinates: [Int]
  /// The file, as a path below the run folder.
  let path: RawPath
  /// Whether it is empty, because it was truncated.
  let isEmpty: Bool
  /// When it was last changed.
  let modified: Timestamp
  /// The size of the file in bytes.
  let size: Int
  let format: ZarrFormat

  /// The objects in the chunk, in C order.
  ///
  /// - Parameter ahead: what the file holds, if it was read before.
  func values(
    in run: borrowing Folder, packed ahead: [UInt8]? = nil
  ) throws(InspectionError) -> StoredBlock {
    let packed = if let ahead { ahead } else { try packed(in: run) }
    let unpacked = try unpacked(packed, limit: limit(packed), in: run)
    let place = run.path.appending(path)
    switch format {
    case .version2:
      let document: PickleDocument
      do throws(PickleError) {
        document = try PickleDecoder.decode(unpacked)
      } catch {
        throw .notAPickle(place, error)
      }
      let items = NumpyObjectArray.items(of: document.root, in: document) ?? [document.root]
      return StoredBlock(count: items.count) { .success((document, items[$0])) }
    case .version3:
      let items = try items(unpacked, in: run)
      return StoredBlock(
        count: items.count, mayBeError: { ZarrChunk.isError(items[$0], in: unpacked) }
      ) { index in
        do throws(PickleError) {
          let document = try PickleDecoder.decode(Array(unpacked[items[index]]))
          return .success((document, document.root))
        } catch {
          return .failure(.notAPickle(place, error))
        }
      }
    }
  }

  /// Whether one of the objects in the chunk is a stored error.
  ///
  /// - Parameter ahead: what is known of it.
  func holdsStoredError(
    in run: borrowing Folder, ahead: Bool? = nil
  ) throws(InspectionError) -> Bool {
    if let ahead { return ahead }
    guard format == .version3 else { return false }
    let packed = try packed(in: run)
    if let size = Zstandard.announcedSize(of: packed), size > limit(packed) {
      // An error is not as long, and its class stands at its beginning.
      let wanted = VariableLengthBytes.firstItemOffset + StoredErrors.prefixLength
      if let prefix = try? Zstandard.prefix(of: packed, count: wanted),
        let item = VariableLengthBytes.onlyItem(prefix: prefix)
      {
        return StoredErrors.isError(prefix: item)
      }
    }
    let unpacked = try unpacked(packed, limit: limit(packed), in: run)
    return try items(unpacked, in: run).contains { ZarrChunk.isError($0, in: unpacked) }
  }

  /// The same for a small chunk before its turn comes, while others are looked into; nil for one that may
  /// need more room, so that not many do at once, and for one that can't be read.
  func holdsStoredErrorAhead(in run: borrowing Folder) -> Bool? {
    guard format == .version3 else { return false }
    guard size > 0, size <= ZarrChunk.largestAhead else { return nil }
    do {
      let packed = try packed(in: run)
      guard let announced = Zstandard.announcedSize(of: packed), announced <= ZarrChunk.largestAhead
      else { return nil }
      let unpacked = try unpacked(packed, limit: announced, in: run)
      return try items(unpacked, in: run).contains { ZarrChunk.isError($0, in: unpacked) }
    } catch {
      return nil
    }
  }

  /// What the file of a small chunk holds, read before its turn comes; nil for a large one, and for one that
  /// can't be read.
  func packedAhead(in run: borrowing Folder) -> [UInt8]? {
    guard size > 0, size <= ZarrChunk.largestAhead else { return nil }
    return try? packed(in: run)
  }

  /// The size up to which a chunk is looked into ahead, packed and unpacked, in bytes.
  static let largestAhead = 1 << 16

  private static func isError(_ item: Range<Int>, in unpacked: [UInt8]) -> Bool {
    StoredErrors.isError(prefix: Array(unpacked[item].prefix(StoredErrors.prefixLength)))
  }

  func items(
    _ unpacked: [UInt8], in run: borrowing Folder
  ) throws(InspectionError) -> [Range<Int>] {
    do throws(DecompressionError) {
      return try VariableLengthBytes.items(of: unpacked, limit: unpacked.count)
    } catch {
      throw .layout(PipefuncFault.damagedChunk(run.path.appending(path), error))
    }
  }

  /// From which size on the beginning of a file is looked at before all of it is read, in bytes.
  private static let largeFile = 1 << 20
  /// How much of it: no header of a format is longer.
  private static let headerLength = 18

  /// Reads the file. One that does not even begin as it should, such as a hole of the file system, is not
  /// read whole.
  func packed(in run: borrowing Folder) throws(InspectionError) -> [UInt8] {
    do throws(FileError) {
      if size >= ZarrChunk.largeFile, size <= ZarrChunk.sizeLimit {
        let header = try run.prefix(of: path, count: ZarrChunk.headerLength)
        let isPlausible =
          format == .version2
          ? Blosc.isPlausible(header: header, size: size) : Zstandard.isPlausible(header: header)
        // What is wrong with it is told by who unpacks it.
        if !isPlausible { return header }
      }
      return try run.contents(of: path, limit: ZarrChunk.sizeLimit).bytes
    } catch {
      throw .unreadable(error)
    }
  }

  /// What a chunk may unpack to, in bytes.
  func limit(_ packed: [UInt8]) -> Int {
    min(ZarrChunk.sizeLimit, ZarrChunk.alwaysUnpacked + packed.count * ZarrChunk.mostTimes)
  }

  private func unpacked(
    _ packed: [UInt8], limit: Int, in run: borrowing Folder
  ) throws(InspectionError) -> [UInt8] {
    do throws(DecompressionError) {
      return try unpacked(packed, limit: limit)
    } catch {
      throw .layout(PipefuncFault.damagedChunk(run.path.appending(path), error))
    }
  }

  func unpacked(_ packed: [UInt8], limit: Int) throws(DecompressionError) -> [UInt8] {
    switch format {
    case .version2: try Blosc.decompress(packed, limit: limit)
    case .version3: try Zstandard.decompress(packed, limit: limit)
    }
  }
}
