import FileFormats
import ReadOnlyFiles

/// Why a run, or a part of it, could not be read: facts that any layout may meet, from which the
/// sentence and the exit status are made elsewhere. What only one layout can meet is its own
/// `LayoutFault`.
public indirect enum InspectionError: Error, Equatable, Sendable {
  /// Nothing is at the path.
  case runFolderMissing(RawPath)
  /// A file or something else is where a run folder was expected.
  case notAFolder(RawPath, FileKind)
  /// The folder holds none of the files by which a run is recognised; the names that were looked for.
  case noRunRecognised(RawPath, markers: [RawPath])
  /// A file could not be read.
  case unreadable(FileError)
  /// A file is no JSON.
  case notJSON(RawPath, JSONError)
  /// A file is no pickle, or one that exceeds a limit.
  case notAPickle(RawPath, PickleError)
  /// A JSON document lacks a key.
  case missingKey(RawPath, key: JSONString)
  /// A value in a JSON document is of another kind than its meaning needs.
  case unexpectedValue(RawPath, key: JSONString, expected: String, found: JSONNode.Kind)
  /// A value in a JSON document is of the right kind and yet not what its meaning needs; the value, as
  /// JSON.
  case wrongValue(RawPath, key: JSONString, expected: String, found: String)
  /// No run below a folder is that of a process with this request id.
  case requestNotFound(JSONString, below: RawPath)
  /// The layout keeps no such thing.
  case notKept(LayoutName, RunRecord)
  /// The run keeps such things, but none that was asked for; what was asked for, and what there is.
  case notFound(RunRecord, JSONString, available: [JSONString])
  /// A link, a pipe or a device is where a file of the run belongs.
  case unexpectedKind(RawPath, FileKind)
  /// A fact that only this layout can meet.
  case layoutFault(AnyLayoutFault)

  /// A fact that only one layout can meet.
  static func layout(_ fault: some LayoutFault) -> InspectionError {
    .layoutFault(AnyLayoutFault(fault))
  }

  /// The state of a run that can't be read for this reason.
  var state: RunState {
    switch self {
    case .runFolderMissing, .noRunRecognised, .requestNotFound: .missing
    default: .error
    }
  }

  /// Whether the next look may find it gone, because somebody was writing at this moment.
  var mayPass: Bool {
    switch self {
    case .notJSON, .missingKey, .unexpectedValue, .wrongValue, .notAPickle: true
    case .unreadable(let error):
      if case .system = error.reason { true } else { false }
    case .layoutFault(let fault): fault.mayPass
    default: false
    }
  }
}
