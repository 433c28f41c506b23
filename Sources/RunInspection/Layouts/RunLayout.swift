import FileFormats
import ReadOnlyFiles

/// The name of a way in which a producer lays out a run folder.
public enum LayoutName: String, Sendable, CaseIterable {
  /// The Python package pipefunc.
  case pipefunc
  /// A task of a RocketRide server.
  case rocketride
  /// A process of the Krixik service.
  case krixik
  /// The Python package PETsARD.
  case petsard
  /// Any script that keeps a heartbeat.
  case heartbeat
}

/// Where a run lies, opened.
struct RunPlace: ~Copyable {
  /// The run folder, or the folder of the file that stands for one.
  let folder: Folder
  /// The name of the file that stands for a run folder; nil for a run folder.
  let file: RawPath?
  /// The absolute path of the run folder, or of that file.
  let path: RawPath
}

/// How one producer lays out a run folder, and how it is read.
///
/// A layout answers what it keeps; for the rest it says that it keeps no such thing, which is what the
/// default implementations do.
protocol RunLayout: Sendable {
  /// The name under which the layout is reported.
  var name: LayoutName { get }
  /// The files by which a run of this layout is known, for messages.
  var markers: [RawPath] { get }

  /// When the run in a folder was last active, by the times of the files that describe it; nil where
  /// the folder holds no run of this layout. Reads no contents.
  ///
  /// - Parameter name: the run folder, as a name below `parent`.
  func activity(of name: RawPath, in parent: borrowing Folder) throws(FileError) -> Timestamp?

  /// Whether a file may stand for a run folder of this layout; may read it.
  func isRun(file name: RawPath, in parent: borrowing Folder) -> Bool

  /// Reads the run.
  func status(
    of run: borrowing RunPlace, request: InspectionRequest, environment: InspectionEnvironment
  ) throws(InspectionError) -> RunStatus

  /// Reads what failed in the run.
  func failures(
    of run: borrowing RunPlace, request: FailureRequest, environment: InspectionEnvironment
  ) throws(InspectionError) -> FailureReport

  /// Reads the values that the run stored.
  func values(
    of run: borrowing RunPlace, request: ValueRequest, environment: InspectionEnvironment
  ) throws(InspectionError) -> [OutputValue]

  /// Reads the history that the layout keeps.
  func history(
    of run: borrowing RunPlace, question: HistoryQuestion, environment: InspectionEnvironment
  ) throws(InspectionError) -> HistoryAnswer

  /// Whether this is the run of a process that was asked for under this request id.
  func hasRequestID(
    _ identifier: JSONString, _ run: borrowing RunPlace, environment: InspectionEnvironment
  ) -> Bool
}

extension RunLayout {
  func isRun(file name: RawPath, in parent: borrowing Folder) -> Bool { false }

  func failures(
    of run: borrowing RunPlace, request: FailureRequest, environment: InspectionEnvironment
  ) throws(InspectionError) -> FailureReport {
    throw .notKept(name, .failures)
  }

  func values(
    of run: borrowing RunPlace, request: ValueRequest, environment: InspectionEnvironment
  ) throws(InspectionError) -> [OutputValue] {
    throw .notKept(name, .values)
  }

  func history(
    of run: borrowing RunPlace, question: HistoryQuestion, environment: InspectionEnvironment
  ) throws(InspectionError) -> HistoryAnswer {
    throw .notKept(name, question.record)
  }

  func hasRequestID(
    _ identifier: JSONString, _ run: borrowing RunPlace, environment: InspectionEnvironment
  ) -> Bool { false }
}

/// All layouts. A folder with the marks of several is read as the first of them.
enum RunLayouts {
  static let all: [any RunLayout] = [
    PipefuncLayout(),
    RocketRideLayout(),
    KrixikLayout(),
    PetsardLayout(),
    HeartbeatLayout(),
  ]
}
