#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What sort of thing a name stands for.
public enum FileKind: Equatable, Sendable {
  /// A file with contents.
  case regular
  /// A folder.
  case folder
  /// A symbolic link, itself and not what it points to.
  case symbolicLink
  /// A named pipe.
  case pipe
  /// A device or a socket.
  case device
  /// The listing did not say; `Folder.status(of:)` tells.
  case unknown

  init(mode: mode_t) {
    switch mode & S_IFMT {
    case S_IFREG: self = .regular
    case S_IFDIR: self = .folder
    case S_IFLNK: self = .symbolicLink
    case S_IFIFO: self = .pipe
    default: self = .device
    }
  }

  init(directoryEntryType type: UInt8) {
    switch Int(type) {
    case Int(DT_REG): self = .regular
    case Int(DT_DIR): self = .folder
    case Int(DT_LNK): self = .symbolicLink
    case Int(DT_FIFO): self = .pipe
    case Int(DT_UNKNOWN): self = .unknown
    default: self = .device
    }
  }
}

extension FileKind: CustomStringConvertible {
  /// The kind with its article, for sentences: `a folder`.
  public var description: String {
    switch self {
    case .regular: "a file"
    case .folder: "a folder"
    case .symbolicLink: "a symbolic link"
    case .pipe: "a named pipe"
    case .device: "a device or a socket"
    case .unknown: "of an unknown kind"
    }
  }
}
