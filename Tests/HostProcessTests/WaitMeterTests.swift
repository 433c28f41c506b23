import Testing

@testable import HostProcess

@Suite struct WaitMeterTests {
  /// A look at a process: how much time has passed, how long it had a processor, and how often it waited.
  private func isWaiting(
    _ seconds: Double, _ processor: Double, _ waits: Int, threads: Int, steps: Int = 1,
    preemptions: Int = 0
  ) -> Bool {
    var meter = WaitMeter(from: ProcessTimes(monotonic: 100, processor: 1, waits: 5))
    meter.look(
      at: ProcessTimes(
        monotonic: 100 + seconds, processor: 1 + processor, waits: 5 + waits,
        preemptions: preemptions),
      threads: threads, steps: steps)
    return meter.isWaiting
  }

  @Test(
    arguments: [
      // Two milliseconds a call, in which nothing is done.
      (0.046, 0.001, 23, 1, true), (0.002, 0.0001, 1, 1, true),
      // It works all the time, or most of it.
      (0.046, 0.046, 0, 1, false), (0.046, 0.030, 23, 1, false),
      // Other processes have the processor: it does not wait, it is kept waiting.
      (0.5, 0.1, 0, 1, false), (2.5, 0.1, 2, 1, false),
      // Two threads that work, and two that wait.
      (0.1, 0.2, 3, 2, false), (0.1, 0.02, 40, 2, true),
      // Clocks that stand still tell nothing.
      (0, 0, 0, 1, false),
    ] as [(Double, Double, Int, Int, Bool)])
  func tellsWaitingFromWorking(
    _ seconds: Double, _ processor: Double, _ waits: Int, _ threads: Int, _ expected: Bool
  ) {
    #expect(isWaiting(seconds, processor, waits, threads: threads) == expected)
  }

  /// Whoever waits for calls waits at each piece of work. Others that have the processor make it wait, too,
  /// but less often.
  @Test func waitsAtEachStep() {
    #expect(isWaiting(0.1, 0.001, 40, threads: 1, steps: 2))
    #expect(!isWaiting(0.1, 0.001, 4, threads: 1, steps: 40))
    #expect(!isWaiting(0.1, 0.001, 4, threads: 1, steps: 2, preemptions: 3))
    #expect(isWaiting(0.1, 0.001, 40, threads: 1, steps: 2, preemptions: 3))
    #expect(!isWaiting(0.1, 0.001, 40, threads: 1, steps: 2, preemptions: 20))
    #expect(isWaiting(0.1, 0.001, 41, threads: 1, steps: 2, preemptions: 20))
    #expect(isWaiting(0.1, 0.001, 40, threads: 1, steps: 40))
    #expect(!isWaiting(0.1, 0.001, 40, threads: 1, steps: 41))
  }

  /// A file system that was slow once is slow again.
  @Test func remembers() {
    var meter = WaitMeter(from: ProcessTimes(monotonic: 0, processor: 0, waits: 0))
    meter.look(at: ProcessTimes(monotonic: 1, processor: 0, waits: 500), threads: 1, steps: 20)
    meter.look(at: ProcessTimes(monotonic: 2, processor: 1, waits: 500), threads: 1, steps: 20)
    #expect(meter.isWaiting)
  }

  @Test func theProcessHasTimes() {
    let first = ProcessTimes.now()
    let second = ProcessTimes.now()
    #expect(first.monotonic > 0 && first.processor > 0)
    #expect(second.monotonic >= first.monotonic)
    #expect(second.processor >= first.processor)
    #expect(second.waits >= first.waits)
    #expect(Processors().count >= 1)
  }
}
