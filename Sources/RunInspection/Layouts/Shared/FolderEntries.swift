import ReadOnlyFiles

/// The entries of a run folder that matter to some layout, listed when first asked for, and once.
///
/// Recognising a run by patterns of names, and reading it then, takes one listing however many layouts
/// ask. One thread at a time uses it.
final class FolderEntries {
  /// A file or a folder below the run folder.
  struct Entry {
    let name: RawPath
    let kind: FileKind
  }

  /// How many entries are kept. Layouts that are known by patterns have a few logs.
  private static let mostEntries = 16_384

  private let isOfInterest: (UnsafeBufferPointer<UInt8>, FileKind) -> Bool
  private var listed: Result<[Entry], FileError>?

  /// - Parameter isOfInterest: whether some layout cares for an entry; the others are not kept.
  init(isOfInterest: @escaping (UnsafeBufferPointer<UInt8>, FileKind) -> Bool) {
    self.isOfInterest = isOfInterest
  }

  /// The entries of a folder, in its own order.
  ///
  /// - Parameter name: the run folder, as a name below `parent`; the same at each call.
  func of(_ name: RawPath, in parent: borrowing Folder) throws(FileError) -> [Entry] {
    if let listed { return try listed.get() }
    do throws(FileError) {
      let entries = try list(name, in: parent)
      listed = .success(entries)
      return entries
    } catch {
      listed = .failure(error)
      throw error
    }
  }

  private func list(_ name: RawPath, in parent: borrowing Folder) throws(FileError) -> [Entry] {
    var entries: [Entry] = []
    var listing = try parent.listing(of: name, links: .follow)
    while entries.count < FolderEntries.mostEntries, let entry = try listing.next() {
      let listedKind = entry.kind
      guard entry.withNameBytes({ isOfInterest($0, listedKind) }) else { continue }
      // Some file systems don't tell kinds in a listing.
      let kind = listedKind == .unknown ? try listing.status(of: entry)?.kind : listedKind
      if let kind { entries.append(Entry(name: entry.name, kind: kind)) }
    }
    return entries
  }
}
