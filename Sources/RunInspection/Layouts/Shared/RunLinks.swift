import ReadOnlyFiles

extension LinkRule {
  /// How the files of a run are looked at by names that begin with that of its folder: the folder of a run
  /// in a list may be a link.
  ///
  /// - Parameter name: the run folder, as a name below the open folder, or `.` for the open folder itself.
  static func ofRun(_ name: RawPath) -> LinkRule {
    name == RawPath(".") ? .refuse : .refuseLast
  }
}
