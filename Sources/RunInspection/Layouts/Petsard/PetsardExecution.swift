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

  /// The most measurements and faults of one execution that are kept.
  static let most = 64

  let name: PetsardStepName
  let start: Timestamp
  var end: Timestamp?
  var isDone = false
  /// Whether the log contains the identifier of the snapshot that was taken.
  var hasSnapshot = false
  var measurements: [Measurement] = []
  var faults: [Fault] = []
  /// How many lines about failures were left out between the first ones and the last.
  var leftOutFaultCount = 0
  var traceback = PetsardText()

  init(_ name: PetsardStepName, start: Timestamp) {
    self.name = name
    self.start = start
  }

  /// Whether it failed: it is not done, and a failure was logged.
  var isFailed: Bool { !isDone && !faults.isEmpty }

  /// The best explanation of the failure: the exception, or else the last line about it.
  var cause: Fault? { faults.last { $0.isException } ?? faults.last }
}
