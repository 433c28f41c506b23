import ReadOnlyFiles

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Why a wait ended.
public enum Wake: Equatable, Sendable {
  /// The time has passed.
  case elapsed
  /// Something changed in a folder that is watched.
  case changed
  /// The process received a signal: to stop, or that its terminal was resized.
  case signal(ProcessSignal)
}

/// Waits for changes in folders, for signals, and for time to pass, all at once and without using the
/// processor (`inotify`, `poll`). `ChangeEvents` is the place for macOS's kqueue; without it, a watcher
/// only looks at its interval.
///
/// Events come from the kernel of this machine only: what another machine writes to a network file
/// system is not reported. A caller has to look by itself from time to time.
public final class ChangeMonitor {
  private let events: ChangeEvents

  /// Begins to watch. From now on SIGINT, SIGTERM and SIGWINCH are reported by `wait` and have no other
  /// effect.
  public init() {
    events = ChangeEvents()
    SignalPipe.catchSignals()
  }

  /// Watches the entries of a folder. Watching one again changes nothing; one that does not exist is
  /// not watched.
  ///
  /// - Returns: whether it is watched.
  @discardableResult
  public func watch(_ folder: RawPath) -> Bool {
    events.watch(folder)
  }

  /// Waits until something changes, a signal comes, or the time is over.
  ///
  /// - Parameter seconds: the longest time to wait.
  /// - Parameter heedsChanges: false leaves changes for the next wait, so that many of them at once
  ///   wake the process only once.
  public func wait(seconds: Double, heedsChanges: Bool) -> Wake {
    let deadline = HostClock.monotonicSeconds() + max(0, seconds)
    while true {
      let left = max(0, min(deadline - HostClock.monotonicSeconds(), 86_400))
      var sources = [
        pollfd(fd: SignalPipe.ends.reading, events: Int16(POLLIN), revents: 0),
        pollfd(fd: heedsChanges ? events.descriptor : -1, events: Int16(POLLIN), revents: 0),
      ]
      let count = poll(&sources, 2, Int32((left * 1_000).rounded(.up)))
      if count > 0, sources[0].revents != 0, let signal = SignalPipe.next() {
        return .signal(signal)
      }
      if count > 0, sources[1].revents != 0 {
        events.drain()
        return .changed
      }
      if HostClock.monotonicSeconds() >= deadline { return .elapsed }
    }
  }
}
