import ReadOnlyFiles

/// A folder and the folders below it, which may be mounted elsewhere, too.
enum FolderIdentities {
  /// The most folders of a run that are looked at, and how deep they may be nested.
  static let most = 1_000_000
  private static let deepest = 32

  static func all(from path: RawPath) -> Set<FileIdentity> {
    var found: Set<FileIdentity> = []
    guard let folder = try? Folder(path), let status = try? folder.status() else { return found }
    found.insert(status.identity)
    if let listing = try? folder.listing(of: RawPath(".")) { add(listing, depth: 0, to: &found) }
    return found
  }

  /// What can't be listed can't be compared; the paths were.
  private static func add(
    _ folder: consuming FolderListing, depth: Int, to found: inout Set<FileIdentity>
  ) {
    var listing = folder
    while found.count < most, let next = try? listing.next() {
      guard next.kind == .folder || next.kind == .unknown,
        let status = try? listing.status(of: next), status.kind == .folder
      else { continue }
      found.insert(status.identity)
      if depth < deepest, let below = try? listing.listing(of: next) {
        add(below, depth: depth + 1, to: &found)
      }
    }
  }
}
