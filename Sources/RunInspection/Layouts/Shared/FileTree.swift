import ReadOnlyFiles

/// Walks the files of a tree.
enum FileTree {
  /// How deep folders may be nested. Every level keeps a file open, and no producer nests that deep.
  static let depthLimit = 32

  /// Calls `body` for each regular file below a folder until it returns false. Links are not followed;
  /// what vanishes in the meantime is skipped.
  ///
  /// - Throws: `FileError` if something exists but can't be examined, or is nested too deeply.
  static func forEachFile(
    below folder: consuming FolderListing,
    _ body: (borrowing FolderEntry, FileStatus) -> Bool
  ) throws(FileError) {
    _ = try walk(folder, depth: 0, body)
  }

  /// The sizes of all regular files below a folder, in bytes.
  static func bytes(below folder: consuming FolderListing) throws(FileError) -> Int {
    var total = 0
    try forEachFile(below: folder) { _, status in
      total = total.addingSaturated(status.size)
      return true
    }
    return total
  }

  private static func walk(
    _ folder: consuming FolderListing, depth: Int,
    _ body: (borrowing FolderEntry, FileStatus) -> Bool
  ) throws(FileError) -> Bool {
    var listing = folder
    while let entry = try listing.next() {
      guard let status = try listing.status(of: entry) else { continue }
      switch status.kind {
      case .regular: if !body(entry, status) { return false }
      case .folder:
        try checkDepth(depth, of: entry.name, in: listing)
        guard let below = try listing.folderIfPresent(entry) else { continue }
        if try !walk(below, depth: depth + 1, body) { return false }
      default: break
      }
    }
    return true
  }

  /// Refuses to enter a folder that is nested too deeply, so that nobody takes what is in it for missing.
  ///
  /// - Parameter depth: how many folders lie above the listed one.
  static func checkDepth(
    _ depth: Int, of name: RawPath, in listing: borrowing FolderListing
  ) throws(FileError) {
    guard depth < depthLimit else {
      throw FileError(
        operation: .list, path: listing.path.appending(name),
        reason: .tooDeep(limit: depthLimit))
    }
  }
}

extension FolderListing {
  /// The listing of the folder that an entry names; nil if it is gone or was replaced by something
  /// else.
  func folderIfPresent(_ entry: borrowing FolderEntry) throws(FileError) -> FolderListing? {
    do throws(FileError) {
      return try listing(of: entry)
    } catch {
      if error.isMissing || error.reason == .system(.symbolicLinkLoop) { return nil }
      throw error
    }
  }
}
