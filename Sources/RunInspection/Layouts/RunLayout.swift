import FileFormats
import ReadOnlyFiles

/// The name of a way in which a producer lays out a run folder.
public enum LayoutName: String, Sendable, CaseIterable {
  /// The Python package pipefunc.
  case pipefunc
}

/// How one producer lays out a run folder, and how it is read.
protocol RunLayout: Sendable {
  /// The name under which the layout is reported.
  var name: LayoutName { get }
  /// The files by which a run of this layout is known, for messages.
  var markers: [RawPath] { get }

  /// When the run in a folder was last active, by the times of the files that describe it; nil where
  /// the folder holds no run of this layout. Reads no contents.
  ///
  /// - Parameter name: the run folder, as a name below `parent`.
  func activity(
    of name: RawPath, in parent: borrowing Folder
  ) throws(FileError) -> Timestamp?

  /// Reads the run.
  ///
  /// - Parameter path: the run folder's absolute path, for the answer.
  func status(
    of folder: borrowing Folder, path: RawPath, request: InspectionRequest,
    environment: InspectionEnvironment
  ) throws(InspectionError) -> RunStatus
}

/// All layouts. A folder with the marks of several is read as the first of them.
enum RunLayouts {
  static let all: [any RunLayout] = [PipefuncLayout()]
}
