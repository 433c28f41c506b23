import ReadOnlyFiles

/// What was found below one or several parent folders, apart from the runs themselves.
public struct RunListing: Sendable {
  /// A parent folder.
  public struct Parent: Sendable {
    /// The folder as it was given, normalised.
    public let path: RawPath
    /// Why it could not be read.
    public internal(set) var error: InspectionError?
  }

  /// The parent folders in the order in which they were given.
  public internal(set) var folders: [Parent]
  /// How many folders they hold, runs or not.
  public internal(set) var scannedFolders = 0
  /// How many runs were selected, shown or not.
  public internal(set) var matchedRuns = 0
  /// How many runs were shown.
  public internal(set) var shownRuns = 0
  /// Whether all folders below were searched; there are limits to how many and how deep.
  public internal(set) var isWhole = true

  /// Why the first of the parent folders that could not be read could not.
  public var error: InspectionError? { folders.lazy.compactMap(\.error).first }
}
