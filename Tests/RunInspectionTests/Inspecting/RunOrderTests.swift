import FileFormats
import ReadOnlyFiles
import Testing

@testable import RunInspection

@Suite struct RunOrderTests {
  private func run(
    _ name: String, _ state: RunState, failed: Int? = 0, progress: Double? = nil,
    bytes: Int? = nil, elapsed: Double? = nil, age: Int64? = nil
  ) -> RunStatus {
    var run = RunStatus(runFolder: RawPath("/runs/\(name)"), layout: nil, state: state)
    var output = OutputStatus(name: "y", storage: "single")
    output.size = bytes.map { .bytes($0) } ?? .unknown
    output.failedCount = failed
    run.take([output], detail: .outputs)
    run.tally?.progressFraction = progress
    run.elapsedSeconds = elapsed
    run.lastActivity = age.map { Timestamp(seconds: 1_000_000 - $0, nanoseconds: 0) }
    return run
  }

  @Test(
    arguments: [
      (.activity, false, "dabc"), (.activity, true, "badc"), (.name, false, "abcd"),
      (.name, true, "dcba"), (.status, false, "cbda"), (.status, true, "adbc"),
      (.progress, false, "bdac"), (.progress, true, "adbc"), (.failed, false, "bacd"),
      (.failed, true, "acbd"), (.bytes, false, "adbc"), (.bytes, true, "bdac"),
      (.duration, false, "bdac"), (.duration, true, "adbc"),
    ] as [(RunOrder, Bool, String)])
  func ordersByEveryWord(_ order: RunOrder, _ isReversed: Bool, _ names: String) {
    let runs = [
      run("a", .completed, progress: 1, bytes: 900, elapsed: 1, age: 20),
      run("b", .failed, failed: 7, progress: 0.2, bytes: 5, elapsed: 90, age: 30),
      run("c", .error),
      run("d", .running, failed: nil, progress: 0.5, bytes: 40, elapsed: 30, age: 10),
    ]
    var selection = RunSelection()
    selection.order = order
    selection.isReversed = isReversed
    let positions = selection.ordered(runs.map { ($0, .unknown) })
    #expect(positions.map { runs[$0].runFolder.lastName.description }.joined() == names)
  }

  @Test func whatIsUnknownComesLastEitherWay() {
    let keys: [RunOrderKey] = [
      .unknown, .text("b"), .number(2), .text("a"), RunOrderKey(.nan), .number(-1),
      RunOrderKey(.infinity),
    ]
    let run = run("a", .completed)
    for (isReversed, expected) in [(false, [5, 2, 6, 3, 1, 0, 4]), (true, [1, 3, 6, 2, 5, 0, 4])] {
      var selection = RunSelection()
      selection.order = .key
      selection.isReversed = isReversed
      #expect(selection.ordered(keys.map { (run, $0) }) == expected)
    }
  }
}
