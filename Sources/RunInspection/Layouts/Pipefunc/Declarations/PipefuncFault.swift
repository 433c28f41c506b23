import FileFormats
import ReadOnlyFiles

/// Faults that only a pipefunc run can have.
enum PipefuncFault: LayoutFault {
  /// The run is of a release whose description can't be read without executing it.
  case unsupportedDescription(RawPath, found: RawPath, readable: RawPath)
  /// The name of an output would lead out of the run folder.
  case outputNameLeavesFolder(JSONString)
  /// The name of an input would lead out of the run folder.
  case inputNameLeavesFolder(JSONString)
  /// The file of an input is being written.
  case inputUnfinished(RawPath)
  /// The number of elements of an output is too large to count.
  case shapeTooLarge(JSONString)
  /// The storage of an output is unknown.
  case unknownStorage(output: JSONString, storage: JSONString)
  /// A pickle does not contain the dictionary of an array.
  case notADictionary(RawPath)
  /// A chunk of an array can't be unpacked.
  case damagedChunk(RawPath, DecompressionError)
  /// A table in the format Parquet can't be read.
  case damagedParquet(RawPath, ParquetError)
  /// A heartbeat is outdated, because a later run completed everything; the files decide.
  case heartbeatOvertaken(state: RunState)
  /// A heartbeat reports that the run completed, but files are missing; the files decide.
  case heartbeatContradicted
  /// The producer stored a reference to data that is gone.
  case dataLost(output: JSONString, storage: JSONString)
  /// Stored files are truncated; how many, and the first.
  case truncated(output: JSONString, count: Int, first: RawPath)
  /// Computed elements were only in memory, and are lost; how many.
  case notPersisted(output: JSONString, count: Int)
  /// The release doesn't record the names of outputs without a map, so there may be more of them.
  case namesNotRecorded(version: JSONString?)

  var text: String {
    switch self {
    case .unsupportedDescription(let path, let found, let readable):
      "\(path.quoted) holds \(found), a description that can't be read without executing it; "
        + "releases that write \(readable) can be inspected"
    case .outputNameLeavesFolder(let name):
      "the output name '\(name)' does not name a file in the run folder"
    case .inputNameLeavesFolder(let name):
      "the input name '\(name)' does not name a file in the run folder"
    case .inputUnfinished(let path): "\(path.quoted) is being written"
    case .shapeTooLarge(let output): "the shape of output '\(output)' is too large to count"
    case .unknownStorage(let output, let storage):
      storage.bytes.isEmpty
        ? "output '\(output)' has no storage"
        : "output '\(output)' has the unknown storage '\(storage)'"
    case .notADictionary(let path):
      "\(path.quoted) should hold a pickled dictionary, and holds something else"
    case .damagedChunk(let path, let fault): "\(path.quoted) can't be unpacked: \(fault)"
    case .damagedParquet(let path, let fault): "\(path.quoted) is no whole Parquet table: \(fault)"
    case .heartbeatOvertaken(let state):
      "the heartbeat says \(state.rawValue), but a later run has completed all outputs; "
        + "the files decide"
    case .heartbeatContradicted:
      "the heartbeat says completed, but not all outputs are on disk; the files decide"
    case .dataLost(let output, let storage):
      "the data of output '\(output)' is lost: this release of the storage '\(storage)' stored a "
        + "reference to a process instead of the data"
    case .truncated(let output, let count, let first):
      "\(count) stored \(count == 1 ? "file" : "files") of output '\(output)' "
        + (count == 1 ? "is cut short: " : "are cut short; the first is ") + first.quoted
    case .notPersisted(let output, let count):
      "\(count) computed \(count == 1 ? "element" : "elements") of output '\(output)' "
        + (count == 1
          ? "was not stored; a resumed run computes it anew"
          : "were not stored; a resumed run computes them anew")
    case .namesNotRecorded(let version):
      "pipefunc\(version.map { " \($0)" } ?? "") does not record the names of outputs without a map; "
        + "there may be more outputs than are shown"
    }
  }

  var mayPass: Bool {
    switch self {
    case .damagedChunk, .damagedParquet, .notADictionary, .inputUnfinished: true
    default: false
    }
  }
}
