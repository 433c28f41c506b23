#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What the process has used up to a moment.
struct ProcessTimes: Sendable {
  /// The moment, in seconds on a clock that never moves backward.
  let monotonic: Double
  /// How long its threads had a processor, in seconds.
  let processor: Double
  /// How often one of them gave its processor up to wait.
  let waits: Int
  /// How often another process was given the processor of one of them.
  var preemptions = 0

  /// The present moment of a process that has just begun; costs no system call.
  static var beginning: ProcessTimes {
    ProcessTimes(monotonic: HostClock.monotonicSeconds(), processor: 0, waits: 0)
  }

  /// The present moment (`getrusage`).
  static func now() -> ProcessTimes {
    var usage = rusage()
    #if canImport(Glibc)
      getrusage(Int32(RUSAGE_SELF.rawValue), &usage)
    #else
      getrusage(Int32(RUSAGE_SELF), &usage)
    #endif
    let seconds = [usage.ru_utime, usage.ru_stime].reduce(0.0) { sum, time in
      sum + Double(time.tv_sec) + Double(time.tv_usec) / 1_000_000
    }
    return ProcessTimes(
      monotonic: HostClock.monotonicSeconds(), processor: seconds, waits: Int(usage.ru_nvcsw),
      preemptions: Int(usage.ru_nivcsw))
  }
}
