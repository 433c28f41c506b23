import ReadOnlyFiles

/// Walks over the files in a tree: the one place where folders are entered one below the other.
enum FileTree {
  /// How deep folders may nest. Every level keeps a file open, and no producer comes near it.
  static let depthLimit = 32

  /// Calls for each regular file below a folder, until the call gives false. Links are not followed;
  /// what vanishes meanwhile is passed over, and so is what lies deeper than the limit.
  ///
  /// - Throws: `FileError` where something is there but can't be looked at.
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
      case .folder where depth < depthLimit:
        guard let below = try listing.folderIfPresent(entry) else { continue }
        if try !walk(below, depth: depth + 1, body) { return false }
      default: break
      }
    }
    return true
  }
}

extension FolderListing {
  /// The listing of a folder that an entry names; nil where it has gone, or something else has taken
  /// its place.
  func folderIfPresent(_ entry: borrowing FolderEntry) throws(FileError) -> FolderListing? {
    do throws(FileError) {
      return try listing(of: entry)
    } catch {
      if error.isMissing || error.reason == .system(.symbolicLinkLoop) { return nil }
      throw error
    }
  }
}
