import Foundation
import HostProcess
import ReadOnlyFiles
import Testing

@Suite struct HostClockTests {
  private let clock = HostClock.system

  @Test func tellsTheTimeOfDay() {
    let before = Date().timeIntervalSince1970
    let now = clock.now()
    let after = Date().timeIntervalSince1970
    let seconds = Double(now.seconds) + Double(now.nanoseconds) / 1e9
    // A Date has a precision of less than a microsecond.
    #expect(seconds >= before - 1e-6 && seconds <= after + 1e-6)
  }

  @Test func neverGoesBack() {
    let times = (0..<10_000).map { _ in clock.monotonic() }
    #expect(zip(times, times.dropFirst()).allSatisfy { $0 <= $1 })
  }

  @Test func bothClocksGoOnWhileItSleeps() {
    let (start, wall) = (clock.monotonic(), clock.now())
    clock.sleep(0.02)
    #expect(clock.monotonic() - start >= 0.02)
    #expect(clock.now().secondsSince(wall) > 0)
  }

  @Test(arguments: [0, -0.0, -1, -.infinity, .nan])
  func doesNotSleepForNoTime(_ seconds: Double) {
    let start = clock.monotonic()
    clock.sleep(seconds)
    #expect(clock.monotonic() - start < 10)
  }

  @Test func canBeReplaced() {
    let replaced = HostClock(
      now: { Timestamp(seconds: 7, nanoseconds: 8) }, monotonic: { 9 }, sleep: { _ in })
    #expect(replaced.now() == Timestamp(seconds: 7, nanoseconds: 8))
    #expect(replaced.monotonic() == 9)
  }
}
