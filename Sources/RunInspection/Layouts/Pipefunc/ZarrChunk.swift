import FileFormats
import ReadOnlyFiles

/// How a Zarr store holds Python objects.
enum ZarrFormat {
  /// Zarr 2: a pickled array of objects, in a Blosc buffer (pipefunc up to 0.87).
  case version2
  /// Zarr 3: a pickle an object, in a list of byte strings, in a zstd frame (pipefunc from 0.88).
  case version3

  /// The format of a store, by the names of its descriptions.
  init(of folder: RawPath, in run: borrowing Folder) throws(FileError) {
    let old = try run.status(of: folder.appending(PipefuncNames.zarr2Array))
    self = old == nil ? .version3 : .version2
  }
}

/// The chunk of one element as it lies on disk.
struct ZarrChunk {
  /// The largest chunk that is read, in bytes, packed or unpacked.
  static let sizeLimit = 1 << 28

  let format: ZarrFormat
  private let bytes: Result<[UInt8], FileError>

  init(bytes: [UInt8], format: ZarrFormat) {
    self.bytes = .success(bytes)
    self.format = format
  }

  init(failure: FileError, format: ZarrFormat) {
    bytes = .failure(failure)
    self.format = format
  }

  /// The pickles in the chunk: one an object in Zarr 3, one of the whole array in Zarr 2.
  func pickles() throws(ElementFault) -> [ArraySlice<UInt8>] {
    let packed: [UInt8]
    switch bytes {
    case .success(let read): packed = read
    case .failure(let failure): throw .unreadable(failure)
    }
    do throws(DecompressionError) {
      switch format {
      case .version2:
        let unpacked = try Blosc.decompress(packed, limit: ZarrChunk.sizeLimit)
        return [unpacked[...]]
      case .version3:
        let unpacked = try Zstandard.decompress(packed, limit: ZarrChunk.sizeLimit)
        return try VariableLengthBytes.items(of: unpacked, limit: unpacked.count).map {
          unpacked[$0]
        }
      }
    } catch {
      throw .damagedChunk(error)
    }
  }

  /// Whether one of the objects in the chunk is a stored error; a damaged chunk holds none.
  func holdsStoredError() -> Bool {
    guard let pickles = try? pickles() else { return false }
    switch format {
    case .version3:
      return pickles.contains { pickle in
        StoredErrors.isError(prefix: Array(pickle.prefix(StoredErrors.prefixLength)))
      }
    case .version2:
      return pickles.contains { pickle in
        guard let document = try? PickleDecoder.decode(Array(pickle)) else { return false }
        return NumpyObjectArray.items(of: document.root, in: document)?.contains { item in
          guard case .object(let object) = document[item],
            let name = document.className(of: object)
          else { return false }
          return StoredErrors.classes.contains(name)
        } ?? false
      }
    }
  }
}

/// Why a stored element can't be shown.
enum ElementFault: Error, Equatable, Sendable {
  /// Its file can't be read.
  case unreadable(FileError)
  /// Its chunk can't be unpacked.
  case damagedChunk(DecompressionError)
  /// Its pickle can't be decoded.
  case damagedPickle(PickleError)
}
