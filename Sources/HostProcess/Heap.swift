#if canImport(Glibc)
  internal import CHeap
#endif

/// The memory that the process allocates.
enum Heap {
  /// Makes many threads keep no more of what they freed than one for each processor does.
  ///
  /// The C library of GNU gives every thread a heap of its own, up to eight for each processor, and keeps in
  /// it what was freed, even blocks of megabytes: a multiple of what all threads have in use. Others don't.
  static func prepareForManyThreads() {
    #if canImport(Glibc)
      _ = mallopt(M_MMAP_THRESHOLD, 1 << 20)
      _ = mallopt(M_ARENA_MAX, Int32(min(max(2, Processors().count), 8)))
    #endif
  }
}
