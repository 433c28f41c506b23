import HostProcess
import ReadOnlyFiles

/// The entries of a run folder that matter to some layout, listed once, on first use.
///
/// However many layouts recognise runs by patterns of names, recognising a run and then reading it
/// takes one listing. Not to be shared between threads.
final class FolderEntries {
  /// A file or a folder below the run folder.
  struct Entry {
    let name: RawPath
    let kind: FileKind
  }

  /// How many threads may look into the folders among them.
  let workers: Workers
  private let most: Int
  private let isOfInterest: (UnsafeBufferPointer<UInt8>, FileKind) -> Bool
  private var listed: Result<[Entry], FileError>?

  /// - Parameter most: how many entries may matter.
  /// - Parameter isOfInterest: whether an entry matters to some layout; the others are not kept.
  init(
    workers: Workers = .one, most: Int = EntryAllowance.mostEntries,
    isOfInterest: @escaping (UnsafeBufferPointer<UInt8>, FileKind) -> Bool
  ) {
    self.workers = workers
    self.most = most
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
    var allowance = EntryAllowance(of: listing.path, most: most)
    while let entry = try listing.next() {
      let listedKind = entry.kind
      guard entry.withNameBytes({ isOfInterest($0, listedKind) }) else { continue }
      try allowance.take()
      // Some file systems don't report kinds in a listing.
      let kind = listedKind == .unknown ? try listing.status(of: entry)?.kind : listedKind
      if let kind { entries.append(Entry(name: entry.name, kind: kind)) }
    }
    return entries
  }
}
