import FileFormats
import ReadOnlyFiles

/// How pipefunc stores the elements of an array (pipefunc 0.93.2, `map/_storage_array`).
enum PipefuncStorage: CaseIterable {
  /// A file an element.
  case fileArray
  /// One pickled dictionary, written when the run ends.
  case dictionary
  /// The same, kept in a manager process while the run goes on.
  case sharedMemoryDictionary
  /// A Zarr store with a chunk an element.
  case zarrFileArray
  /// A Zarr store in memory, copied to disk when the run ends.
  case zarrMemory
  /// The same, shared between processes while the run goes on.
  case zarrSharedMemory

  /// The producer's name for the storage, as it stands in `run_info.json`.
  var identifier: JSONString {
    switch self {
    case .fileArray: "file_array"
    case .dictionary: "dict"
    case .sharedMemoryDictionary: "shared_memory_dict"
    case .zarrFileArray: "zarr_file_array"
    case .zarrMemory: "zarr_memory"
    case .zarrSharedMemory: "zarr_shared_memory"
    }
  }

  /// The name under which an output that is one value is reported; the producer has none.
  static let singleValueIdentifier: JSONString = "single"

  /// The storage of a name; `zarr` is an older name of `zarr_file_array`.
  init?(identifier: JSONString) {
    if identifier == "zarr" {
      self = .zarrFileArray
      return
    }
    guard let storage = PipefuncStorage.allCases.first(where: { $0.identifier == identifier })
    else { return nil }
    self = storage
  }

  /// Reads what an output's folder holds.
  ///
  /// - Parameter folder: the output's folder, as a path below the run folder.
  func contents(
    of folder: RawPath, in run: borrowing Folder, wanted: ArrayContents.Wanted
  ) throws(InspectionError) -> ArrayContents {
    switch self {
    case .fileArray:
      try FileArrayReader.contents(of: folder, in: run, wanted: wanted)
    case .dictionary, .sharedMemoryDictionary:
      try DictionaryArrayReader.contents(of: folder, in: run, wanted: wanted)
    case .zarrFileArray, .zarrMemory, .zarrSharedMemory:
      try ZarrArrayReader.contents(of: folder, in: run, wanted: wanted)
    }
  }
}

/// What the folder of an array holds.
struct ArrayContents {
  /// What to find out.
  struct Wanted {
    /// The size along each external dimension, nil for one that is unknown.
    let shape: [Int?]
    /// For each dimension of the whole array whether it is external.
    let mask: [Bool]
    /// How many elements there are; nil while a dimension is unknown.
    let total: Int?
    /// Whether to add up the sizes of all files.
    let bytes: Bool
    /// Whether elements may be stored errors, so that each has to be looked at.
    let storesErrors: Bool
    /// Whether links are followed, which only the peer does.
    var links = LinkRule.refuse

    /// Whether coordinates along the external dimensions are those of an element.
    func isElement(_ coordinates: [Int]) -> Bool {
      coordinates.count == shape.count
        && zip(coordinates, shape).allSatisfy { index, size in
          index >= 0 && size.map { index < $0 } ?? true
        }
    }
  }

  /// Elements that are settled, stored errors included.
  var settled = 0
  /// Elements that are stored errors.
  var failed = 0
  /// The sizes of all regular files below the folder, in bytes.
  var bytes = 0
  /// When something was last added.
  var newest: Timestamp?
  /// Whether the producer stored a reference to data that is gone.
  var isLost = false
  /// How many entries were passed over because they are neither files nor folders.
  var ignored = 0

  /// Takes note of a time.
  mutating func saw(_ time: Timestamp) {
    newest = newest.map { max($0, time) } ?? time
  }
}
