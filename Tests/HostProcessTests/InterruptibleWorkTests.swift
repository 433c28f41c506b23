import Foundation
import HostProcess
import ReadOnlyFiles
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Work ends, or is left alone when its time is over or a signal comes.
@Suite struct InterruptibleWorkTests {
  @Test func doesOnePieceAfterTheOther() {
    let work = InterruptibleWork()
    let sum = Guarded(0)
    for number in 1...1_000 {
      #expect(work.perform(until: nil) { sum.with { $0 += number } })
    }
    #expect(sum.with { $0 } == 500_500)
  }

  @Test func worksOnAThreadOfItsOwn() {
    let threads = Guarded<Set<ThreadIdentity>>([])
    let work = InterruptibleWork()
    for _ in 0..<3 {
      #expect(work.perform(until: nil) { threads.with { _ = $0.insert(.present) } })
    }
    #expect(threads.with { $0.count } == 1)
    #expect(threads.with { !$0.contains(ThreadIdentity.present) })
  }

  /// Deep documents are read with as much stack as the first thread has.
  @Test func hasAsMuchStackAsTheFirstThread() {
    @Sendable func depth(_ level: Int) -> Int {
      withUnsafeTemporaryAllocation(byteCount: 4_096, alignment: 1) { bytes in
        bytes[0] = 1
        return level == 0 ? 0 : depth(level - 1) + Int(bytes[0])
      }
    }
    let found = Guarded(0)
    #expect(InterruptibleWork().perform(until: nil) { found.with { $0 = depth(1_500) } })
    #expect(found.with { $0 } == 1_500)
  }

  @Test(arguments: [0.0, 0.02])
  func givesUpWhenTheTimeIsOver(_ seconds: Double) {
    let work = InterruptibleWork()
    let clock = HostClock.system
    let begun = clock.monotonic()
    #expect(!work.perform(until: begun + seconds) { clock.sleep(5) })
    #expect(clock.monotonic() - begun >= seconds)
    #expect(clock.monotonic() - begun < 2)
    // The thread is lost; nothing waits for it.
    #expect(!work.perform(until: nil) {})
  }

  @Test func whatIsDoneInTimeCounts() {
    let work = InterruptibleWork()
    let clock = HostClock.system
    for _ in 0..<50 { #expect(work.perform(until: clock.monotonic() + 20) {}) }
  }

  @Test(arguments: [SIGINT, SIGTERM, SIGHUP])
  func givesUpWhenASignalAsksToStop(_ number: Int32) async {
    await #expect(processExitsWith: .success) { [number] in
      let monitor = ChangeMonitor()
      let waiter = Waiter(monitor)
      #expect(waiter.attempt(until: nil) { 7 } == 7)
      let begun = ContinuousClock.now
      let process = getpid()
      DispatchQueue.global().asyncAfter(deadline: .now() + 0.02) { kill(process, number) }
      #expect(
        waiter.attempt(until: nil) {
          HostClock.system.sleep(20)
          return 1
        } == nil)
      #expect(ContinuousClock.now - begun < .seconds(10))
      guard case .signal(let signal) = waiter.wait(0, false) else {
        Issue.record("the signal is lost")
        return
      }
      #expect(signal.isStop)
    }
  }

  /// A shell ignores SIGINT for what it starts in the background.
  @Test(arguments: [SIGINT, SIGTERM, SIGHUP])
  func aSignalThatTheParentIgnoredStaysIgnored(_ number: Int32) async {
    await #expect(processExitsWith: .success) { [number] in
      signal(number, SIG_IGN)
      let waiter = Waiter(ChangeMonitor())
      kill(getpid(), number)
      #expect(waiter.wait(0.02, false) == .elapsed)
      #expect(waiter.attempt(until: nil) { 7 } == 7)
    }
  }

  /// The system has room for no more descriptors.
  @Test func saysWhyNoChangesAreReported() async {
    await #expect(processExitsWith: .success) {
      // As many as the standard streams need; some may be open already.
      var none = rlimit(rlim_cur: 3, rlim_max: 3)
      #if canImport(Glibc)
        try #require(setrlimit(Int32(RLIMIT_NOFILE.rawValue), &none) == 0)
      #else
        try #require(setrlimit(RLIMIT_NOFILE, &none) == 0)
      #endif
      let waiter = Waiter(ChangeMonitor())
      #expect(waiter.failure() == ErrorNumber(EMFILE))
      waiter.watch(RawPath("/"), .follow)
      #expect(waiter.wait(0.001, true) == .elapsed)
      // Without a pipe to a thread, work is done all the same.
      #expect(waiter.attempt(until: nil) { 7 } == 7)
    }
  }
}
