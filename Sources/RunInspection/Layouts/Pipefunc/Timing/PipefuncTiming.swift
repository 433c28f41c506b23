import FileFormats
import ReadOnlyFiles

/// When the outputs of a run were written, from the times of their files, and what the heartbeat says
/// of it.
struct PipefuncTiming {
  let run: PipefuncRun

  /// A row an output.
  func rows(_ folder: borrowing Folder) throws(InspectionError) -> [StepTiming] {
    let survey = try PipefuncSurvey(of: run, in: folder, detail: .summary)
    let reported = Dictionary(run.heartbeat?.outputs ?? [], uniquingKeysWith: { $1 })
    var rows: [StepTiming] = []
    for output in survey.outputs {
      rows.append(row(output, reported[output.status.name], in: folder))
    }
    return rows
  }

  private func row(
    _ output: PipefuncSurvey.Output, _ reported: JSONNode?, in folder: borrowing Folder
  ) -> StepTiming {
    var row = StepTiming(module: output.status.name)
    let elements = (output.status.completedCount ?? 0)
      .addingSaturated(output.status.failedCount ?? 0)
    row.facts.set(PipefuncKeys.elementCount, .integer(elements))
    var rate: Double?
    if let span = span(of: output.status, in: folder) {
      row.start = span.first.unixSeconds
      row.end = span.last.unixSeconds
      let seconds = span.last.secondsSince(span.first)
      row.seconds = seconds
      // Elements that are written all at the end tell nothing of how fast they were computed. Between
      // so many elements lies one step less.
      if output.persistence == .immediate, seconds > 0, elements > 1 {
        rate = Double(elements - 1) / seconds
      }
    }
    row.facts.set(PipefuncKeys.elementsPerSecond, .optional(rate))
    if let reported {
      for key in [PipefuncKeys.elapsedTime, PipefuncKeys.remainingTime] {
        if let value = reported[key.name] { row.facts.set(key, .node(value)) }
      }
      row.step = reported["function_name"]?.string
    }
    return row
  }

  /// The first and the last write of an output.
  struct Span {
    var first: Timestamp
    var last: Timestamp

    mutating func include(_ time: Timestamp) {
      first = min(first, time)
      last = max(last, time)
    }
  }

  /// Nil where nothing was written, or nothing can be seen of it.
  private func span(of output: OutputStatus, in folder: borrowing Folder) -> Span? {
    guard let name = try? PipefuncNames.path(of: output.name) else { return nil }
    guard output.shape != nil else {
      guard let status = (try? folder.status(of: PipefuncNames.singleValue(name))) ?? nil,
        status.kind == .regular
      else { return nil }
      return Span(first: status.modified, last: status.modified)
    }
    var span: Span?
    try? FileTree.forEachFile(below: folder.listing(of: PipefuncNames.array(name))) { entry, file in
      // The descriptions of Zarr stores are written before any element.
      if !entry.withNameBytes(ZarrChunkWalk.isDescription) {
        if span == nil { span = Span(first: file.modified, last: file.modified) }
        span?.include(file.modified)
      }
      return true
    }
    return span
  }
}
