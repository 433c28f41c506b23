import ReadOnlyFiles

extension Folder {
  /// Tells a folder that is not there from something else in its place: a link, which is not followed, a
  /// file, a pipe.
  ///
  /// - Parameter failure: why the folder could not be opened.
  /// - Throws: `InspectionError.unexpectedKind`, or `unreadable` for any other reason than absence.
  func confirmAbsence(
    of name: RawPath, _ failure: FileError
  ) throws(InspectionError) {
    guard failure.isMissing || failure.reason == .system(.symbolicLinkLoop) else {
      throw .unreadable(failure)
    }
    try confirmFolderOrNothing(name)
  }

  /// Makes sure that a name stands for a folder or for nothing, so that no link leads out of the run.
  func confirmFolderOrNothing(_ name: RawPath) throws(InspectionError) {
    let found: FileStatus?
    do throws(FileError) {
      found = try status(of: name)
    } catch {
      throw .unreadable(error)
    }
    guard let found, found.kind != .folder else { return }
    throw .unexpectedKind(path.appending(name), found.kind)
  }
}
