import FileFormats
import ReadOnlyFiles

/// How one producer lays out a run folder, and how it is read.
///
/// A layout lives in a folder of its own below `Layouts`, which declares everything that is special
/// about it: its name, the files by which it is known, the keys that it prints with their meanings, its
/// own faults with their sentences, and in each status the folders to watch and when the run is stale.
/// `LayoutTable` names it once.
///
/// A layout answers what it keeps; for the rest it says that it keeps no such thing, which is what the
/// default implementations do.
protocol RunLayout: Sendable {
  /// The name under which the layout is reported.
  var name: LayoutName { get }
  /// The files by which a run of this layout is known, in the order in which messages name them.
  var markers: [RunMarker] { get }
  /// The keys that runs of this layout print beside those of every run.
  var keys: [DocumentedKeys] { get }

  /// Whether the files of stored values can be verified.
  var verifiesValues: Bool { get }

  /// Whether a listing is to keep an entry of a run folder, because it may be one of the files or
  /// folders by which a run of this layout is known.
  func isOfInterest(_ name: UnsafeBufferPointer<UInt8>, _ kind: FileKind) -> Bool

  /// When the run in a folder was last active, by the times of the files that describe it; nil where
  /// the folder holds no run of this layout. Reads no contents.
  ///
  /// - Parameter name: the run folder, as a name below `parent`.
  /// - Parameter entries: the entries of the run folder, listed once for all layouts that ask.
  func lastActivity(
    of name: RawPath, in parent: borrowing Folder, entries: FolderEntries
  ) throws(FileError) -> Timestamp?

  /// Whether a file may stand for a run folder of this layout; may read it.
  func isRun(file name: RawPath, in parent: borrowing Folder) -> Bool

  /// Reads the run.
  func status(
    of run: borrowing OpenedRun, request: StatusRequest, environment: InspectionEnvironment
  ) throws(InspectionError) -> RunStatus

  /// Reads what failed in the run.
  func failures(
    of run: borrowing OpenedRun, request: FailureRequest, environment: InspectionEnvironment
  ) throws(InspectionError) -> FailureAnswer

  /// Reads the values that the run stored.
  func values(
    of run: borrowing OpenedRun, request: ValueRequest, environment: InspectionEnvironment
  ) throws(InspectionError) -> [OutputValue]

  /// Reads the history that the layout keeps.
  func history(
    of run: borrowing OpenedRun, request: HistoryRequest, environment: InspectionEnvironment
  ) throws(InspectionError) -> HistoryAnswer

  /// Whether this is the run of a process that was asked for under this request id.
  func hasRequestID(
    _ identifier: JSONString, _ run: borrowing OpenedRun, environment: InspectionEnvironment
  ) -> Bool
}

extension RunLayout {
  var keys: [DocumentedKeys] { [] }
  var verifiesValues: Bool { false }

  func isOfInterest(_ name: UnsafeBufferPointer<UInt8>, _ kind: FileKind) -> Bool { false }

  func isRun(file name: RawPath, in parent: borrowing Folder) -> Bool { false }

  func failures(
    of run: borrowing OpenedRun, request: FailureRequest, environment: InspectionEnvironment
  ) throws(InspectionError) -> FailureAnswer {
    throw .notKept(name, .failures)
  }

  func values(
    of run: borrowing OpenedRun, request: ValueRequest, environment: InspectionEnvironment
  ) throws(InspectionError) -> [OutputValue] {
    throw .notKept(name, .values)
  }

  func history(
    of run: borrowing OpenedRun, request: HistoryRequest, environment: InspectionEnvironment
  ) throws(InspectionError) -> HistoryAnswer {
    throw .notKept(name, request.record)
  }

  func hasRequestID(
    _ identifier: JSONString, _ run: borrowing OpenedRun, environment: InspectionEnvironment
  ) -> Bool { false }
}

/// A file by which runs of a layout are known.
enum RunMarker: Sendable {
  /// The file of this name.
  case file(RawPath)
  /// Any file whose name fits the pattern, which is as messages show it.
  case pattern(RawPath)

  /// The name or the pattern, for messages.
  var displayName: RawPath {
    switch self {
    case .file(let name), .pattern(let name): name
    }
  }
}
