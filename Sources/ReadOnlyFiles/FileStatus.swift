#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What the file system tells about a name (`fstatat`, POSIX `<sys/stat.h>`).
public struct FileStatus: Equatable, Sendable {
  /// What it is.
  public let kind: FileKind
  /// Length of the contents in bytes; of no meaning but for regular files.
  public let size: Int
  /// When the contents were last changed.
  public let modified: Timestamp

  init(_ status: stat) {
    kind = FileKind(mode: status.st_mode)
    size = Int(status.st_size)
    #if canImport(Darwin)
      modified = Timestamp(status.st_mtimespec)
    #else
      modified = Timestamp(status.st_mtim)
    #endif
  }
}
