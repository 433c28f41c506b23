import FileFormats
import ReadOnlyFiles

/// How one producer lays out a run folder, and how it is read.
///
/// A layout has a folder of its own below `Layouts`, which declares everything that is specific to it:
/// its name, the files by which it is recognised, the keys that it prints with their meanings, its own
/// faults with their messages, and in each status the folders to watch and when the run is stale.
/// Outside that folder, only `LayoutTable` names it.
///
/// A layout implements the requests for which it keeps records; the default implementations answer that
/// it keeps none. It stores nothing: what it declares is made when somebody asks for it, since every process
/// tries all layouts, and few need more of them than that.
protocol RunLayout: Sendable {
  /// The name under which the layout is reported.
  var name: LayoutName { get }
  /// The files by which a run of this layout is recognised, in the order in which messages name them.
  var markers: [RunMarker] { get }
  /// The keys that runs of this layout print in addition to those of every run.
  var keys: [DocumentedKeys] { get }

  /// Whether a listing of a run folder should keep an entry, because it may be one of the files or
  /// folders by which a run of this layout is recognised. Markers with a fixed name need no listing.
  func isOfInterest(_ name: UnsafeBufferPointer<UInt8>, _ kind: FileKind) -> Bool

  /// How many levels of folders below a folder the runs of this layout lie, by its name: 1 for most, which
  /// lie directly in it.
  func levelsOfRuns(in folder: RawPath) -> Int

  /// When the run in a folder was last active, by the times of the files that describe it; nil if the
  /// folder contains no run of this layout. Reads no contents.
  ///
  /// - Parameter name: the run folder, as a name below `parent`.
  /// - Parameter entries: the entries of the run folder, which are listed once for all layouts.
  func lastActivity(
    of name: RawPath, in parent: borrowing Folder, entries: FolderEntries
  ) throws(FileError) -> Timestamp?

  /// Whether a file of this name may be a run by itself, so that a listing of runs looks at it. Files of
  /// other names are runs only where the user names them.
  func mayBeRun(file name: UnsafeBufferPointer<UInt8>) -> Bool

  /// Whether a file may stand for a run folder of this layout; may read it.
  func isRun(file name: RawPath, in parent: borrowing Folder) throws(FileError) -> Bool

  /// Reads the run. A layout that can verify its files sets `RunStatus.verifiedCount` if that is
  /// requested.
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

  /// Reads the values that the run was started with.
  func inputs(
    of run: borrowing OpenedRun, request: ValueRequest, environment: InspectionEnvironment
  ) throws(InspectionError) -> InputAnswer

  /// Reads the history that the layout keeps.
  func history(
    of run: borrowing OpenedRun, request: HistoryRequest, environment: InspectionEnvironment
  ) throws(InspectionError) -> HistoryAnswer

  /// Reads when the elements of the outputs were written, for outputs with files that tell.
  func throughput(
    of run: borrowing OpenedRun, environment: InspectionEnvironment
  ) throws(InspectionError) -> [OutputThroughput]

  /// Whether this is the run of the process with a request id.
  func hasRequestID(
    _ identifier: JSONString, _ run: borrowing OpenedRun, environment: InspectionEnvironment
  ) throws(FileError) -> Bool
}

extension RunLayout {
  var keys: [DocumentedKeys] { [] }

  func isOfInterest(_ name: UnsafeBufferPointer<UInt8>, _ kind: FileKind) -> Bool { false }

  func mayBeRun(file name: UnsafeBufferPointer<UInt8>) -> Bool { false }

  func isRun(file name: RawPath, in parent: borrowing Folder) -> Bool { false }

  func levelsOfRuns(in folder: RawPath) -> Int { 1 }

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

  func inputs(
    of run: borrowing OpenedRun, request: ValueRequest, environment: InspectionEnvironment
  ) throws(InspectionError) -> InputAnswer {
    throw .notKept(name, .inputs)
  }

  func history(
    of run: borrowing OpenedRun, request: HistoryRequest, environment: InspectionEnvironment
  ) throws(InspectionError) -> HistoryAnswer {
    throw .notKept(name, request.record)
  }

  func throughput(
    of run: borrowing OpenedRun, environment: InspectionEnvironment
  ) throws(InspectionError) -> [OutputThroughput] { [] }

  func hasRequestID(
    _ identifier: JSONString, _ run: borrowing OpenedRun, environment: InspectionEnvironment
  ) throws(FileError) -> Bool { false }
}

/// A file by which runs of a layout are recognised.
enum RunMarker: Sendable {
  /// The file of this name.
  case file(RawPath)
  /// Any file whose name matches a pattern; the pattern is only shown in messages.
  case pattern(RawPath)

  /// The name or the pattern, for messages.
  var displayName: RawPath {
    switch self {
    case .file(let name), .pattern(let name): name
    }
  }
}
