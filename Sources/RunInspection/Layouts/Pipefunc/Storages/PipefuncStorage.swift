import FileFormats
import ReadOnlyFiles

/// How pipefunc stores the elements of an array (pipefunc 0.93.2, `map/_storage_array`): how they are
/// counted, and how they are read one by one.
///
/// A storage is one file here and a line or more in `StorageTable`.
protocol PipefuncStorage: Sendable {
  /// Counts what an output's folder holds, without building any value.
  func count(
    _ array: StoredArray, in run: borrowing Folder
  ) throws(InspectionError) -> StorageCount

  /// Calls for the elements that are stored, in order, until the call gives false.
  ///
  /// - Parameter errorsOnly: leave out, unread or half-read, what can't be a stored error.
  func forEachElement(
    of array: StoredArray, in run: borrowing Folder, errorsOnly: Bool,
    _ body: (StoredElement) -> Bool
  ) throws(InspectionError)
}

/// An array on disk, and what to find out about it.
struct StoredArray {
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
  /// Whether elements may be stored errors, so that each has to be looked at.
  var storesErrors = false
  /// What waits for files that are being written, and tells the present moment.
  let patience: Patience
}
