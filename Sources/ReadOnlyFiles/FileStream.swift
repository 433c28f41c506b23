/// A regular file that is read in pieces, for files too large to hold.
public struct FileStream: ~Copyable {
  private let descriptor: FileDescriptor
  private let path: RawPath
  private let limit: Int
  private var offset = 0
  /// Size and times when the file was opened.
  public let status: FileStatus

  private init(descriptor: consuming FileDescriptor, path: RawPath, limit: Int, status: FileStatus)
  {
    self.descriptor = descriptor
    self.path = path
    self.limit = limit
    self.status = status
  }

  static func begin(
    _ descriptor: consuming FileDescriptor, path: RawPath, limit: Int, isReadWhole: Bool = true
  ) throws(FileError) -> FileStream {
    let status = try descriptor.regularFileStatus(displayPath: path)
    guard status.size <= limit else {
      throw FileError(operation: .read, path: path, reason: .tooLarge(limit: limit))
    }
    if isReadWhole, status.size > FileDescriptor.mostUnwritten {
      try descriptor.confirmWritten(displayPath: path)
    }
    return FileStream(descriptor: descriptor, path: path, limit: limit, status: status)
  }

  /// Goes on reading at a position, in bytes from the start of the file.
  public mutating func skip(to position: Int) {
    offset = max(0, position)
  }

  /// The next bytes, at most `count`; empty at the end of the file.
  ///
  /// - Throws: `FileError` with the reason `tooLarge`, where the file grows beyond the limit while it is
  ///   read.
  public mutating func next(count: Int) throws(FileError) -> [UInt8] {
    guard offset <= limit else {
      throw FileError(operation: .read, path: path, reason: .tooLarge(limit: limit))
    }
    let bytes = try descriptor.read(count: count, at: offset, displayPath: path)
    offset += bytes.count
    return bytes
  }
}
