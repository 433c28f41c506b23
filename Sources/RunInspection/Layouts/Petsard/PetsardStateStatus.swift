import FileFormats
import ReadOnlyFiles

/// The status according to a pickled state, if there is no log: which modules had run when it was
/// pickled.
struct PetsardStateStatus {
  let state: PetsardState
  let modified: Timestamp?
  let request: StatusRequest

  /// Fills in a status: completed if each module of the sequence has run; otherwise, or if the pickle
  /// does not contain the sequence, incomplete.
  func decide(_ status: inout RunStatus, in run: borrowing OpenedRun, now: Timestamp) {
    status.lastModified = modified
    status.lastActivity = modified
    status.warnings.append(
      .layout(
        PetsardFault.pickledStateOnly(run.folder.path.appending(run.file ?? PetsardNames.pickle))))
    let steps = steps()
    let done = Set(steps.map(\.name.module)).union(state.activeModules ?? [])
    let missing = (state.sequence ?? []).filter { !done.contains($0) }
    let isComplete = state.sequence != nil && missing.isEmpty
    status.state = isComplete ? .completed : .incomplete
    status.take(
      Staleness(
        signs: modified.map { [$0] } ?? [], isEnded: isComplete, limit: request.staleAfter,
        now: now))
    var outputs = steps.map { step in
      output(named: step.name.name, done: step.count)
    }
    let named = Set(steps.map(\.name.module))
    for module in state.sequence ?? state.activeModules ?? [] where !named.contains(module) {
      outputs.append(output(named: module, done: done.contains(module) ? 1 : 0))
    }
    status.take(outputs, detail: request.detail)
    status.tally?.isAllComplete = isComplete
    status.tally?.progressFraction = nil
    if let sequence = state.sequence {
      let share = Double(sequence.count - missing.count) / Double(max(sequence.count, 1))
      status.tally?.progressFraction = sequence.isEmpty ? 1 : share
      status.facts.set(PetsardKeys.sequence, .array(sequence.map { .string($0) }))
    }
  }

  private func output(named name: JSONString, done: Int) -> OutputStatus {
    var output = OutputStatus(name: name, storage: "memory")
    output.totalCount = max(done, 1)
    output.completedCount = done
    output.progress = .fraction(done > 0 ? 1 : 0)
    output.isComplete = done > 0
    output.size = .bytes(0)
    return output
  }

  /// The steps that have snapshots, in order, and how many each has.
  private func steps() -> [(name: PetsardStepName, count: Int)] {
    var steps: [(name: PetsardStepName, count: Int)] = []
    var positions: [PetsardStepName: Int] = [:]
    for snapshot in state.snapshots ?? [] {
      guard let name = state.objects.step(of: snapshot) else { continue }
      if let position = positions[name] {
        steps[position].count += 1
      } else {
        positions[name] = steps.count
        steps.append((name, 1))
      }
    }
    return steps
  }
}

extension PetsardObjects {
  /// The step of a snapshot.
  func step(of snapshot: Record) -> PetsardStepName? {
    guard let module = snapshot["module_name"].flatMap(name),
      let experiment = snapshot["experiment_name"].flatMap(name)
    else { return nil }
    return PetsardStepName(module: module, experiment: experiment)
  }
}
