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
  /// Which file or folder it is, by whatever name.
  package let identity: FileIdentity

  init(_ status: stat) {
    kind = FileKind(mode: status.st_mode)
    size = Int(status.st_size)
    identity = FileIdentity(status)
    #if canImport(Darwin)
      modified = Timestamp(status.st_mtimespec)
    #else
      modified = Timestamp(status.st_mtim)
    #endif
  }
}

/// What tells a file or a folder from all others, whatever links and mounts lead to it.
package struct FileIdentity: Hashable, Sendable {
  private let device: UInt64
  private let number: UInt64

  package init(_ status: stat) {
    device = UInt64(truncatingIfNeeded: status.st_dev)
    number = UInt64(truncatingIfNeeded: status.st_ino)
  }
}
