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
  /// Treat it as the link that it is; opening one fails. That holds for the last name and for every
  /// folder on the way to it.
  case refuse
  /// The same for the last name only: the folders on the way may be links. For looking at runs from
  /// outside, whose folders may be links themselves.
  case refuseLast

  var openFlag: Int32 { self == .follow ? 0 : O_NOFOLLOW }
  var statusFlag: Int32 { self == .follow ? 0 : AT_SYMLINK_NOFOLLOW }
}
