import FileFormats
import ReadOnlyFiles

/// Why a run, or a part of it, could not be read: facts that may occur in any layout. The message and
/// the exit status are derived from them elsewhere. What can occur in one layout only is a
/// `LayoutFault` of that layout.
public indirect enum InspectionError: Error, Equatable, Sendable {
  /// Nothing exists at the path.
  case runFolderMissing(RawPath)
  /// A file, or something else, is where a run folder was expected.
  case notAFolder(RawPath, FileKind)
  /// The folder contains none of the files by which a run is recognised; their names.
  case noRunRecognised(RawPath, markers: [RawPath])
  /// A file could not be read.
  case unreadable(FileError)
  /// A file is not JSON.
  case notJSON(RawPath, JSONError)
  /// A file is not a pickle, or exceeds a limit.
  case notAPickle(RawPath, PickleError)
  /// A pickle ends prematurely; the offset at which that is noticed.
  case pickleCutShort(RawPath, offset: Int)
  /// A line of a log or a table is damaged; its number, from 1.
  case lineDamaged(RawPath, line: Int, LineDamage)
  /// A JSON document lacks a key.
  case missingKey(RawPath, key: JSONString)
  /// A value in a JSON document has the wrong type.
  case unexpectedValue(RawPath, key: JSONString, expected: String, found: JSONNode.Kind)
  /// A value in a JSON document has the right type but can't be used; the value, as JSON.
  case wrongValue(RawPath, key: JSONString, expected: String, found: String)
  /// A value in a JSON document has more entries than are read.
  case tooManyEntries(RawPath, key: JSONString, limit: Int)
  /// No run below a folder belongs to a process with this request id.
  case requestNotFound(JSONString, below: RawPath)
  /// There is no run, or none of this kind, below a folder.
  case noRunOfKind(RunKind?, below: RawPath)
  /// Not all folders below a folder were searched for runs, because they are too many or lie too deep.
  case searchEnded(below: RawPath)
  /// The layout keeps no such records.
  case notKept(LayoutName, RunRecord)
  /// The run keeps such records, but not the requested one; what was requested, and what exists.
  case notFound(RunRecord, JSONString, available: [JSONString])
  /// A link, a pipe or a device is in the place of a file of the run.
  case unexpectedKind(RawPath, FileKind)
  /// A fact of one layout.
  case layoutFault(AnyLayoutFault)

  /// Wraps a fact of one layout.
  static func layout(_ fault: some LayoutFault) -> InspectionError {
    .layoutFault(AnyLayoutFault(fault))
  }

  /// The state to report of a run that can't be read for this reason.
  var state: RunState {
    switch self {
    case .runFolderMissing, .noRunRecognised, .requestNotFound, .noRunOfKind: .missing
    default: .error
    }
  }

  /// Whether it may be gone at the next attempt, because the file was just being written.
  var mayPass: Bool {
    switch self {
    case .notJSON, .missingKey, .unexpectedValue, .wrongValue, .notAPickle, .pickleCutShort,
      .lineDamaged:
      true
    case .unreadable(let error):
      if case .system = error.reason { true } else { false }
    case .layoutFault(let fault): fault.mayPass
    default: false
    }
  }
}

extension InspectionError {
  /// The file that is there, could not be read, and may say anything; nil for any other reason. A link or
  /// a device in the place of a file says nothing.
  var unreadFile: FileError? {
    guard case .unreadable(let failure) = self, !failure.isMissing else { return nil }
    switch failure.reason {
    case .notAFile, .system(.symbolicLinkLoop): return nil
    case .system, .tooLarge, .hole, .tooMany, .tooDeep: return failure
    }
  }

  /// Whether something is there that was not read, and not only something that is damaged.
  var leavesOut: Bool {
    if case .tooManyEntries = self { return true }
    return unreadFile != nil
  }
}
