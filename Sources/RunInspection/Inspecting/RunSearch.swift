import ReadOnlyFiles

/// The result of the search for one run.
public enum RunSearch: Sendable {
  /// Its path.
  case found(RawPath)
  /// It was not found; a status that contains the reason.
  case notFound(RunStatus)
}
