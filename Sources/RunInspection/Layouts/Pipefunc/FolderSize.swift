import ReadOnlyFiles

/// Adds up the sizes of the files in a tree.
enum FolderSize {
  /// How deep folders may nest. Every level keeps a file open, and no producer comes near it.
  static let depthLimit = 32

  /// The sizes of all regular files below a folder, in bytes. Links are not followed; what vanishes
  /// meanwhile, or may not be read, counts nothing; nor does what lies deeper than the limit.
  static func bytes(
    below folder: consuming FolderListing, depth: Int = 0
  ) throws(FileError) -> Int {
    var listing = folder
    var total = 0
    while let entry = try listing.next() {
      guard let status = listing.status(of: entry) else { continue }
      switch status.kind {
      case .regular: total += status.size
      case .folder where depth < depthLimit:
        if let below = try? listing.listing(of: entry) {
          total += try bytes(below: below, depth: depth + 1)
        }
      default: break
      }
    }
    return total
  }
}
