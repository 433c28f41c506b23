#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// An open file or folder, closed when the value ends.
///
/// A value is made only once the file is open: a throwing initializer of a type that has a `deinit` was
/// seen to run the `deinit` on a number that was never set (Swift 6.3.1, optimised).
struct FileDescriptor: ~Copyable, Sendable {
  let number: Int32

  private init(number: Int32) {
    self.number = number
  }

  /// Opens for reading, relative to an open folder.
  ///
  /// `O_NONBLOCK` keeps the open of a named pipe without a writer from waiting for ever;
  /// `O_NOCTTY` keeps a terminal device from becoming ours. Neither matters to a regular file.
  ///
  /// - Parameter links: whether links are followed, also on the way to the last name.
  static func open(
    _ folder: Int32, _ name: RawPath, links: LinkRule, flags: Int32 = 0,
    displayPath path: @autoclosure () -> RawPath
  ) throws(FileError) -> FileDescriptor {
    let flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | links.openFlag | flags
    let outcome =
      links == .refuse && name.hasSeveralNames
      ? BeneathFolder.open(folder, name, flags: flags)
      : name.withCString { cName in retryingInterrupted { openat(folder, cName, flags) } }
    switch outcome {
    case .success(let opened): return FileDescriptor(number: opened)
    case .failure(let failure):
      throw FileError(operation: .open, path: path(), reason: .system(failure.number))
    case nil:
      throw FileError(operation: .open, path: path(), reason: .system(.invalidArgument))
    }
  }

  deinit { close(number) }

  /// Gives the number away to something that will close it.
  consuming func release() {
    discard self
  }

  func status(displayPath path: @autoclosure () -> RawPath) throws(FileError) -> FileStatus {
    var status = stat()
    if case .failure(let failure) = retryingInterrupted({ fstat(number, &status) }) {
      throw FileError(operation: .status, path: path(), reason: .system(failure.number))
    }
    return FileStatus(status)
  }

  func regularFileStatus(displayPath path: @autoclosure () -> RawPath) throws(FileError)
    -> FileStatus
  {
    let status = try status(displayPath: path())
    guard status.kind == .regular else {
      throw FileError(operation: .open, path: path(), reason: .notAFile(status.kind))
    }
    return status
  }

  /// Reads the whole file; asks for one byte more than it should hold, so that a short answer
  /// proves the end without a second call. A large file waits for its turn.
  func contents(
    limit: Int, turn: LargeReadTurn?, displayPath path: @autoclosure () -> RawPath
  ) throws(FileError) -> FileContents {
    let limit = min(limit, .max - 1)
    let status = try regularFileStatus(displayPath: path())
    guard status.size <= limit else {
      throw FileError(operation: .read, path: path(), reason: .tooLarge(limit: limit))
    }
    if status.size > FileDescriptor.mostUnwritten { try confirmWritten(displayPath: path()) }
    turn?.begin(status.size)
    var bytes: [UInt8] = []
    var wanted = status.size + 1
    repeat {
      guard bytes.count + wanted <= limit + 1 else {
        throw FileError(operation: .read, path: path(), reason: .tooLarge(limit: limit))
      }
      let more = try read(count: wanted, at: bytes.count, displayPath: path())
      if bytes.isEmpty { bytes = more } else { bytes += more }
      if more.count < wanted { return FileContents(bytes: bytes, status: status) }
      wanted = min(65_536, limit + 1 - bytes.count)
    } while wanted > 0
    throw FileError(operation: .read, path: path(), reason: .tooLarge(limit: limit))
  }

  func prefix(count: Int, displayPath path: @autoclosure () -> RawPath) throws(FileError) -> [UInt8]
  {
    let status = try regularFileStatus(displayPath: path())
    return try read(count: min(count, status.size), at: 0, displayPath: path())
  }

  /// Makes sure that what a file claims to hold was written. A few bytes on disk may claim to be any
  /// number of them, which take for ever to read.
  ///
  /// - Throws: `FileError` with the reason `hole`, where more than `mostUnwritten` bytes are missing.
  func confirmWritten(displayPath path: @autoclosure () -> RawPath) throws(FileError) {
    var status = stat()
    if case .failure(let failure) = retryingInterrupted({ fstat(number, &status) }) {
      throw FileError(operation: .status, path: path(), reason: .system(failure.number))
    }
    let written = Int(status.st_blocks).multipliedReportingOverflow(by: 512)
    guard !written.overflow,
      Int(status.st_size).subtractingReportingOverflow(written.partialValue).partialValue
        > FileDescriptor.mostUnwritten
    else { return }
    // A file system that compresses has fewer blocks, too, but no holes.
    let hole = lseek(number, 0, FileDescriptor.seekHole)
    guard hole >= 0, hole < status.st_size else { return }
    throw FileError(operation: .read, path: path(), reason: .hole(at: Int(hole)))
  }

  /// How many bytes of a file need not have been written, as after a crash, until that is an error.
  static let mostUnwritten = 1 << 24

  /// `SEEK_HOLE`, which glibc declares only where `_GNU_SOURCE` is defined.
  #if os(Linux)
    private static let seekHole: Int32 = 4
  #else
    private static let seekHole = SEEK_HOLE
  #endif

  /// Reads the first and the last bytes of a regular file, at most `count` of each.
  func ends(count: Int, displayPath path: @autoclosure () -> RawPath) throws(FileError) -> FileEnds
  {
    let status = try regularFileStatus(displayPath: path())
    let start = try read(count: min(count, status.size), at: 0, displayPath: path())
    let end = try read(count: count, at: max(0, status.size - count), displayPath: path())
    return FileEnds(start: start, end: end, status: status)
  }

  /// Reads at most `count` bytes from an offset.
  func read(count: Int, at offset: Int, displayPath path: @autoclosure () -> RawPath)
    throws(FileError)
    -> [UInt8]
  {
    var failure: ErrorNumber?
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      switch retryingInterrupted({ pread(number, buffer.baseAddress, count, off_t(offset)) }) {
      case .success(let length): filled = length
      case .failure(let reason): failure = reason.number
      }
    }
    if let failure {
      throw FileError(operation: .read, path: path(), reason: .system(failure))
    }
    return bytes
  }
}
