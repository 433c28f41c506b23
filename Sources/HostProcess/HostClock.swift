import ReadOnlyFiles

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The clocks of the machine and a way to let time pass, injected so that tests can replace them.
public struct HostClock: Sendable {
  /// The wall clock's present moment.
  public var now: @Sendable () -> Timestamp
  /// Seconds since some fixed moment, on a clock that never moves backward.
  public var monotonic: @Sendable () -> Double
  /// Waits for so many seconds, or until a signal arrives; returns at once for zero and less.
  public var sleep: @Sendable (Double) -> Void

  /// Replaces the clocks.
  public init(
    now: @escaping @Sendable () -> Timestamp,
    monotonic: @escaping @Sendable () -> Double,
    sleep: @escaping @Sendable (Double) -> Void
  ) {
    self.now = now
    self.monotonic = monotonic
    self.sleep = sleep
  }

  /// The machine's own clocks (`clock_gettime`, `nanosleep`).
  public static let system = HostClock(
    now: { Timestamp(readClock(CLOCK_REALTIME)) },
    monotonic: { monotonicSeconds() },
    sleep: { seconds in
      guard seconds > 0 else { return }
      let bounded = min(seconds, longestSleep)
      var time = timespec()
      time.tv_sec = Int(bounded)
      time.tv_nsec = Int((bounded - bounded.rounded(.down)) * 1_000_000_000)
      nanosleep(&time, nil)
    })

  /// The longest single sleep, a year in seconds, so that no number is too large for the system call.
  private static let longestSleep = 86_400.0 * 365

  @usableFromInline static func monotonicSeconds() -> Double {
    let time = readClock(CLOCK_MONOTONIC)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1_000_000_000
  }

  private static func readClock(_ clock: clockid_t) -> timespec {
    var time = timespec()
    clock_gettime(clock, &time)
    return time
  }
}
