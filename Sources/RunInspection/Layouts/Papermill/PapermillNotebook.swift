import FileFormats
import ReadOnlyFiles

/// What a notebook tells that papermill executed (papermill 2.5.0 and 2.7.0).
struct PapermillNotebook {
  /// The state, were the run alive.
  let state: RunState
  /// The cells that are executed, in order.
  let cells: [PapermillCell]
  /// When the file was last changed.
  let modified: Timestamp
  /// When papermill began and ended, in seconds since 1970-01-01T00:00:00Z.
  let start: Double?
  let end: Double?
  /// The values that were given, and those that apply otherwise.
  let parameters: JSONNode?
  let defaults: JSONNode?
  /// The release of papermill.
  let version: JSONString?
  /// The notebook that was executed.
  let inputPath: JSONString?
  /// The environment in which the code ran.
  let kernel: JSONString?
  /// What could not be used.
  let warnings: [InspectionWarning]

  private let seconds: Double?

  /// The most cells that are read.
  private static let mostCells = 100_000
  /// The tag of the cells that papermill inserts where a notebook failed (papermill 2.7.0,
  /// `papermill/execute.py`).
  private static let markerTag: JSONString = "papermill-error-cell-tag"

  /// - Returns: nil for a notebook that papermill did not write.
  init?(_ root: JSONNode, path: RawPath, modified: Timestamp) {
    guard let own = root["metadata"]?["papermill"], own.kind == .object else { return nil }
    var fields = DocumentFields(own, path: path)
    fields.prefix = Array("metadata.papermill.".utf8)
    self.modified = modified
    start = fields.moment("start_time")?.unixSeconds
    end = fields.moment("end_time")?.unixSeconds
    seconds = fields.number("duration")
    parameters = fields.object("parameters")
    defaults = fields.object("default_parameters")
    version = fields.text("version")
    inputPath = fields.text("input_path")
    kernel = root["metadata"]?["kernelspec"]?["name"]?.string
    var cells: [PapermillCell] = []
    var hasMarker = false
    if let elements = root["cells"]?.elements {
      for element in elements {
        if PapermillNotebook.isMarker(element) {
          hasMarker = true
          continue
        }
        guard cells.count < PapermillNotebook.mostCells else {
          let allowance = EntryAllowance(
            of: path, most: PapermillNotebook.mostCells, operation: .read)
          fields.warn(.valueIgnored(.unreadable(allowance.refusal)))
          break
        }
        cells.append(PapermillCell(element, number: cells.count + 1))
      }
    }
    self.cells = cells
    warnings = fields.warnings
    state = PapermillNotebook.state(
      hasStarted: start != nil, hasEnded: end != nil, hasMarker: hasMarker,
      hasException: own["exception"]?.bool ?? false, cells)
  }

  private static func isMarker(_ cell: JSONNode) -> Bool {
    guard let tags = cell["metadata"]?["tags"]?.elements else { return false }
    return tags.contains { $0.isString(markerTag) }
  }

  private static func state(
    hasStarted: Bool, hasEnded: Bool, hasMarker: Bool, hasException: Bool,
    _ cells: [PapermillCell]
  ) -> RunState {
    guard hasStarted else { return .pending }
    guard hasEnded else { return .running }
    // The markers come last, and by their own: an error that a cell raised tells the same.
    if hasMarker || cells.contains(where: { $0.state(hasEnded: true) == .failed }) {
      return .failed
    }
    if hasException {
      // `sys.exit(0)` ends a notebook early, and papermill with 0.
      let last = cells.last { $0.raised != nil }
      return last?.raised?.isQuietExit == true ? .completed : .failed
    }
    // After Ctrl-C or --execution-timeout, and where the kernel died, papermill calls all cells completed.
    if cells.contains(where: { $0.raised?.isInterruption == true }) { return .cancelled }
    return cells.contains { $0.start == nil } ? .failed : .completed
  }

  /// Whether papermill says that it has ended.
  var hasEnded: Bool { end != nil }

  /// How each cell ended. Where the kernel died, that is the cell that it executed.
  func state(of cell: PapermillCell) -> PapermillCell.State { cell.state(hasEnded: hasEnded) }

  /// The cells that failed.
  var failed: [PapermillCell] {
    let failed = cells.filter { state(of: $0) == .failed }
    guard failed.isEmpty, state == .failed else { return failed }
    // Without times of the kernel's messages, the last cell that began.
    return cells.last { $0.start != nil }.map { [$0] } ?? []
  }

  /// The cells as outputs.
  var outputs: [OutputStatus] {
    let failed = Set(failed.map(\.name))
    return cells.map { cell in
      var output = OutputStatus(name: cell.name, storage: cell.kind)
      let isFailed = failed.contains(cell.name)
      let isDone = !isFailed && state(of: cell) == .done
      output.totalCount = 1
      output.completedCount = isDone ? 1 : 0
      output.failedCount = isFailed ? 1 : 0
      output.isComplete = isDone || isFailed
      output.progress = .fraction(output.isComplete ? 1 : 0)
      return output
    }
  }

  /// Seconds from the start to the end, or to the last sign of life.
  var elapsed: Double? {
    guard let start else { return nil }
    if let seconds { return seconds }
    let elapsed = (end ?? modified.unixSeconds) - start
    return elapsed >= 0 ? (elapsed * 1e6).rounded() / 1e6 : nil
  }
}
