#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The signals that a watcher reacts to.
public enum ProcessSignal: CaseIterable, Sendable {
  /// SIGINT.
  case interrupt
  /// SIGTERM.
  case terminate
  /// SIGHUP: the terminal is gone.
  case hangUp
  /// SIGWINCH.
  case resized

  var number: Int32 {
    switch self {
    case .interrupt: SIGINT
    case .terminate: SIGTERM
    case .hangUp: SIGHUP
    case .resized: SIGWINCH
    }
  }

  /// Whether it asks the process to stop.
  public var isStop: Bool { self != .resized }
}

/// The pipe through which a signal wakes a wait. The handler of a signal may do next to nothing but
/// write to it, and can reach it only as a global.
enum SignalPipe {
  static let ends = makePipe()
  /// A second pipe, into which only signals to stop are written, and which is never read: it is readable
  /// from the first of them on.
  static let stopEnds = makePipe()

  private static func makePipe() -> (reading: Int32, writing: Int32) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return (-1, -1) }
    for end in ends {
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
    }
    return (ends[0], ends[1])
  }

  static func catchSignals() {
    guard ends.writing >= 0, stopEnds.writing >= 0 else { return }
    for caught in ProcessSignal.allCases where !caught.isStop {
      handle(caught.number) { number in
        var byte = UInt8(truncatingIfNeeded: number)
        _ = write(SignalPipe.ends.writing, &byte, 1)
      }
    }
    // A shell ignores SIGINT for what it starts in the background, and `nohup` SIGHUP.
    for caught in ProcessSignal.allCases where caught.isStop && !isIgnored(caught.number) {
      handle(caught.number) { number in
        var byte = UInt8(truncatingIfNeeded: number)
        _ = write(SignalPipe.ends.writing, &byte, 1)
        _ = write(SignalPipe.stopEnds.writing, &byte, 1)
        // A write that begins to wait at this very moment is interrupted in a second.
        alarm(1)
      }
    }
    handle(SIGALRM) { _ in alarm(1) }
  }

  /// Whether the process was started with a signal ignored, as its parent wants it.
  private static func isIgnored(_ number: Int32) -> Bool {
    var action = sigaction()
    guard sigaction(number, nil, &action) == 0 else { return false }
    #if canImport(Glibc)
      let handler = action.__sigaction_handler.sa_handler
    #elseif canImport(Musl)
      let handler = action.__sa_handler.sa_handler
    #elseif canImport(Darwin)
      let handler = action.__sigaction_u.__sa_handler
    #endif
    return unsafeBitCast(handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
  }

  /// Sets the handler of a signal, such that a write that it interrupts is not resumed (no `SA_RESTART`).
  private static func handle(_ number: Int32, _ handler: @convention(c) (Int32) -> Void) {
    var action = sigaction()
    #if canImport(Glibc)
      action.__sigaction_handler.sa_handler = handler
    #elseif canImport(Musl)
      action.__sa_handler.sa_handler = handler
    #elseif canImport(Darwin)
      action.__sigaction_u.__sa_handler = handler
    #endif
    sigemptyset(&action.sa_mask)
    _ = sigaction(number, &action, nil)
  }

  static func next() -> ProcessSignal? {
    var byte: UInt8 = 0
    guard read(ends.reading, &byte, 1) == 1 else { return nil }
    return ProcessSignal.allCases.first { $0.number == Int32(byte) }
  }
}
