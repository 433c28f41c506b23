import FileFormats
import ReadOnlyFiles
import Testing

@testable import RunInspection
@testable import RunspectCLI

/// When the failures on the screen are read again.
@Suite struct LiveFailuresTests {
  private final class World {
    var now = 0.0
    var cost = 0.0
    var read: [String] = []
    var failures: [Failure] = []
  }

  private func failures(_ world: World) -> LiveFailures {
    LiveFailures(
      read: { path in
        world.read.append(path.lastName.description)
        world.now += world.cost
        return world.failures
      }, time: { world.now })
  }

  private func run(_ name: String, failed: Int?, _ state: RunState = .running) -> LiveRun {
    var run = LiveRun(path: RawPath("/runs/\(name)"))
    var status = RunStatus(runFolder: run.path, layout: nil, state: state)
    status.tally = RunTally(of: [])
    status.tally?.failedCount = failed
    run.take(status, at: 0)
    return run
  }

  @Test func areReadWhereThereAreMore() {
    let world = World()
    var failures = failures(world)
    _ = failures.of(0, run("a", failed: 0))
    #expect(world.read == [])
    for _ in 0..<3 { _ = failures.of(0, run("a", failed: 1)) }
    #expect(world.read == ["a"])
    _ = failures.of(0, run("a", failed: 2))
    _ = failures.of(0, run("a", failed: 2, .failed))
    #expect(world.read == ["a", "a", "a"])
    // A run that failed may not count its failures.
    _ = failures.of(1, run("b", failed: nil, .failed))
    #expect(world.read == ["a", "a", "a", "b"])
  }

  @Test func thoseOfAnotherRunAreNotShown() {
    let world = World()
    var failures = failures(world)
    world.failures = [Failure(output: "x")]
    #expect(failures.of(0, run("a", failed: 1)).count == 1)
    #expect(failures.of(1, run("b", failed: 0)).isEmpty)
    #expect(failures.of(1, run("b", failed: 1)).count == 1)
    #expect(world.read == ["a", "b"])
  }

  /// Reading takes a tenth of the time at most.
  @Test func areReadSeldomWhereThatTakesLong() {
    let world = World()
    var failures = failures(world)
    world.cost = 1
    for count in 1...30 {
      _ = failures.of(0, run("a", failed: count))
      world.now += 1
    }
    #expect(world.read.count == 4)
  }

  @Test func areInTheOrderOfTheirTimes() {
    let world = World()
    var failures = failures(world)
    func failure(_ output: JSONString, _ time: JSONString?) -> Failure {
      var failure = Failure(output: output)
      failure.timestamp = time
      return failure
    }
    world.failures = [failure("b", "2026-02"), failure("a", "2026-01"), failure("c", "2026-02")]
    #expect(failures.of(0, run("a", failed: 3)).map(\.output) == ["a", "b", "c"])
    world.failures.append(failure("d", nil))
    #expect(failures.of(0, run("a", failed: 4)).map(\.output) == ["b", "a", "c", "d"])
  }
}
