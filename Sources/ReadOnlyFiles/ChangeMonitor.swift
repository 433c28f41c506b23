#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Why a wait ended.
public enum Wake: Equatable, Sendable {
  /// The time is over.
  case elapsed
  /// Something changed in a folder that is watched.
  case changed
  /// The process was asked to stop, or told that its terminal has another size.
  case signal(ProcessSignal)
}

/// The signals that a watcher heeds.
public enum ProcessSignal: CaseIterable, Sendable {
  /// SIGINT.
  case interrupt
  /// SIGTERM.
  case terminate
  /// SIGWINCH.
  case resized

  var number: Int32 {
    switch self {
    case .interrupt: SIGINT
    case .terminate: SIGTERM
    case .resized: SIGWINCH
    }
  }
}

/// The pipe through which a signal wakes a wait. The handler of a signal may do next to nothing but
/// write to it, and can reach it only as a global.
private enum SignalPipe {
  static let ends: (reading: Int32, writing: Int32) = {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return (-1, -1) }
    for end in ends {
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
    }
    return (ends[0], ends[1])
  }()

  static func catchSignals() {
    guard ends.writing >= 0 else { return }
    for caught in ProcessSignal.allCases {
      signal(caught.number) { number in
        var byte = UInt8(truncatingIfNeeded: number)
        _ = write(SignalPipe.ends.writing, &byte, 1)
      }
    }
  }

  static func next() -> ProcessSignal? {
    var byte: UInt8 = 0
    guard read(ends.reading, &byte, 1) == 1 else { return nil }
    return ProcessSignal.allCases.first { $0.number == Int32(byte) }
  }
}

/// Waits for changes in folders, for signals, and for time to pass, all at once, without using the
/// processor meanwhile (`inotify`, `poll`). The place for macOS's kqueue is `ChangeEvents`; without it
/// a watcher looks at its interval.
///
/// Events come from the kernel of this machine only: what another machine writes to a network file
/// system is not told. A caller has to look by itself from time to time.
public final class ChangeMonitor {
  private let events: ChangeEvents

  /// Begins to watch. From now on SIGINT, SIGTERM and SIGWINCH are told by `wait` and do nothing else.
  public init() {
    events = ChangeEvents()
    SignalPipe.catchSignals()
  }

  /// Watches the entries of a folder. Watching one again changes nothing; one that is not there is not
  /// watched.
  ///
  /// - Returns: whether it is watched.
  @discardableResult
  public func watch(_ folder: RawPath) -> Bool {
    events.watch(folder)
  }

  /// Waits until something changes, a signal comes, or the time is over.
  ///
  /// - Parameter seconds: how long at the most.
  /// - Parameter heedsChanges: false leaves changes for the next wait, so that many of them at once
  ///   wake the process only once.
  public func wait(seconds: Double, heedsChanges: Bool) -> Wake {
    let deadline = MonotonicClock.seconds() + max(0, seconds)
    while true {
      let left = max(0, min(deadline - MonotonicClock.seconds(), 86_400))
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
      if MonotonicClock.seconds() >= deadline { return .elapsed }
    }
  }
}

#if canImport(Glibc) || canImport(Musl)
  /// What the kernel tells of changes in folders (`inotify`).
  private final class ChangeEvents {
    let descriptor: Int32

    init() { descriptor = inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC)) }

    deinit { close(descriptor) }

    func watch(_ folder: RawPath) -> Bool {
      let mask =
        IN_CREATE | IN_MOVED_TO | IN_MODIFY | IN_CLOSE_WRITE | IN_DELETE | IN_MOVED_FROM
        | IN_DELETE_SELF
        | IN_MOVE_SELF | IN_ONLYDIR
      return folder.withCString {
        inotify_add_watch(descriptor, $0, UInt32(truncatingIfNeeded: mask)) >= 0
      } ?? false
    }

    /// Takes all that has happened; what it was does not matter.
    func drain() {
      var buffer = [UInt8](repeating: 0, count: 65_536)
      while read(descriptor, &buffer, buffer.count) > 0 {}
    }
  }
#else
  /// Nothing is told of changes.
  private final class ChangeEvents {
    let descriptor: Int32 = -1

    func watch(_ folder: RawPath) -> Bool { false }

    func drain() {}
  }
#endif

/// The size of the terminal behind a stream.
public enum TerminalSize {
  /// How many columns it has; nil where no terminal tells.
  public static func columns(of stream: StandardStream) -> Int? {
    size(of: stream).flatMap { $0.ws_col > 0 ? Int($0.ws_col) : nil }
  }

  /// How many lines it has; nil where no terminal tells.
  public static func rows(of stream: StandardStream) -> Int? {
    size(of: stream).flatMap { $0.ws_row > 0 ? Int($0.ws_row) : nil }
  }

  private static func size(of stream: StandardStream) -> winsize? {
    var size = winsize()
    return ioctl(stream.rawValue, UInt(TIOCGWINSZ), &size) == 0 ? size : nil
  }
}

/// The variables that the process was started with.
public enum EnvironmentVariable {
  /// The value of a variable; nil where it is not set.
  public static func value(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }
}
