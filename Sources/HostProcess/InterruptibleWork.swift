import ReadOnlyFiles

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Work that a signal or a deadline interrupts, whatever it does: a long computation, or a read from a
/// file system that does not answer.
///
/// It is done on a thread of its own, which is left alone with it where it takes too long. The process is
/// to end then: no further work is done.
public final class InterruptibleWork {
  /// What the thread shares with whoever waits for it.
  private struct Channel: Sendable {
    /// Work to do next.
    let next = Guarded<(@Sendable () -> Void)?>(nil)
    /// The end that the thread reads a byte from for each piece of work, and the one to write it to.
    let begin: (reading: Int32, writing: Int32)
    /// The end to read a byte from for each piece of work that is done, and the thread's.
    let end: (reading: Int32, writing: Int32)
  }

  /// Nil where there is no thread: work is then done at once, and not interrupted.
  private var channel: Channel?
  private var isStarted = false
  private var isAbandoned = false

  /// Starts nothing yet.
  public init() {}

  deinit {
    // That ends the thread, which closes its own ends.
    guard let channel else { return }
    close(channel.begin.writing)
    close(channel.end.reading)
  }

  /// Does work.
  ///
  /// - Parameter deadline: when to give up, on the monotonic clock; nil for never.
  /// - Returns: whether it was done. If not, it goes on until the process ends, and nobody gets its result.
  public func perform(until deadline: Double?, _ work: @escaping @Sendable () -> Void) -> Bool {
    guard !isAbandoned else { return false }
    if !isStarted { start() }
    guard let channel else {
      work()
      return true
    }
    channel.next.with { $0 = work }
    guard InterruptibleWork.send(channel.begin.writing) else {
      work()
      return true
    }
    if waits(for: channel.end.reading, until: deadline) { return true }
    isAbandoned = true
    return false
  }

  /// Waits for a byte. Work that is done counts, even if a signal came meanwhile.
  private func waits(for end: Int32, until deadline: Double?) -> Bool {
    while true {
      let left = deadline.map { max(0, min($0 - HostClock.monotonicSeconds(), 86_400)) }
      var sources = [
        pollfd(fd: end, events: Int16(POLLIN), revents: 0),
        pollfd(fd: SignalPipe.stopEnds.reading, events: Int16(POLLIN), revents: 0),
      ]
      let count = poll(&sources, 2, left.map { Int32(($0 * 1_000).rounded(.up)) } ?? -1)
      if count > 0, sources[0].revents != 0 {
        var byte: UInt8 = 0
        switch retryingInterrupted({ read(end, &byte, 1) }) {
        case .success(1): return true
        case .success:
          takeOver()
          return true
        case .failure: break
        }
      }
      if count > 0, sources[1].revents != 0 { return false }
      if let deadline, HostClock.monotonicSeconds() >= deadline { return false }
    }
  }

  /// Does what the thread was to do and did not begin, because it has ended, and all that comes after it.
  private func takeOver() {
    guard let channel else { return }
    self.channel = nil
    close(channel.begin.writing)
    close(channel.end.reading)
    let left = channel.next.with { next in
      defer { next = nil }
      return next
    }
    left?()
  }

  private static func send(_ descriptor: Int32) -> Bool {
    var byte: UInt8 = 1
    if case .success(1) = retryingInterrupted({ systemWrite(descriptor, &byte, 1) }) { return true }
    return false
  }

  /// Starts the thread, which does not see signals: they are to interrupt the waiting one.
  private func start() {
    isStarted = true
    guard let begin = InterruptibleWork.makePipe() else { return }
    guard let end = InterruptibleWork.makePipe() else {
      close(begin.reading)
      close(begin.writing)
      return
    }
    let channel = Channel(begin: begin, end: end)
    var (all, before) = (sigset_t(), sigset_t())
    sigfillset(&all)
    pthread_sigmask(SIG_SETMASK, &all, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    let isRunning = DetachedThread.start {
      var byte: UInt8 = 0
      while case .success(1) = retryingInterrupted({ read(channel.begin.reading, &byte, 1) }) {
        let work = channel.next.with { next in
          defer { next = nil }
          return next
        }
        work?()
        guard InterruptibleWork.send(channel.end.writing) else { break }
      }
      close(channel.begin.reading)
      close(channel.end.writing)
    }
    guard isRunning else {
      for end in [begin.reading, begin.writing, end.reading, end.writing] { close(end) }
      return
    }
    self.channel = channel
  }

  private static func makePipe() -> (reading: Int32, writing: Int32)? {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return nil }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }
}
