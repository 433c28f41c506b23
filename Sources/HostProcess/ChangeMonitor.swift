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
  /// Keys were pressed at the terminal that standard input is: the bytes that it sent.
  case keys([UInt8])
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
  /// Where something changed since that was taken; nil if it may be anywhere.
  private var changed: Set<RawPath>? = []
  /// The keys, if they are wanted.
  private var keys: KeyInput?

  /// Begins to watch. From now on SIGINT, SIGTERM and SIGWINCH are reported by `wait` and have no other
  /// effect.
  public init() {
    events = ChangeEvents()
    SignalPipe.catchSignals()
  }

  /// Watches the entries of a folder. Watching one again changes nothing; one that does not exist is
  /// not watched.
  ///
  /// - Parameter links: whether a link in its place is followed.
  /// - Returns: whether it is watched.
  @discardableResult
  public func watch(_ folder: RawPath, links: LinkRule = .follow) -> Bool {
    events.watch(folder, links: links)
  }

  /// Why the system does not report all changes, for lack of means; nil where it does.
  public var failure: ErrorNumber? { events.failure }

  /// The watched folders in which something changed, as far as `wait` has told that something did, since
  /// they were taken; nil if it may be any.
  public func takeChangedFolders() -> Set<RawPath>? {
    defer { changed = [] }
    return changed
  }

  /// Reports the keys of the terminal that standard input is from now on, if it is one and the process is
  /// in its foreground.
  ///
  /// - Returns: whether there will be any.
  public func takeKeys() -> Bool {
    keys = keys ?? KeyInput()
    return keys != nil
  }

  /// Leaves the keys to whoever had them before.
  public func releaseKeys() {
    keys?.release()
    keys = nil
  }

  /// Waits until something changes, keys are pressed, a signal comes, or the time is over.
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
        pollfd(fd: keys == nil ? -1 : KeyInput.descriptor, events: Int16(POLLIN), revents: 0),
      ]
      let count = poll(&sources, 3, Int32((left * 1_000).rounded(.up)))
      if count > 0, sources[0].revents != 0, let signal = SignalPipe.next() {
        return .signal(signal)
      }
      if count > 0, sources[2].revents != 0 {
        if let bytes = keys?.read() { return .keys(bytes) }
        releaseKeys()
      }
      if count > 0, sources[1].revents != 0 {
        if let more = events.drain() { changed?.formUnion(more) } else { changed = nil }
        return .changed
      }
      if HostClock.monotonicSeconds() >= deadline { return .elapsed }
    }
  }
}
