import ReadOnlyFiles

/// What came of the search for one run.
public enum RunSearch: Sendable {
  /// Its path.
  case found(RawPath)
  /// Why there is none, in the place of its status.
  case notFound(RunStatus)
}
