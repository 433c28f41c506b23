import ReadOnlyFiles

/// Standard output could not be written.
struct OutputFailure: Error {
  /// Why.
  let cause: FileError
}
