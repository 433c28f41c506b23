import FileFormats
import HostProcess
import ReadOnlyFiles
import TestSupport
import Testing

@testable import RunInspection

/// Listings whose rows don't have room beside each other.
@Suite struct RunListerLargeRowTests {
  private let run: RunFolder
  /// How many runs there are.
  private static let count = 40

  init() throws {
    run = try RunFolder()
    for number in 0..<RunListerLargeRowTests.count {
      try run.write(
        "runs/r\(number)/run_status.json",
        #"{"status": "\#(number % 4 == 0 ? "failed" : "running")", "n_failed": \#(number % 5)}"#,
        age: number)
    }
  }

  /// What is said to be the size of a row, in bytes: of some there is never room for another.
  private static func size(_ number: Int) -> Int {
    switch number % 7 {
    case 0: 9 << 20
    case 1, 2: 3 << 20
    case 3: 1 << 20
    default: 0
    }
  }

  private struct Listed {
    var rows: [Int] = []
    var batches: [[Int]] = []
    var readings = 0
    var matched = 0
  }

  private func list(_ selection: RunSelection, _ workers: Workers) -> Listed {
    var environment = FakeClock(RunFolder.now).environment
    environment.workers = workers
    var listed = Listed()
    let readings = Guarded(0)
    let listing = RunLister(environment: environment).list(
      [run.path.appending("runs")], selection: selection, request: StatusRequest(),
      render: { status in
        readings.with { $0 += 1 }
        return Int(status.runFolder.lastName.description.dropFirst()) ?? -1
      },
      size: RunListerLargeRowTests.size, begin: { _ in },
      show: { rows in
        listed.rows += rows
        listed.batches.append(rows)
      })
    listed.readings = readings.with { $0 }
    listed.matched = listing.matchedRuns
    #expect(listing.shownRuns == listed.rows.count)
    return listed
  }

  @Test(arguments: [1, 2, 32], [nil, 1, 7, 39] as [Int?])
  func showsAllInOrderAndNeverTooMuchAtOnce(_ threads: Int, _ most: Int?) {
    for kinds in [[], [RunKind.failed]] {
      var selection = RunSelection()
      selection.most = most
      selection.kinds = kinds
      let listed = list(selection, .fixed(threads))
      let all = (0..<RunListerLargeRowTests.count).filter { kinds.isEmpty || $0 % 4 == 0 }
      #expect(listed.rows == Array(all.prefix(most ?? .max)))
      #expect(listed.matched == all.count)
      for batch in listed.batches where batch.count > 1 {
        // One row that has no room beside the others may come first.
        #expect(batch.dropFirst().map(RunListerLargeRowTests.size).reduce(0, +) <= 4 << 20)
      }
      // One thread drops no more than the row that has no room.
      if threads == 1, kinds.isEmpty { #expect(listed.readings <= 2 * listed.rows.count) }
      // Small rows come together again after a large one.
      if threads == 1 { #expect(listed.batches.count <= max(1, listed.rows.count * 3 / 4)) }
    }
  }

  /// The order by what is in the runs needs all of them; those that have no room are read twice.
  @Test(arguments: [1, 2, 32]) func ordersByWhatIsInTheRuns(_ threads: Int) {
    var selection = RunSelection()
    selection.order = .failed
    let expected = (0..<RunListerLargeRowTests.count).sorted {
      ($1 % 5, $0) < ($0 % 5, $1)
    }
    let listed = list(selection, .fixed(threads))
    #expect(listed.rows == expected)
    #expect(listed.readings <= 2 * RunListerLargeRowTests.count)
  }
}
