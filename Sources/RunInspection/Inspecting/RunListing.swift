import ReadOnlyFiles

/// What was found below a parent folder, apart from the runs themselves.
public struct RunListing: Sendable {
  /// The parent folder as it was given, normalised.
  public let folder: RawPath
  /// How many folders it holds, runs or not.
  public internal(set) var scannedFolders = 0
  /// How many runs were shown.
  public internal(set) var shownRuns = 0
  /// Why the parent folder could not be read.
  public internal(set) var error: InspectionError?
}
