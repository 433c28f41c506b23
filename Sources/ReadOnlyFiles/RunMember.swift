/// Looking at what belongs to a run from the folder that the run lies in. The run may be a link; nothing below
/// it may, so that nothing outside of it is looked at.
///
/// The run is a name below the folder, or `.` where the folder is the run.
extension Folder {
  /// Size, kind and times of what has this name in a run; nil when nothing is there.
  ///
  /// - Throws: `FileError` with the operation `status` or `open`, for reasons other than absence.
  public func status(of name: RawPath, ofRun run: RawPath) throws(FileError) -> FileStatus? {
    if run == RawPath.itself { return try status(of: name) }
    guard name.hasSeveralNames else {
      return try status(of: name, inFolder: run)
    }
    do throws(FileError) {
      return try folder(run, links: .follow).status(of: name)
    } catch {
      if error.isMissing { return nil }
      throw error
    }
  }

  /// Reads at most so many bytes from the start of a regular file of a run.
  public func prefix(
    of name: RawPath, count: Int, ofRun run: RawPath
  ) throws(FileError) -> [UInt8] {
    if run == RawPath.itself { return try prefix(of: name, count: count) }
    return try folder(run, links: .follow).prefix(of: name, count: count)
  }

  /// Begins to list a folder of a run.
  public func listing(of name: RawPath, ofRun run: RawPath) throws(FileError) -> FolderListing {
    if run == RawPath.itself { return try listing(of: name) }
    return try folder(run, links: .follow).listing(of: name)
  }
}
