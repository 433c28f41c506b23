import FileFormats
import HostProcess
import ReadOnlyFiles

/// How pipefunc stores the elements of an array (pipefunc 0.93.2, `map/_storage_array`): how they are
/// counted, how they are read one by one, and which files show when they were written.
///
/// A storage is one file here and one line in `StorageTable` for each of its names.
protocol PipefuncStorage: Sendable {
  /// Counts the elements in an output's folder, without building their values.
  func count(
    _ array: StoredArray, in run: borrowing Folder
  ) throws(InspectionError) -> StorageCount

  /// Calls `body` for the stored elements, in order, until it returns false.
  ///
  /// - Parameter errorsOnly: whether to skip, as cheaply as possible, what can't be a stored error.
  func forEachElement(
    of array: StoredArray, in run: borrowing Folder, errorsOnly: Bool,
    _ body: (StoredElement) -> Bool
  ) throws(InspectionError)

  /// Calls `body` for each file that is written with an element, so that its time shows when that was.
  /// By default, those are all files below the output's folder.
  ///
  /// - Parameter folder: the output's folder, as a path below the run folder.
  func forEachWrite(
    in folder: RawPath, of run: borrowing Folder, _ body: (FileStatus) -> Void
  ) throws(FileError)
}

extension PipefuncStorage {
  func forEachWrite(
    in folder: RawPath, of run: borrowing Folder, _ body: (FileStatus) -> Void
  ) throws(FileError) {
    try FileTree.forEachFile(below: run.listing(of: folder)) { _, file in
      body(file)
      return true
    }
  }
}

/// An array on disk, and what to find out about it.
struct StoredArray: Sendable {
  /// The name of the output.
  let output: JSONString
  /// The output's folder, as a path below the run folder.
  let folder: RawPath
  /// Its elements.
  let grid: ArrayGrid
  /// Whether to add up the sizes of all files.
  var wantsBytes = false
  /// Whether to read every file to its end.
  var verifies = false
  /// Whether elements may be stored errors, so that each has to be examined.
  var storesErrors = false
  /// How many threads may share the counting.
  var workers = Workers.one
  /// Waits for files that are being written, and knows the present moment.
  let patience: Patience
}
