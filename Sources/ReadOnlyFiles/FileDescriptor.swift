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
struct FileDescriptor: ~Copyable {
  let number: Int32

  private init(number: Int32) {
    self.number = number
  }

  /// Opens for reading, relative to an open folder.
  ///
  /// `O_NONBLOCK` keeps the open of a named pipe without a writer from waiting for ever;
  /// `O_NOCTTY` keeps a terminal device from becoming ours. Neither matters to a regular file.
  static func open(
    _ folder: Int32, _ name: RawPath, flags: Int32, shownAs path: @autoclosure () -> RawPath
  ) throws(FileError) -> FileDescriptor {
    let outcome = name.withCString { cName in
      retryingInterrupted {
        openat(folder, cName, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | flags)
      }
    }
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

  func status(shownAs path: @autoclosure () -> RawPath) throws(FileError) -> FileStatus {
    var status = stat()
    if case .failure(let failure) = retryingInterrupted({ fstat(number, &status) }) {
      throw FileError(operation: .status, path: path(), reason: .system(failure.number))
    }
    return FileStatus(status)
  }

  func regularFileStatus(shownAs path: @autoclosure () -> RawPath) throws(FileError) -> FileStatus {
    let status = try status(shownAs: path())
    guard status.kind == .regular else {
      throw FileError(operation: .open, path: path(), reason: .notAFile(status.kind))
    }
    return status
  }

  /// Reads the whole file; asks for one byte more than it should hold, so that a short answer
  /// proves the end without a second call.
  func contents(limit: Int, shownAs path: @autoclosure () -> RawPath) throws(FileError)
    -> FileContents
  {
    let status = try regularFileStatus(shownAs: path())
    var bytes: [UInt8] = []
    var wanted = status.size + 1
    repeat {
      guard bytes.count + wanted <= limit + 1 else {
        throw FileError(operation: .read, path: path(), reason: .tooLarge(limit: limit))
      }
      let more = try read(count: wanted, at: bytes.count, shownAs: path())
      if bytes.isEmpty { bytes = more } else { bytes += more }
      if more.count < wanted { return FileContents(bytes: bytes, status: status) }
      wanted = min(65_536, limit + 1 - bytes.count)
    } while wanted > 0
    throw FileError(operation: .read, path: path(), reason: .tooLarge(limit: limit))
  }

  func prefix(count: Int, shownAs path: @autoclosure () -> RawPath) throws(FileError) -> [UInt8] {
    let status = try regularFileStatus(shownAs: path())
    return try read(count: min(count, status.size), at: 0, shownAs: path())
  }

  /// Reads at most `count` bytes from an offset.
  func read(count: Int, at offset: Int, shownAs path: @autoclosure () -> RawPath) throws(FileError)
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

/// The contents of a file and what the file system told of it when it was opened.
public struct FileContents: Sendable {
  /// Everything in the file.
  public let bytes: [UInt8]
  /// Size and times just before the reading.
  public let status: FileStatus
}

/// A regular file that is read in pieces, for files too large to hold.
public struct FileStream: ~Copyable {
  private let descriptor: FileDescriptor
  private let path: RawPath
  private var offset = 0
  /// Size and times when the file was opened.
  public let status: FileStatus

  private init(descriptor: consuming FileDescriptor, path: RawPath, status: FileStatus) {
    self.descriptor = descriptor
    self.path = path
    self.status = status
  }

  static func begin(
    _ descriptor: consuming FileDescriptor, path: RawPath
  ) throws(FileError) -> FileStream {
    let status = try descriptor.regularFileStatus(shownAs: path)
    return FileStream(descriptor: descriptor, path: path, status: status)
  }

  /// Goes on reading at a position, in bytes from the start of the file.
  public mutating func skip(to position: Int) {
    offset = max(0, position)
  }

  /// The next bytes, at most `count`; empty at the end of the file.
  public mutating func next(count: Int) throws(FileError) -> [UInt8] {
    let bytes = try descriptor.read(count: count, at: offset, shownAs: path)
    offset += bytes.count
    return bytes
  }
}
