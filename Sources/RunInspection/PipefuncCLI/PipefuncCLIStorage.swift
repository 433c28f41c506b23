import FileFormats
import ReadOnlyFiles

/// The storages that pipefunc-cli 0.93.2 knows and how it counts their elements
/// (`map/_storage_array/`).
///
/// This list and these rules are frozen and separate from those of the pipefunc layout, so that no
/// change to the layout can alter what `--compat` prints. Links are followed, as the peer follows
/// them.
enum PipefuncCLIStorage: String, CaseIterable {
  case fileArray = "file_array"
  case dictionary = "dict"
  case sharedMemoryDictionary = "shared_memory_dict"
  case zarrFileArray = "zarr_file_array"
  case zarrMemory = "zarr_memory"
  case zarrSharedMemory = "zarr_shared_memory"

  /// The largest dictionary that is read, in bytes.
  private static let sizeLimit = 1 << 30

  /// The contents of an output's folder.
  struct Count {
    /// Elements that exist.
    var elements = 0
    /// The sizes of all files below the folder, in bytes.
    var bytes = 0
    /// Whether a chunk of the mask is empty, which it can't unpack.
    var hasEmptyChunk = false
    /// Whether the folder is not there.
    var isMissing = false
  }

  /// Whether it makes a store where there is none.
  var makesStore: Bool { self == .zarrFileArray }

  /// Counts the contents of an output's folder.
  ///
  /// - Parameter shape: the size along each external dimension, nil if it is unknown.
  /// - Parameter total: how many elements there are; nil while a dimension is unknown.
  func count(
    _ folder: RawPath, in run: borrowing Folder, shape: [Int?], total: Int?, wantsBytes: Bool
  ) throws(PythonError) -> Count {
    var count = Count()
    do throws(FileError) {
      switch self {
      case .fileArray:
        try PipefuncCLIStorage.countFiles(
          folder, in: run, total: total, wantsBytes: wantsBytes, into: &count)
      case .dictionary, .sharedMemoryDictionary:
        let listing = try run.listing(of: folder, links: .follow)
        if wantsBytes { count.bytes = try FileTree.bytes(below: listing) }
      case .zarrFileArray, .zarrMemory, .zarrSharedMemory:
        try PipefuncCLIStorage.countChunks(
          folder, in: run, shape: shape, wantsBytes: wantsBytes, into: &count)
      }
    } catch {
      try PipefuncCLIStorage.confirmAbsence(of: folder, in: run, error)
      count.isMissing = true
      return count
    }
    if self == .zarrFileArray, count.hasEmptyChunk {
      throw PythonError("Zstd decompression error: invalid input data")
    }
    if self == .dictionary || self == .sharedMemoryDictionary {
      count.elements = try PipefuncCLIStorage.countKeys(folder, in: run, shape: shape)
    }
    return count
  }

  /// Counts by name alone, whatever the entries are.
  private static func countFiles(
    _ folder: RawPath, in run: borrowing Folder, total: Int?, wantsBytes: Bool,
    into count: inout Count
  ) throws(FileError) {
    var listing = try run.listing(of: folder, links: .follow)
    while let entry = try listing.next() {
      let index = entry.withNameBytes(PipefuncNames.elementIndex)
      let isElement = index.map { index in total.map { index < $0 } ?? true } ?? false
      var kind = entry.kind
      if wantsBytes || kind == .unknown {
        guard let status = try? listing.status(of: entry, links: .follow) else { continue }
        kind = status.kind
        if kind == .regular { count.bytes = count.bytes.addingSaturated(status.size) }
      }
      if isElement { count.elements += 1 }
      if wantsBytes, !isElement, kind == .folder, let below = try? listing.listing(of: entry) {
        count.bytes = count.bytes.addingSaturated((try? FileTree.bytes(below: below)) ?? 0)
      }
    }
  }

  private static func countChunks(
    _ folder: RawPath, in run: borrowing Folder, shape: [Int?], wantsBytes: Bool,
    into count: inout Count
  ) throws(FileError) {
    var listing = try run.listing(of: folder, links: .follow)
    while let entry = try listing.next() {
      if entry.name == PipefuncNames.zarrMask {
        let walk = try ZarrChunkWalk(rank: shape.count).walk(listing.listing(of: entry)) { chunk in
          let isElement =
            chunk.coordinates.count == shape.count
            && zip(chunk.coordinates, shape).allSatisfy { index, size in
              size.map { index < $0 } ?? true
            }
          if isElement { count.elements += 1 }
          if isElement, chunk.status.size == 0 { count.hasEmptyChunk = true }
        }
        if wantsBytes { count.bytes = count.bytes.addingSaturated(walk.bytes) }
      } else if wantsBytes, let status = try? listing.status(of: entry) {
        switch status.kind {
        case .regular: count.bytes = count.bytes.addingSaturated(status.size)
        case .folder:
          count.bytes = count.bytes.addingSaturated(
            try FileTree.bytes(below: listing.listing(of: entry)))
        default: break
        }
      }
    }
  }

  private static func countKeys(
    _ folder: RawPath, in run: borrowing Folder, shape: [Int?]
  ) throws(PythonError) -> Int {
    let file = folder.appending(PipefuncNames.dictionary)
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try run.contents(of: file, limit: sizeLimit).bytes
    } catch {
      try confirmAbsence(of: folder, in: run, error)
      return 0
    }
    var seen = Set<[Int]>()
    let survey: PickleDictionarySurvey
    do throws(PickleError) {
      survey = try PickleDictionarySurvey.survey(bytes, classes: []) { key, _ in
        guard let key, key.count == shape.count,
          zip(key, shape).allSatisfy({ index, size in
            index >= 0 && size.map { index < $0 } ?? true
          })
        else { return }
        seen.insert(key)
      }
    } catch {
      throw .unpickling(error)
    }
    switch survey {
    case .dictionary: return seen.count
    case .object(let name) where name.module.hasPrefix("multiprocessing"):
      // The peer asks the process for its dictionary, but the process is gone.
      throw PythonError("[Errno 2] No such file or directory")
    case .object, .other:
      throw PythonError("\(run.path.appending(file).quoted) holds no dictionary")
    }
  }

  /// A missing folder has no elements, and the peer creates it. Anything else in its place prevents
  /// that.
  private static func confirmAbsence(
    of folder: RawPath, in run: borrowing Folder, _ failure: FileError
  ) throws(PythonError) {
    guard failure.isMissing || failure.reason == .system(.symbolicLinkLoop) else {
      throw .file(failure)
    }
    guard let status = (try? run.status(of: folder)) ?? nil, status.kind != .folder else { return }
    let outputs = (try? run.status(of: PipefuncNames.outputs, links: .follow)) ?? nil
    throw .system(
      outputs?.kind == .folder ? .fileExists : .notAFolder, run.path.appending(folder))
  }
}
