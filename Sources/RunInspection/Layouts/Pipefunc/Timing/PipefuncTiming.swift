import FileFormats
import ReadOnlyFiles

/// How long the outputs of a run took: as the heartbeat measured it, or else as far as the times of their
/// files bound it.
///
/// A file tells when a value was written, not when its computing began. What is certain is that it did
/// not begin before the run was described, nor before what it needs was there; from then to the last
/// write is an upper bound. A resumed run describes itself anew: what was written before that belongs to
/// an earlier part, and the time between the parts is not counted.
struct PipefuncTiming {
  let run: PipefuncRun

  /// A row an output.
  func rows(_ folder: borrowing Folder) throws(InspectionError) -> [StepTiming] {
    let survey = try PipefuncSurvey(of: run, in: folder, detail: .summary)
    // Without all elements there is no rate.
    if let failure = survey.warnings.lazy.compactMap(\.unreadFile).first {
      throw .unreadable(failure)
    }
    let reported = Dictionary(run.heartbeat?.outputs ?? [], uniquingKeysWith: { $1 })
    var writes: [JSONString: OutputWrites] = [:]
    for output in survey.outputs {
      // What can't be read may hide the last write of an output, or what another one needed.
      if let error = output.status.error, case .unreadable = error { throw error }
      writes[output.status.name] = try OutputWrites(
        of: output.status, in: folder, described: run.described)
    }
    let isResumed = writes.values.contains { $0.earlier != nil }
    let begins = begins(writes)
    return survey.outputs.map { output in
      let name = output.status.name
      return row(
        output, writes[name] ?? OutputWrites(), from: begins[name] ?? run.described, reported[name],
        isResumed: isResumed)
    }
  }

  /// When everything that a mapped output is computed from was there. One specification can name
  /// thousands of inputs and outputs, so that each is looked at once.
  private func begins(_ writes: [JSONString: OutputWrites]) -> [JSONString: Timestamp] {
    var begins: [JSONString: Timestamp] = [:]
    for specification in run.runInfo.specifications {
      let needed = MapSpec.inputs(of: specification).compactMap { writes[$0]?.last }
      let begin = needed.reduce(run.described) { max($0, $1) }
      for output in MapSpec.outputs(of: specification) {
        begins[output] = max(begin, begins[output] ?? begin)
      }
    }
    return begins
  }

  private func row(
    _ output: PipefuncSurvey.Output, _ writes: OutputWrites, from begin: Timestamp,
    _ reported: JSONNode?, isResumed: Bool
  ) -> StepTiming {
    var row = StepTiming(module: output.status.name)
    row.step = reported?["function_name"]?.string
    row.end = writes.last?.unixSeconds
    var elements: Int?
    if let completed = output.status.completedCount, let failed = output.status.failedCount {
      elements = completed.addingSaturated(failed)
    }
    row.facts.set(PipefuncKeys.elementCount, .optional(elements))
    if let measured = measured(output.status, reported, isResumed: isResumed) {
      row.seconds = measured
      row.start = row.end.map { $0 - measured }
      row.secondsSource = .heartbeat
    } else if let earlier = writes.earlier {
      row.secondsSource = .parts
      tellParts(earlier, writes, from: begin, in: &row)
    } else if let last = writes.last, isBounded(output.status, isResumed: isResumed) {
      row.seconds = max(0, last.secondsSince(begin))
      row.start = begin.unixSeconds
      row.secondsSource = .upperBound
    }
    row.facts.set(PipefuncKeys.secondsSource, .optional(row.secondsSource?.rawValue))
    row.facts.set(
      PipefuncKeys.elementsPerSecond, .optional(rate(row, elements, output)))
    for key in [PipefuncKeys.elapsedTime, PipefuncKeys.remainingTime] {
      if let value = reported?[key.name] { row.facts.set(key, .node(value)) }
    }
    return row
  }

  /// What the heartbeat measured. The elapsed time of a resumed function is not stopped at its end
  /// (pipefunc 0.93.2, `Status.mark_finished`), and covers only a part of it.
  private func measured(
    _ output: OutputStatus, _ reported: JSONNode?, isResumed: Bool
  ) -> Double? {
    guard let reported, !isResumed,
      let elapsed = reported["elapsed_time"]?.double, elapsed >= 0, elapsed.isFinite
    else { return nil }
    let counted = PipefuncHeartbeat.Output(reported).completedCount ?? 0
    return counted >= output.completedCount ?? 0 ? elapsed : nil
  }

  /// Whether the last write bounds the time: a resumed run writes single values anew without computing
  /// them (pipefunc 0.93.2, `map/_run.py`).
  private func isBounded(_ output: OutputStatus, isResumed: Bool) -> Bool {
    !(isResumed && output.shape == nil)
  }

  private func tellParts(
    _ earlier: OutputWrites.Part, _ writes: OutputWrites, from begin: Timestamp,
    in row: inout StepTiming
  ) {
    var parts: [JSONValue] = []
    var total: Double?
    // One step more was taken than lies between the writes: the one to the first of them.
    if let span = earlier.extrapolated {
      total = span
      row.start = earlier.last.unixSeconds - span
    }
    parts.append(part(earlier.count, earlier.extrapolated))
    if let present = writes.present {
      let span = max(0, present.last.secondsSince(begin))
      parts.append(part(present.count, span))
      total = total.map { $0 + span }
    }
    row.seconds = total
    row.facts.set(PipefuncKeys.parts, .array(parts))
  }

  private func part(_ count: Int, _ seconds: Double?) -> JSONValue {
    .object(["n_elements": .integer(count), "seconds": .optional(seconds)])
  }

  /// Elements that are written all at the end tell nothing of how fast they were computed.
  private func rate(
    _ row: StepTiming, _ elements: Int?, _ output: PipefuncSurvey.Output
  ) -> Double? {
    guard let seconds = row.seconds, seconds > 0, let elements, elements > 0 else { return nil }
    if row.secondsSource == .upperBound, output.persistence == .atEnd { return nil }
    let rate = Double(elements) / seconds
    return rate.isFinite ? rate : nil
  }
}
