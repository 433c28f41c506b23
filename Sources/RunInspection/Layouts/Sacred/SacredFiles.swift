import FileFormats
import ReadOnlyFiles

/// The documents beside `run.json`. They add to what is known; one that can't be read is a warning.
struct SacredFiles {
  let run: SacredRun
  let environment: InspectionEnvironment

  /// A metric: its name, its last value and step, and how many values it has.
  struct Metric {
    let name: JSONString
    let last: JSONNode?
    let step: JSONNode?
    let count: Int

    /// The metric as an output: its values come one by one, and nobody knows how many will.
    func output(of state: RunState) -> OutputStatus {
      var output = OutputStatus(name: name, storage: "metric")
      output.completedCount = count
      output.isComplete = state == .completed
      if output.isComplete { output.progress = .fraction(1) }
      return output
    }
  }

  /// The values of the configuration in the order of the file; the last one where a name repeats.
  func config(
    _ opened: borrowing OpenedRun, _ warnings: inout [InspectionWarning],
    _ verification: inout FileVerification?
  ) -> [(name: JSONString, value: JSONNode)] {
    members(SacredLayout.config, opened, &warnings, &verification)
  }

  /// The metrics in the order of the file.
  func metrics(
    _ opened: borrowing OpenedRun, _ warnings: inout [InspectionWarning],
    _ verification: inout FileVerification?
  ) -> [Metric] {
    members(SacredLayout.metrics, opened, &warnings, &verification).compactMap { name, value in
      // What the run returned has the name already.
      guard name != SacredRun.resultName, let values = value["values"]?.elements else { return nil }
      let (last, count) = SacredFiles.last(values)
      return Metric(
        name: name, last: last, step: value["steps"]?.elements.map(SacredFiles.last)?.last,
        count: count)
    }
  }

  /// What is reported of the metrics.
  static func summary(of metrics: [Metric]) -> JSONValue {
    var object = JSONObject()
    for metric in metrics {
      object.set(
        metric.name,
        .object([
          "last": metric.last.map { .node($0) } ?? .null,
          "n_values": .integer(metric.count),
          "step": metric.step.map { .node($0) } ?? .null,
        ]))
    }
    return .object(object)
  }

  private static func last(_ elements: JSONElements) -> (last: JSONNode?, count: Int) {
    var last: JSONNode?
    var count = 0
    for element in elements {
      last = element
      count += 1
    }
    return (last, count)
  }

  private func members(
    _ name: RawPath, _ opened: borrowing OpenedRun, _ warnings: inout [InspectionWarning],
    _ verification: inout FileVerification?
  ) -> [(name: JSONString, value: JSONNode)] {
    let path = opened.folder.path.appending(name)
    do throws(InspectionError) {
      let documents = DocumentReader(environment: environment)
      guard let document = try documents.ifPresent(name, in: opened.folder) else { return [] }
      guard let all = document.root.members else {
        throw .unexpectedValue(path, key: "", expected: "an object", found: document.root.kind)
      }
      verification?.noteWhole()
      var positions: [JSONString: Int] = [:]
      var members: [(name: JSONString, value: JSONNode)] = []
      for member in all {
        let key = member.key
        if let position = positions[key] {
          members[position].value = member.value
        } else {
          positions[key] = members.count
          members.append((key, member.value))
        }
      }
      return members
    } catch {
      if verification != nil {
        verification?.noteDamage(error, path)
      } else {
        warnings.append(.valueIgnored(error))
      }
      return []
    }
  }
}
