import FileFormats
import ReadOnlyFiles

/// One execution of a step, according to the log. Times are local, as if they were UTC.
struct PetsardExecution {
  /// A measurement of the adapter itself.
  struct Measurement {
    let step: JSONString
    let start: Double
    var end: Double?
    var seconds: Double?
  }

  /// A line about a failure.
  struct Fault {
    var message: PetsardText
    let time: Timestamp
    /// The logger and the function that wrote it.
    let source: JSONString
    /// Whether it contains the exception itself (`TIMING_ERROR`).
    let isException: Bool
  }

  /// What was logged about the failure of a step, while it is read.
  final class FaultLog {
    fileprivate(set) var faults: [Fault] = []
    /// How many lines about failures were left out between the first ones and the last.
    fileprivate(set) var leftOutCount = 0
    var traceback = PetsardText()

    /// Adds lines to the last line about a failure, if there is one.
    func continueLast(_ line: UnsafeBufferPointer<UInt8>) {
      guard !faults.isEmpty else { return }
      faults[faults.count - 1].message.add(line)
    }
  }

  /// The lines about failures.
  var faults: [Fault] { faultLog?.faults ?? [] }

  /// The log of failures, to add to it.
  mutating func openFaultLog() -> FaultLog {
    let log = faultLog ?? FaultLog()
    faultLog = log
    return log
  }

  /// Adds a line about a failure. Of too many, the first ones and the last are kept.
  mutating func add(_ fault: Fault) {
    let log = openFaultLog()
    if log.faults.count == PetsardExecution.most {
      log.faults.removeLast()
      log.leftOutCount += 1
    }
    log.faults.append(fault)
  }

  /// The most measurements and faults of one execution that are kept.
  static let most = 64

  let name: PetsardStepName
  let start: Timestamp
  var end: Timestamp?
  var isDone = false
  /// Whether the log contains the identifier of the snapshot that was taken.
  var hasSnapshot = false
  var measurements: [Measurement] = []
  /// What was logged about a failure; nil for nothing, as of most of the many steps that are kept.
  private(set) var faultLog: FaultLog?

  init(_ name: PetsardStepName, start: Timestamp) {
    self.name = name
    self.start = start
  }

  /// Whether it failed: it is not done, and a failure was logged.
  var isFailed: Bool { !isDone && !faults.isEmpty }

  /// The best explanation of the failure: the exception, or else the last line about it.
  var cause: Fault? { faults.last { $0.isException } ?? faults.last }
}
