/// The contents of a file and what the file system told of it when it was opened.
public struct FileContents: Sendable {
  /// Everything in the file.
  public let bytes: [UInt8]
  /// Size and times just before the reading.
  public let status: FileStatus
}

/// How a file begins and ends.
public struct FileEnds: Sendable {
  /// Its first bytes, fewer than were asked for where the file is shorter.
  public let start: [UInt8]
  /// Its last bytes, likewise.
  public let end: [UInt8]
  /// Size and times just before the reading.
  public let status: FileStatus
}
