import FileFormats
import ReadOnlyFiles
import Testing

@testable import RunInspection

/// Every sentence that only one layout has, and whether what it tells may pass.
@Suite struct LayoutFaultTextTests {
  private static let path = RawPath("/runs/r")

  /// A fault, its sentence, and whether it may be gone at the next look.
  private typealias Row<Fault> = (fault: Fault, text: String, mayPass: Bool)

  private func check<Fault: LayoutFault, Case: CaseIterable & Hashable>(
    _ table: [Row<Fault>], _ name: (Fault) -> Case
  ) {
    for row in table {
      #expect(row.fault.text == row.text)
      #expect(row.fault.mayPass == row.mayPass, "\(row.text)")
      // What carries it says the same.
      #expect(AnyLayoutFault(row.fault).text == row.text)
      #expect(InspectionError.layout(row.fault).mayPass == row.mayPass)
      #expect(InspectionError.layout(row.fault).state == .error)
    }
    #expect(Set(table.map { name($0.fault) }) == Set(Case.allCases))
  }

  // The cases by their names: the compiler asks for one that is added, and the table for its sentence.

  private enum PipefuncCase: CaseIterable {
    case unsupportedDescription, outputNameLeavesFolder, shapeTooLarge, unknownStorage
    case notADictionary, damagedChunk, heartbeatOvertaken, heartbeatContradicted, dataLost,
      truncated
    case notPersisted, namesNotRecorded, damagedParquet
    case inputNameLeavesFolder, inputUnfinished

    init(_ fault: PipefuncFault) {
      switch fault {
      case .unsupportedDescription: self = .unsupportedDescription
      case .outputNameLeavesFolder: self = .outputNameLeavesFolder
      case .inputNameLeavesFolder: self = .inputNameLeavesFolder
      case .inputUnfinished: self = .inputUnfinished
      case .shapeTooLarge: self = .shapeTooLarge
      case .unknownStorage: self = .unknownStorage
      case .notADictionary: self = .notADictionary
      case .damagedChunk: self = .damagedChunk
      case .heartbeatOvertaken: self = .heartbeatOvertaken
      case .heartbeatContradicted: self = .heartbeatContradicted
      case .dataLost: self = .dataLost
      case .truncated: self = .truncated
      case .notPersisted: self = .notPersisted
      case .namesNotRecorded: self = .namesNotRecorded
      case .damagedParquet: self = .damagedParquet
      }
    }
  }

  private static let pipefunc: [Row<PipefuncFault>] = [
    (
      .unsupportedDescription(
        path, found: RawPath("run_info.cloudpickle"), readable: RawPath("run_info.json")),
      "'/runs/r' holds run_info.cloudpickle, a description that can't be read without executing it; "
        + "releases that write run_info.json can be inspected", false
    ),
    (
      .outputNameLeavesFolder("../y"),
      "the output name '../y' does not name a file in the run folder", false
    ),
    (
      .inputNameLeavesFolder("../x"),
      "the input name '../x' does not name a file in the run folder", false
    ),
    (.inputUnfinished(path), "'/runs/r' is being written", true),
    (.shapeTooLarge("y"), "the shape of output 'y' is too large to count", false),
    (.unknownStorage(output: "y", storage: ""), "output 'y' has no storage", false),
    (
      .unknownStorage(output: "y", storage: "floppy"),
      "output 'y' has the unknown storage 'floppy'", false
    ),
    (
      .notADictionary(path),
      "'/runs/r' should hold a pickled dictionary, and holds something else", true
    ),
    (
      .damagedChunk(
        path, DecompressionError(format: .zstandard, offset: 17, reason: .reservedBlockType)),
      "'/runs/r' can't be unpacked: zstd frame damaged at byte 17: the block type is reserved", true
    ),
    (
      .damagedParquet(path, .missingMark),
      "'/runs/r' is no whole Parquet table: the mark PAR1 is missing at its beginning or its end",
      true
    ),
    (
      .damagedParquet(path, .encrypted),
      "'/runs/r' is no whole Parquet table: its footer is encrypted", true
    ),
    (
      .damagedParquet(path, .lengthBeyondFile(99)),
      "'/runs/r' is no whole Parquet table: its footer claims 99 bytes, which is more than there are",
      true
    ),
    (
      .damagedParquet(path, .malformed(offset: 7)),
      "'/runs/r' is no whole Parquet table: its footer is malformed at byte 7", true
    ),
    (
      .heartbeatOvertaken(state: .failed),
      "the heartbeat says failed, but a later run has completed all outputs; the files decide",
      false
    ),
    (
      .heartbeatContradicted,
      "the heartbeat says completed, but not all outputs are on disk; the files decide", false
    ),
    (
      .dataLost(output: "y", storage: "dict"),
      "the data of output 'y' is lost: this release of the storage 'dict' stored a reference to a "
        + "process instead of the data", false
    ),
    (
      .truncated(output: "y", count: 1, first: path),
      "1 stored file of output 'y' is cut short: '/runs/r'", false
    ),
    (
      .truncated(output: "y", count: 2, first: path),
      "2 stored files of output 'y' are cut short; the first is '/runs/r'", false
    ),
    (
      .notPersisted(output: "y", count: 1),
      "1 computed element of output 'y' was not stored; a resumed run computes it anew", false
    ),
    (
      .notPersisted(output: "y", count: 2),
      "2 computed elements of output 'y' were not stored; a resumed run computes them anew", false
    ),
    (
      .namesNotRecorded(version: "0.12.0"),
      "pipefunc 0.12.0 does not record the names of outputs without a map; there may be more outputs "
        + "than are shown", false
    ),
    (
      .namesNotRecorded(version: nil),
      "pipefunc does not record the names of outputs without a map; there may be more outputs than "
        + "are shown", false
    ),
  ]

  @Test func saysEveryFaultOfAPipefuncRun() {
    check(LayoutFaultTextTests.pipefunc, PipefuncCase.init)
  }

  private enum RocketRideCase: CaseIterable {
    case noTaskStatus, otherTasks, otherLogs, laterStatusUnreadable

    init(_ fault: RocketRideFault) {
      switch fault {
      case .noTaskStatus: self = .noTaskStatus
      case .otherTasks: self = .otherTasks
      case .otherLogs: self = .otherLogs
      case .laterStatusUnreadable: self = .laterStatusUnreadable
      }
    }
  }

  private static let rocketRide: [Row<RocketRideFault>] = [
    (.noTaskStatus(path), "'/runs/r' contains no status of a task", true),
    (
      .otherTasks(path, count: 1),
      "'/runs/r' also contains 1 other task; the one that was logged last counts", false
    ),
    (
      .otherTasks(path, count: 2),
      "'/runs/r' also contains 2 other tasks; the one that was logged last counts", false
    ),
    (
      .otherTasks(path, count: 2, isAtLeast: true),
      "'/runs/r' also contains at least 2 other tasks; the one that was logged last counts", false
    ),
    (
      .otherLogs(path, count: 1),
      "there is 1 other log beside '/runs/r', which was changed last and counts", false
    ),
    (
      .otherLogs(path, count: 2),
      "there are 2 other logs beside '/runs/r', which was changed last and counts", false
    ),
    (
      .laterStatusUnreadable(path),
      "a line of '/runs/r' that can't be read may tell of a later state", false
    ),
  ]

  @Test func saysEveryFaultOfARocketRideTask() {
    check(LayoutFaultTextTests.rocketRide, RocketRideCase.init)
  }

  private enum KrixikCase: CaseIterable {
    case refused

    init(_ fault: KrixikFault) {
      switch fault {
      case .refused: self = .refused
      }
    }
  }

  @Test func saysEveryFaultOfAKrixikProcess() {
    let table: [Row<KrixikFault>] = [
      (
        .refused(LayoutFaultTextTests.path, answer: "no such process"),
        "'/runs/r' contains no status, only the answer 'no such process'", false
      )
    ]
    check(table, KrixikCase.init)
  }

  private enum PetsardCase: CaseIterable {
    case unexpectedPickle, snapshotWithoutMetadata, logTellsNothing, pickledStateOnly

    init(_ fault: PetsardFault) {
      switch fault {
      case .unexpectedPickle: self = .unexpectedPickle
      case .snapshotWithoutMetadata: self = .snapshotWithoutMetadata
      case .logTellsNothing: self = .logTellsNothing
      case .pickledStateOnly: self = .pickledStateOnly
      }
    }
  }

  private static let petsard: [Row<PetsardFault>] = [
    (.unexpectedPickle(path), "'/runs/r' is a pickle, but holds no state of a run", false),
    (
      .snapshotWithoutMetadata("snapshot_1"),
      "the snapshot 'snapshot_1' holds no metadata to restore", false
    ),
    (
      .logTellsNothing(path),
      "the log '/runs/r' mentions no step: nothing has begun, or its level hides the steps", false
    ),
    (
      .pickledStateOnly(path),
      "there is no log, only the pickled state '/runs/r'; what came after it is unknown", false
    ),
  ]

  @Test func saysEveryFaultOfAPetsardRun() {
    check(LayoutFaultTextTests.petsard, PetsardCase.init)
  }

  @Test func faultsAreEqualThatAreOfOneKindAndSayTheSame() {
    let path = LayoutFaultTextTests.path
    #expect(
      InspectionError.layout(PetsardFault.unexpectedPickle(path))
        == .layout(PetsardFault.unexpectedPickle(path)))
    #expect(
      InspectionError.layout(PetsardFault.unexpectedPickle(path))
        != .layout(PetsardFault.unexpectedPickle(RawPath("/runs/s"))))
    struct Mimic: LayoutFault { let text: String }
    let fault = PetsardFault.unexpectedPickle(path)
    #expect(InspectionWarning.layout(fault) != .layout(Mimic(text: fault.text)))
  }
}
