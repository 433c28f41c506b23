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
    let status = try descriptor.regularFileStatus(displayPath: path)
    return FileStream(descriptor: descriptor, path: path, status: status)
  }

  /// Goes on reading at a position, in bytes from the start of the file.
  public mutating func skip(to position: Int) {
    offset = max(0, position)
  }

  /// The next bytes, at most `count`; empty at the end of the file.
  public mutating func next(count: Int) throws(FileError) -> [UInt8] {
    let bytes = try descriptor.read(count: count, at: offset, displayPath: path)
    offset += bytes.count
    return bytes
  }
}
