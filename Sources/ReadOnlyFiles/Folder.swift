#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// An open folder, the base of every other access.
///
/// Names are resolved relative to the open folder (`openat`, `fstatat`), so that its own path is
/// walked once and a folder that is renamed or replaced meanwhile can't mix two runs.
public struct Folder: ~Copyable, Sendable {
  /// The path that it was opened by, for messages.
  public let path: RawPath
  private let descriptor: FileDescriptor
  private let kept = KeptFolder()
  /// The turn of the run that the folder belongs to, where others are read at the same time.
  private let turn: LargeReadTurn?

  /// Opens a folder by its path; symbolic links are followed.
  ///
  /// - Parameter displayPath: the path that messages show instead, such as the absolute one.
  /// - Parameter turn: begins before a large file below the folder is read.
  /// - Throws: `FileError` with the operation `open`.
  public init(
    _ path: RawPath, displayPath: RawPath? = nil, turn: LargeReadTurn? = nil
  ) throws(FileError) {
    let shown = displayPath ?? path
    let descriptor = try FileDescriptor.open(
      AT_FDCWD, path.bytes.isEmpty ? RawPath(".") : path, links: .follow, flags: O_DIRECTORY,
      displayPath: shown)
    self.init(path: shown, descriptor: descriptor, turn: turn)
  }

  private init(path: RawPath, descriptor: consuming FileDescriptor, turn: LargeReadTurn?) {
    self.path = path
    self.descriptor = descriptor
    self.turn = turn
  }

  /// Opens a folder below this one.
  ///
  /// - Parameter turn: the turn of the run that it belongs to; nil if it is that of this folder.
  public func folder(
    _ name: RawPath, links: LinkRule = .refuse, displayPath: RawPath? = nil,
    turn: LargeReadTurn? = nil
  ) throws(FileError) -> Folder {
    let whole = displayPath ?? path.appending(name)
    return Folder(
      path: whole,
      descriptor: try open(name, links: links, flags: O_DIRECTORY, displayPath: whole),
      turn: turn ?? self.turn)
  }

  /// Opens the folder that this one lies in, for runs that share a store beside them.
  public func parentFolder() throws(FileError) -> Folder {
    Folder(
      path: path.parent,
      descriptor: try FileDescriptor.open(
        descriptor.number, RawPath(".."), links: .follow, flags: O_DIRECTORY,
        displayPath: path.parent),
      turn: turn)
  }

  /// Tells size, kind and times of a name below this folder; nil when nothing is there.
  ///
  /// - Throws: `FileError` with the operation `status`, for reasons other than absence.
  public func status(
    of name: RawPath, links: LinkRule = .refuse
  ) throws(FileError) -> FileStatus? {
    let outcome =
      links == .refuse && name.hasSeveralNames
      ? kept.with(parentOf: name, in: descriptor.number) { parent, lastName in
        Folder.status(of: lastName, in: parent, links)
      } : Folder.status(of: name, in: descriptor.number, links)
    return try present(outcome, path.appending(name))
  }

  /// The same for a name in a folder directly below this one. A link in place of that folder is followed.
  func status(of name: RawPath, inFolder folder: RawPath) throws(FileError) -> FileStatus? {
    let outcome = name.withCString(below: folder) {
      Folder.status(of: $0, in: descriptor.number, .refuseLast)
    }
    return try present(
      outcome ?? .failure(SystemCallError(number: .invalidArgument)),
      path.appending(folder).appending(name))
  }

  /// What was told of a name; nil when nothing is there.
  private func present(
    _ outcome: Result<FileStatus, SystemCallError>, _ path: @autoclosure () -> RawPath
  ) throws(FileError) -> FileStatus? {
    switch outcome {
    case .success(let status): return status
    case .failure(let failure):
      if failure.number == .noSuchFile || failure.number == .notAFolder { return nil }
      throw FileError(operation: .status, path: path(), reason: .system(failure.number))
    }
  }

  private static func status(
    of name: RawPath, in folder: Int32, _ links: LinkRule
  ) -> Result<FileStatus, SystemCallError> {
    name.withCString { status(of: $0, in: folder, links) }
      ?? .failure(SystemCallError(number: .invalidArgument))
  }

  private static func status(
    of name: UnsafePointer<CChar>, in folder: Int32, _ links: LinkRule
  ) -> Result<FileStatus, SystemCallError> {
    var status = stat()
    return retryingInterrupted { fstatat(folder, name, &status, links.statusFlag) }
      .map { _ in FileStatus(status) }
  }

  /// The times of the folder itself.
  public func status() throws(FileError) -> FileStatus {
    try descriptor.status(displayPath: path)
  }

  /// Reads a whole regular file below this folder, with one `open`, one `fstat` and one `read`
  /// where the file holds still.
  ///
  /// Nothing but a regular file is read, and the open never blocks on a named pipe.
  ///
  /// - Parameter limit: the most bytes that are taken; a larger file is an error.
  public func contents(
    of name: RawPath, limit: Int, links: LinkRule = .refuse
  ) throws(FileError) -> FileContents {
    let file = try open(name, links: links, displayPath: path.appending(name))
    return try file.contents(limit: limit, turn: turn, displayPath: path.appending(name))
  }

  /// Reads at most so many bytes from the start of a regular file below this folder.
  public func prefix(
    of name: RawPath, count: Int, links: LinkRule = .refuse
  ) throws(FileError) -> [UInt8] {
    let file = try open(name, links: links, displayPath: path.appending(name))
    return try file.prefix(count: count, displayPath: path.appending(name))
  }

  /// Reads the first and the last bytes of a regular file below this folder, at most `count` of each.
  public func ends(of name: RawPath, count: Int) throws(FileError) -> FileEnds {
    let file = try open(name, links: .refuse, displayPath: path.appending(name))
    return try file.ends(count: count, displayPath: path.appending(name))
  }

  /// Opens a regular file below this folder for reading it in pieces.
  ///
  /// - Parameter limit: the most bytes that a file may have; a larger one is an error, as is one of
  ///   which more than 16 MiB were never written.
  /// - Parameter isReadWhole: whether all of it will be read; a reader of its ends needs no more than them.
  public func stream(
    of name: RawPath, limit: Int = .max, links: LinkRule = .refuse, isReadWhole: Bool = true
  ) throws(FileError) -> FileStream {
    let whole = path.appending(name)
    let file = try open(name, links: links, displayPath: whole)
    return try FileStream.begin(
      file, path: whole, limit: limit, isReadWhole: isReadWhole)
  }

  /// Begins to list a folder below this one, or with `.` this folder itself.
  ///
  /// - Throws: `FileError` with the operation `open` or `list`.
  public func listing(
    of name: RawPath, links: LinkRule = .refuse
  ) throws(FileError) -> FolderListing {
    let below = name == RawPath.itself ? RawPath(bytes: []) : name
    return FolderListing.begin(
      try open(
        name, links: links, flags: O_DIRECTORY,
        displayPath: below.bytes.isEmpty ? path : path.appending(below)),
      parent: path, name: below)
  }

  private func open(
    _ name: RawPath, links: LinkRule, flags: Int32 = 0,
    displayPath path: @autoclosure () -> RawPath
  ) throws(FileError) -> FileDescriptor {
    guard links == .refuse, name.hasSeveralNames else {
      return try FileDescriptor.open(
        descriptor.number, name, links: links, flags: flags, displayPath: path())
    }
    return try kept.withNearest(to: name, from: descriptor.number) {
      folder, way throws(FileError) in
      try FileDescriptor.open(folder, way, links: links, flags: flags, displayPath: path())
    }
  }
}
