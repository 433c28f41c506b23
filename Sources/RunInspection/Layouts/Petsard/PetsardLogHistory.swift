import FileFormats
import ReadOnlyFiles

/// The history in the logs, of all workflows, oldest first.
struct PetsardLogHistory {
  let workflows: [PetsardWorkflow]

  /// A row for each execution of a step, or for each step of its own that its adapter measured.
  func timing() -> [StepTiming] {
    var rows: [StepTiming] = []
    for (position, workflow) in workflows.enumerated() {
      for execution in workflow.executions {
        rows += timing(execution, workflow, number: position + 1)
      }
    }
    return rows
  }

  private func timing(
    _ execution: PetsardExecution, _ workflow: PetsardWorkflow, number: Int
  ) -> [StepTiming] {
    var row = StepTiming(module: execution.name.module)
    row.experiment = execution.name.experiment
    row.facts.set(PetsardKeys.workflow, .integer(number))
    row.facts.set(PetsardKeys.state, state(execution, workflow))
    if execution.isFailed {
      row.error = execution.cause.map { PetsardEvent.text($0.message.bytes) }
    }
    guard execution.measurements.isEmpty else {
      return execution.measurements.map { measurement in
        var measured = row
        measured.step = measurement.step
        measured.start = measurement.start
        measured.end = measurement.end
        measured.seconds = measurement.seconds
        return measured
      }
    }
    // The times of the lines themselves, which are precise to a millisecond.
    row.seconds = execution.end.map { $0.secondsSince(execution.start) }.flatMap {
      $0 >= 0 ? ($0 * 1_000).rounded() / 1_000 : nil
    }
    row.facts.set(PetsardKeys.start, workflow.text(execution.start))
    if let end = execution.end { row.facts.set(PetsardKeys.end, workflow.text(end)) }
    return [row]
  }

  private func state(_ execution: PetsardExecution, _ workflow: PetsardWorkflow) -> JSONString {
    if execution.isDone { return "completed" }
    return execution.isFailed ? "failed" : "unfinished"
  }

  func snapshots(module: JSONString?) -> [StoredValue] {
    var rows: [StoredValue] = []
    for (position, workflow) in workflows.enumerated() {
      for snapshot in workflow.snapshots
      where PetsardHistory.matches(
        module, module: snapshot.name.module, step: snapshot.name.name)
      {
        rows.append(row(snapshot, workflow, number: position + 1))
      }
    }
    return rows
  }

  private func row(
    _ snapshot: PetsardWorkflow.Snapshot, _ workflow: PetsardWorkflow, number: Int
  ) -> StoredValue {
    .fields([
      ("snapshot_id", .optional(snapshot.identifier)),
      ("module_name", .string(snapshot.name.module)),
      ("experiment_name", .string(snapshot.name.experiment)),
      ("timestamp", .string(workflow.text(snapshot.time))),
      ("workflow", .integer("\(number)")),
    ])
  }

  /// One snapshot; the log says nothing about the data in it.
  func snapshot(_ identifier: JSONString, module: JSONString?) -> StoredValue? {
    for (position, workflow) in workflows.enumerated() {
      for snapshot in workflow.snapshots
      where snapshot.identifier == identifier
        && PetsardHistory.matches(
          module, module: snapshot.name.module, step: snapshot.name.name)
      {
        return row(snapshot, workflow, number: position + 1)
      }
    }
    return nil
  }

  func changes(module: JSONString?) -> [StoredValue] {
    var rows: [StoredValue] = []
    for (position, workflow) in workflows.enumerated() {
      for change in workflow.changes {
        if let module {
          guard let step = change.step,
            PetsardHistory.matches(module, module: step.module, step: step.name)
          else { continue }
        }
        rows.append(row(change, workflow, number: position + 1))
      }
    }
    return rows
  }

  private func row(
    _ change: PetsardWorkflow.Change, _ workflow: PetsardWorkflow, number: Int
  ) -> StoredValue {
    .fields([
      ("timestamp", .string(workflow.text(change.time))),
      ("module", .optional(change.step?.name)),
      ("field", .string(change.change.field)),
      ("attribute", .string(change.change.attribute)),
      ("before", .string(change.change.old)),
      ("after", .string(change.change.new)),
      ("processor", .string(change.change.processor)),
      ("workflow", .integer("\(number)")),
    ])
  }

  /// The modules in the order in which they were first executed, over all workflows.
  var modules: [JSONString] {
    var seen: Set<JSONString> = []
    return workflows.flatMap { PetsardLogHistory.modules($0) }.filter { seen.insert($0).inserted }
  }

  /// The identifiers of the snapshots, if the log contains them.
  var identifiers: [JSONString] { workflows.flatMap { $0.snapshots.compactMap(\.identifier) } }

  /// The counts of the last workflow, like the producer's own summary.
  struct Summary {
    var modules: [JSONString]?
    var activeModules: [JSONString]?
    var snapshots: Int?
    var changes: Int?
    var lastSnapshot: JSONString?
    var lastChange = StoredValue.none
  }

  func summary() -> Summary {
    guard let workflow = workflows.last else { return Summary() }
    return Summary(
      modules: PetsardLogHistory.modules(workflow),
      activeModules: PetsardLogHistory.modules(workflow) { $0.done > 0 },
      snapshots: workflow.snapshots.count, changes: workflow.changes.count,
      lastSnapshot: workflow.snapshots.last?.identifier,
      lastChange: workflow.changes.last.map { row($0, workflow, number: workflows.count) } ?? .none)
  }

  private static func modules(
    _ workflow: PetsardWorkflow, where isMeant: (PetsardWorkflow.Output) -> Bool = { _ in true }
  ) -> [JSONString] {
    var seen: Set<JSONString> = []
    return workflow.outputs.filter { isMeant($0) && seen.insert($0.name.module).inserted }
      .map(\.name.module)
  }
}
