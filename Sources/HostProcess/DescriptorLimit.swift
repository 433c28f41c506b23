#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// How many files the process may have open, and what follows from that.
enum DescriptorLimit {
  /// What the process has open whatever it does: its streams, a folder, and what a watch waits with.
  private static let common = 6
  /// What one thread has open at most: a run folder, a folder in it, one on the way, and a file.
  private static let each = 5

  /// How many threads can have files open at the same time; at least 1.
  static func threads() -> Int {
    var limit = rlimit()
    #if canImport(Glibc)
      let outcome = getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    #else
      let outcome = getrlimit(RLIMIT_NOFILE, &limit)
    #endif
    guard outcome == 0 else { return 1 }
    return max(1, (Int(clamping: limit.rlim_cur) - common) / each)
  }
}
