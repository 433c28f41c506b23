#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A folder that is being listed: each entry but `.` and `..`, in the folder's own order.
///
/// Memory stays the same however many entries there are.
public struct FolderListing: ~Copyable, Sendable {
  /// The folder that it lies in, and its name there; without one, it is that folder itself.
  private let parent: RawPath
  private let name: RawPath
  private let descriptor: FileDescriptor
  /// The entries, for threads that share them: `Guarded(listing.entries)` and `batch`. Everything else
  /// that a listing offers may be used on several threads at once.
  public private(set) var entries: FolderEntryReader

  /// The path of the folder, for messages.
  public var path: RawPath { name.bytes.isEmpty ? parent : parent.appending(name) }

  private init(descriptor: consuming FileDescriptor, parent: RawPath, name: RawPath) {
    self.parent = parent
    self.name = name
    entries = FolderEntryReader(descriptor.number)
    self.descriptor = descriptor
  }

  /// - Parameter parent: the path of a folder.
  /// - Parameter name: what is listed of it; empty for the folder itself.
  static func begin(
    _ descriptor: consuming FileDescriptor, parent: RawPath, name: RawPath
  ) -> FolderListing {
    FolderListing(descriptor: descriptor, parent: parent, name: name)
  }

  /// The next entry; nil at the end.
  ///
  /// - Throws: `FileError` with the operation `list`.
  public mutating func next() throws(FileError) -> FolderEntry? {
    do throws(SystemCallError) {
      while let entry = try entries.next() {
        if !entry.isSelfOrParent { return entry }
      }
      return nil
    } catch {
      throw FileError(operation: .list, path: path, reason: .system(error.number))
    }
  }

  /// The next entries from a reader that threads share; nil at the end.
  ///
  /// - Parameter share: the part of the entries at hand that is wanted, as a divisor.
  /// - Parameter most: how many entries are wanted at most. At hand are about a thousand.
  /// - Throws: `FileError` with the operation `list`.
  public func batch(
    of entries: inout FolderEntryReader, share: Int, most: Int
  ) throws(FileError) -> FolderEntryBatch? {
    do throws(SystemCallError) {
      return try entries.batch(share: share, most: most)
    } catch {
      throw FileError(operation: .list, path: path, reason: .system(error.number))
    }
  }

  /// Size, kind and times of the entry that was shown last; nil when it has gone meanwhile, or for a
  /// link that is followed to nothing.
  ///
  /// - Throws: `FileError` with the operation `status` for any other reason, such as a folder that may
  ///   be listed but not searched.
  public func status(
    of entry: borrowing FolderEntry, links: LinkRule = .refuse
  ) throws(FileError) -> FileStatus? {
    var status = stat()
    let outcome = retryingInterrupted {
      fstatat(descriptor.number, entry.cName, &status, links.statusFlag)
    }
    guard case .failure(let failure) = outcome else { return FileStatus(status) }
    if failure.number == .noSuchFile || failure.number == .notAFolder { return nil }
    if links == .follow, failure.number == .symbolicLinkLoop { return nil }
    throw FileError(
      operation: .status, path: path.appending(entry.name), reason: .system(failure.number))
  }

  /// The times of the folder itself.
  public func status() throws(FileError) -> FileStatus {
    var status = stat()
    if case .failure(let failure) = retryingInterrupted({ fstat(descriptor.number, &status) }) {
      throw FileError(operation: .status, path: path, reason: .system(failure.number))
    }
    return FileStatus(status)
  }

  /// Begins to list a folder that an entry names.
  public func listing(
    of entry: borrowing FolderEntry, links: LinkRule = .refuse
  ) throws(FileError) -> FolderListing {
    let name = entry.name
    let path = path
    return FolderListing.begin(
      try FileDescriptor.open(
        descriptor.number, name, links: links, flags: O_DIRECTORY,
        displayPath: path.appending(name)),
      parent: path, name: name)
  }

  /// Reads at most so many bytes from the start of the file that an entry names.
  public func prefix(of entry: borrowing FolderEntry, count: Int) throws(FileError) -> [UInt8] {
    let name = entry.name
    let whole = path.appending(name)
    let file = try FileDescriptor.open(
      descriptor.number, name, links: .refuse, displayPath: whole)
    return try file.read(count: count, at: 0, displayPath: whole)
  }

  /// Reads the first and the last bytes of the file that an entry names, at most `count` of each.
  public func ends(
    of entry: borrowing FolderEntry, count: Int
  ) throws(FileError) -> FileEnds {
    let name = entry.name
    let whole = path.appending(name)
    let file = try FileDescriptor.open(
      descriptor.number, name, links: .refuse, displayPath: whole)
    return try file.ends(count: count, displayPath: whole)
  }
}
