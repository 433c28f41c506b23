import ReadOnlyFiles
import Testing

@testable import RunInspection
@testable import RunspectCLI

@Suite struct GateRulesTests {
  private typealias Status = RunspectCLI.ExitStatus

  /// A run of each sort that a gate distinguishes.
  enum Sort: CaseIterable {
    case fine, elements, unknownElements, unreadablePart, failed, cancelled, missing, error
    case pending, running, stale, contradicted

    var run: RunStatus {
      let state: RunState =
        switch self {
        case .fine, .elements, .unknownElements, .unreadablePart: .completed
        case .failed: .failed
        case .cancelled: .cancelled
        case .missing: .missing
        case .error: .error
        case .pending: .pending
        case .running, .stale: .running
        case .contradicted: .incomplete
        }
      var run = RunStatus(runFolder: RawPath("/r"), layout: nil, state: state)
      run.take([], detail: .outputs)
      run.tally?.failedCount = self == .elements ? 3 : self == .unknownElements ? nil : 0
      if self == .unreadablePart { run.error = .runFolderMissing(RawPath("/r")) }
      if self == .contradicted { run.endedUnfinished = true }
      if self == .stale {
        run.staleness = Staleness(
          signs: [Timestamp(seconds: 0, nanoseconds: 0)], isEnded: false, limit: 1,
          now: Timestamp(seconds: 100, nanoseconds: 0))
      }
      return run
    }
  }

  /// What every sort of run means where these conditions alone count; 0 for what is left out.
  @Test(
    arguments: [
      (
        ["failed", "unfinished", "elements"],
        [
          .elements: 1, .failed: 1, .cancelled: 1, .pending: 2, .running: 2, .stale: 2,
          .contradicted: 2,
        ]
      ),
      (["failed"], [.failed: 1, .cancelled: 1, .contradicted: 2]),
      (["stale"], [.stale: 3]),
      (["elements"], [.elements: 1]),
      (["unfinished"], [.pending: 2, .running: 2, .stale: 2, .contradicted: 2]),
      (["unfinished", "stale"], [.pending: 2, .running: 2, .stale: 3, .contradicted: 2]),
    ] as [([String], [Sort: Int32])])
  func failsForTheseReasons(_ words: [String], _ expected: [Sort: Int32]) {
    var rules = GateRules()
    rules.conditions = words.compactMap(GateCondition.init(rawValue:))
    #expect(rules.conditions.count == words.count)
    // What can't be read always counts.
    let always: [Sort: Int32] = [
      .missing: 1, .error: 1, .unknownElements: 1, .unreadablePart: 1,
    ]
    for sort in Sort.allCases {
      #expect(
        rules.outcome(of: sort.run).rawValue == expected[sort] ?? always[sort] ?? 0, "\(sort)")
    }
  }

  @Test(
    arguments: [
      ([], 1, 1), ([], 3, 2), ([.fine], 1, 0), ([.fine], 2, 2), ([.fine, .fine, .fine], 2, 0),
      ([.fine, .running], 1, 2), ([.running, .failed, .fine], 1, 1), ([.failed], 9, 1),
    ] as [([Sort], Int, Int32)])
  func theWorstRunCounts(_ sorts: [Sort], _ expected: Int, _ status: Int32) {
    var rules = GateRules()
    rules.expected = expected
    var gate = Gate(rules)
    for sort in sorts { gate.add(rules.outcome(of: sort.run)) }
    #expect(gate.outcome.rawValue == status)
  }

  @Test func oneIsWorseThanThreeIsWorseThanTwo() {
    let order: [RunspectCLI.ExitStatus] = [.success, .notFinished, .stale, .failure]
    for (left, one) in order.enumerated() {
      for (right, other) in order.enumerated() {
        #expect(RunspectCLI.ExitStatus.worse(one, other) == order[max(left, right)])
      }
    }
  }
}
