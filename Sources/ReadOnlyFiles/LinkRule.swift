#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Whether a symbolic link is followed to what it points to.
public enum LinkRule: Sendable {
  /// Follow it, wherever it leads.
  case follow
  /// Treat it as the link that it is; opening one fails.
  case refuse

  var openFlag: Int32 { self == .refuse ? O_NOFOLLOW : 0 }
  var statusFlag: Int32 { self == .refuse ? AT_SYMLINK_NOFOLLOW : 0 }
}
