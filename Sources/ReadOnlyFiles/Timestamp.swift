#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A moment of wall-clock time: seconds since 1970-01-01T00:00:00Z without leap seconds, and
/// nanoseconds (POSIX `struct timespec`).
public struct Timestamp: Equatable, Hashable, Comparable, Sendable {
  /// Whole seconds since the epoch; negative before it.
  public let seconds: Int64
  /// Nanoseconds after `seconds`, 0 to 999,999,999.
  public let nanoseconds: Int32

  /// Makes a moment; nanoseconds out of range are brought into it.
  public init(seconds: Int64, nanoseconds: Int32) {
    self.seconds = seconds
    self.nanoseconds = min(max(nanoseconds, 0), 999_999_999)
  }

  package init(_ time: timespec) {
    self.init(seconds: Int64(time.tv_sec), nanoseconds: Int32(truncatingIfNeeded: time.tv_nsec))
  }

  /// Earlier moments come first.
  public static func < (left: Timestamp, right: Timestamp) -> Bool {
    (left.seconds, left.nanoseconds) < (right.seconds, right.nanoseconds)
  }

  /// Seconds from another moment to this one; negative when the other is later. Exact to about a
  /// microsecond for moments within a few centuries.
  public func secondsSince(_ other: Timestamp) -> Double {
    Double(seconds) - Double(other.seconds)
      + Double(nanoseconds - other.nanoseconds) / 1_000_000_000
  }
}
