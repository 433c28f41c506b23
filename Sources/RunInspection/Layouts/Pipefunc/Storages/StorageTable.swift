import FileFormats

/// The storages by their names in `run_info.json` (pipefunc 0.12 to 0.93.2).
enum StorageTable {
  /// A storage under one of its names.
  struct Entry: Sendable {
    /// The name in `run_info.json`.
    let identifier: JSONString
    /// How its elements are counted and read.
    let storage: any PipefuncStorage
    /// When its elements are written.
    let persistence: Persistence
  }

  /// When the elements of an array are written.
  enum Persistence: Sendable {
    /// Each one when it is computed, so that a missing element was not computed.
    case immediate
    /// All when the run ends, so that a run that is killed loses them.
    case atEnd
  }

  static let all: [Entry] = [
    Entry(identifier: "file_array", storage: FileArrayStorage(), persistence: .immediate),
    Entry(identifier: "dict", storage: DictionaryStorage(), persistence: .atEnd),
    Entry(identifier: "shared_memory_dict", storage: DictionaryStorage(), persistence: .atEnd),
    Entry(identifier: "zarr_file_array", storage: ZarrStorage(), persistence: .immediate),
    Entry(identifier: "zarr_memory", storage: ZarrStorage(), persistence: .atEnd),
    Entry(identifier: "zarr_shared_memory", storage: ZarrStorage(), persistence: .atEnd),
  ]

  /// The name under which the storage of a single value is reported; the producer has none for it.
  static let singleValueIdentifier: JSONString = "single"

  /// The storage with a name.
  ///
  /// - Throws: `PipefuncFault.unknownStorage`.
  static func entry(
    _ identifier: JSONString, output: JSONString
  ) throws(InspectionError) -> Entry {
    guard let entry = all.first(where: { $0.identifier == identifier }) else {
      throw .layout(PipefuncFault.unknownStorage(output: output, storage: identifier))
    }
    return entry
  }
}
