import ReadOnlyFiles

extension Folder {
  /// Makes sure that a folder that could not be opened is missing, and that there is nothing else in
  /// its place, such as a link, which is not followed, or a file.
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

  /// Makes sure that a name is that of a folder or of nothing, so that no link leads out of the run.
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
