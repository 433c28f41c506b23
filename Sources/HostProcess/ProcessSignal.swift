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
enum SignalPipe {
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
