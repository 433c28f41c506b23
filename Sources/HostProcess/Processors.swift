#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

#if canImport(Glibc)
  // The headers of glibc declare these only where `_GNU_SOURCE` is defined, which Swift's module of glibc
  // is not.
  @_silgen_name("sched_getaffinity")
  private func affinity(
    _ thread: pid_t, _ size: Int, _ set: UnsafeMutablePointer<UInt64>
  ) -> Int32
  @_silgen_name("sched_setaffinity")
  private func setAffinity(_ thread: pid_t, _ size: Int, _ set: UnsafePointer<UInt64>) -> Int32
  @_silgen_name("pthread_attr_setaffinity_np")
  private func setAffinity(
    _ attributes: UnsafeMutablePointer<pthread_attr_t>, _ size: Int, _ set: UnsafePointer<UInt64>
  ) -> Int32
  @_silgen_name("sched_getcpu")
  private func presentProcessor() -> Int32
#endif

/// The processors that a thread may use.
struct Processors: Sendable {
  #if canImport(Glibc)
    /// A bit for each, in words of 64.
    private var bits = [UInt64](repeating: 0, count: 128)

    private static let size = 128 * MemoryLayout<UInt64>.stride
  #endif

  /// How many there are; at least 1.
  let count: Int

  /// Those of the calling thread. The processors that are online are told by a file, and include those
  /// that are not for us.
  init() {
    #if canImport(Glibc)
      guard affinity(0, Processors.size, &bits) == 0 else {
        count = 1
        return
      }
      count = max(1, bits.reduce(0) { $0 + $1.nonzeroBitCount })
    #else
      count = max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
    #endif
  }

  /// Lets a thread that is about to be created begin on another processor than the one that the calling
  /// thread is on. Where there is a choice, the kernel should see to that itself, but was seen to leave
  /// both on the same one for as long as 16 ms while the other had nothing to do (Linux 6.18 on two
  /// virtual processors), which is half of a short command. Once it runs, it has to `release` itself.
  func spread(_ attributes: inout pthread_attr_t) {
    #if canImport(Glibc)
      var others = bits
      let present = Int(presentProcessor())
      guard count > 1, present >= 0, present / 64 < others.count else { return }
      others[present / 64] &= ~(1 << UInt64(present % 64))
      _ = setAffinity(&attributes, Processors.size, others)
    #endif
  }

  /// Lets the calling thread use all of them.
  func release() {
    #if canImport(Glibc)
      if count > 1 { _ = setAffinity(0, Processors.size, bits) }
    #endif
  }
}
