import FileFormats
import ReadOnlyFiles
import Testing

@testable import RunInspection
@testable import RunspectCLI

/// Every sentence that tells what a reader worked around.
@Suite struct InspectionWarningTextTests {
  /// The cases by their names: the compiler asks for one that is added, and the table for its sentence.
  private enum Case: CaseIterable {
    case heartbeatUnusable, heartbeatTimeUnusable, heartbeatFromFuture, entriesIgnored
    case elementsUnreadable, valueIgnored, moreWarnings, countOverTotal, linesSkipped, lastLineTorn
    case logUnreadable, timesFromFuture, otherLayouts, layoutFault, filesDamaged
    case completedContradicted, answerFull, nothingToVerify

    init(_ warning: InspectionWarning) {
      switch warning {
      case .heartbeatUnusable: self = .heartbeatUnusable
      case .heartbeatTimeUnusable: self = .heartbeatTimeUnusable
      case .heartbeatFromFuture: self = .heartbeatFromFuture
      case .entriesIgnored: self = .entriesIgnored
      case .elementsUnreadable: self = .elementsUnreadable
      case .valueIgnored: self = .valueIgnored
      case .moreWarnings: self = .moreWarnings
      case .countOverTotal: self = .countOverTotal
      case .linesSkipped: self = .linesSkipped
      case .lastLineTorn: self = .lastLineTorn
      case .logUnreadable: self = .logUnreadable
      case .timesFromFuture: self = .timesFromFuture
      case .otherLayouts: self = .otherLayouts
      case .layoutFault: self = .layoutFault
      case .filesDamaged: self = .filesDamaged
      case .completedContradicted: self = .completedContradicted
      case .answerFull: self = .answerFull
      case .nothingToVerify: self = .nothingToVerify
      }
    }
  }

  private static let path = RawPath("/runs/r")
  private static let error = InspectionError.missingKey(path, key: "status")

  private static func layouts(_ names: String...) -> InspectionWarning {
    .otherLayouts(names.map(LayoutName.init(rawValue:)))
  }

  private static let table: [(InspectionWarning, String)] = [
    (
      .heartbeatUnusable(error),
      "the heartbeat can't be used, the files decide: '/runs/r' lacks the key 'status'"
    ),
    (
      .heartbeatTimeUnusable("yesterday"),
      "the heartbeat's time 'yesterday' can't be read, so its age is unknown"
    ),
    (.heartbeatTimeUnusable(nil), "the heartbeat contains no time, so its age is unknown"),
    (
      .heartbeatFromFuture(seconds: 61.9),
      "the heartbeat is 61 seconds in the future; the clocks of two machines differ"
    ),
    (
      .heartbeatFromFuture(seconds: .greatestFiniteMagnitude),
      "the heartbeat is 1000000000000000 seconds in the future; the clocks of two machines differ"
    ),
    (
      .timesFromFuture(seconds: 3_600),
      "the newest file is 3600 seconds in the future, so the age of the run is unknown; the "
        + "clocks of two machines differ"
    ),
    (
      .entriesIgnored(path, count: 1),
      "'/runs/r' contains 1 entry that is not a file; it was not counted"
    ),
    (
      .entriesIgnored(path, count: 2),
      "'/runs/r' contains 2 entries that are not files; they were not counted"
    ),
    (
      .elementsUnreadable("y", count: 1, first: error),
      "1 element of output 'y' can't be read: '/runs/r' lacks the key 'status'"
    ),
    (
      .elementsUnreadable("y", count: 2, first: error),
      "2 elements of output 'y' can't be read: '/runs/r' lacks the key 'status'"
    ),
    (.valueIgnored(error), "left out: '/runs/r' lacks the key 'status'"),
    (.moreWarnings(path, count: 1), "'/runs/r' has 1 more value that can't be used"),
    (.moreWarnings(path, count: 2), "'/runs/r' has 2 more values that can't be used"),
    (
      .countOverTotal("y", done: 5, total: 4),
      "'y' reports 5 of 4 done, which is more than there is to do"
    ),
    (
      .linesSkipped(path, count: 1, first: 7),
      "'/runs/r' holds 1 line that can't be read, skipped; it is line 7"
    ),
    (
      .linesSkipped(path, count: 2, first: 7),
      "'/runs/r' holds 2 lines that can't be read, skipped; the first is line 7"
    ),
    (.lastLineTorn(path), "the last line of '/runs/r' is cut short and was skipped"),
    (.logUnreadable(error), "a log can't be read: '/runs/r' lacks the key 'status'"),
    (
      .completedContradicted,
      "the run reports that it completed, but its own counts say otherwise"
    ),
    (.answerFull(omitted: 1), "the answer is full; 1 more is counted but not shown"),
    (.answerFull(omitted: 2), "the answer is full; 2 more are counted but not shown"),
    (
      .filesDamaged("y", count: 1, first: error),
      "1 stored file of output 'y' is damaged: '/runs/r' lacks the key 'status'"
    ),
    (
      .filesDamaged("y", count: 2, first: error),
      "2 stored files of output 'y' are damaged; the first: '/runs/r' lacks the key 'status'"
    ),
    (
      .filesDamaged(nil, count: 1, first: error),
      "1 stored file of the run is damaged: '/runs/r' lacks the key 'status'"
    ),
    (
      .filesDamaged(nil, count: 2, first: error),
      "2 stored files of the run are damaged; the first: '/runs/r' lacks the key 'status'"
    ),
    (
      .nothingToVerify(LayoutName(rawValue: "krixik")),
      "nothing was verified: the files of a krixik run can't be checked"
    ),
    (layouts("krixik"), "the folder also has markers of the layout krixik"),
    (
      layouts("krixik", "heartbeat"),
      "the folder also has markers of the layouts krixik and heartbeat"
    ),
    (
      layouts("rocketride", "krixik", "heartbeat"),
      "the folder also has markers of the layouts rocketride, krixik and heartbeat"
    ),
    (.layout(PipefuncFault.heartbeatContradicted), PipefuncFault.heartbeatContradicted.text),
  ]

  @Test func saysEveryWarningInOneSentence() {
    for (warning, sentence) in InspectionWarningTextTests.table {
      #expect(warning.text == sentence)
    }
  }

  @Test func leavesOutNoWarning() {
    #expect(Set(InspectionWarningTextTests.table.map { Case($0.0) }) == Set(Case.allCases))
  }
}

/// Every sentence that tells what a run has reached.
@Suite struct MilestoneTextTests {
  @Test func saysEveryMilestoneInOneSentence() {
    func text(_ milestone: RunStatus.Milestone) -> String {
      switch milestone {
      case .moduleComplete: milestone.text
      }
    }
    #expect(
      text(.moduleComplete("parser", position: 1, of: 3)) == "module 1 of 3 (parser) complete")
    #expect(
      text(.moduleComplete("\u{1B}[31m\n", position: 3, of: 3))
        == "module 3 of 3 (\\u{1b}[31m\\u{a}) complete")
  }
}
