import FileFormats
import ReadOnlyFiles
import RunInspection

/// What the user may have meant by a field that no run has.
struct FieldAdvice {
  let command: CommandName
  let inspector: RunInspector

  /// How many names are compared with the one that is not there.
  private static let mostNames = 2_000

  /// A sentence on a field that was asked for, without a capital letter and a full stop.
  ///
  /// - Parameter run: one of the runs without it.
  /// - Parameter isOne: whether no other run was asked for.
  func sentence(_ path: FieldPath, missingIn run: RawPath, isOne: Bool) -> String {
    let text = "\(isOne ? "the run has no" : "no run has the") field '\(path.name)'"
    return text + "; " + advice(path, run)
  }

  private func advice(_ path: FieldPath, _ run: RawPath) -> String {
    let parts = path.parts.map(\.description)
    let status = inspector.status(of: run, request: StatusRequest())
    let nearest: String?
    switch parts[0] {
    case "outputs" where parts.count > 1:
      let names = (status.outputs ?? []).prefix(FieldAdvice.mostNames).map(\.name.description)
      if let array = arrayName(path, names) {
        return "'\(array)' is not a single value: '\(Tool.name) outputs RUN \(array)' prints arrays"
      }
      nearest = nearestOutput(parts, names)
    case "inputs" where parts.count > 1:
      let name = parts.dropFirst().joined(separator: ".")
      nearest = Suggestion.nearest(to: name, among: inputNames(of: run)).map { "inputs.\($0)" }
    default:
      let keys = RunFields.status(status).keys.prefix(FieldAdvice.mostNames).map(\.description)
      nearest = Suggestion.nearest(to: path.name.description, among: Array(keys))
    }
    if let nearest { return "did you mean '\(nearest)'?" }
    return "'\(Tool.name) \(command.rawValue) --fields help' lists all"
  }

  /// The output whose value was asked for, if it exists and so must be an array.
  private func arrayName(_ path: FieldPath, _ names: [String]) -> String? {
    guard let value = path.parts.lastIndex(of: RunFieldKeys.value), value > 1 else { return nil }
    let name = FieldPath.key(path.parts[1..<value]).description
    return names.contains(name) ? name : nil
  }

  private func nearestOutput(_ parts: [String], _ names: [String]) -> String? {
    let keys = FieldTable.outputKeys
    // The name may contain dots, and so may what was meant.
    for count in stride(from: parts.count - 1, through: 1, by: -1) {
      let name = parts[1...count].joined(separator: ".")
      let rest = parts.dropFirst(count + 1)
      if names.contains(name) {
        guard rest.count == 1, let key = Suggestion.nearest(to: rest.joined(), among: keys) else {
          return nil
        }
        return "outputs.\(name).\(key)"
      }
    }
    let count =
      parts.count > 2 && keys.contains(parts[parts.count - 1]) ? parts.count - 1 : parts.count
    let name = parts[1..<count].joined(separator: ".")
    return Suggestion.nearest(to: name, among: names).map {
      (["outputs", $0] + parts[count...]).joined(separator: ".")
    }
  }

  private func inputNames(of run: RawPath) -> [String] {
    var request = ValueRequest()
    request.limit = 0
    let answer = try? inspector.inputs(of: run, request: request)
    return (answer?.inputs ?? []).prefix(FieldAdvice.mostNames).map(\.name.description)
  }
}

extension MissingFields {
  /// Those that are not known to exist: a documented field may be absent where there is nothing to tell.
  var unknown: MissingFields {
    var unknown = self
    unknown.paths = paths.filter {
      $0.parts.count > 1 || !FieldTable.runs.isKnown($0.name.description)
    }
    return unknown
  }
}

extension CommandContext {
  /// Says on standard error which of the requested fields no run has.
  ///
  /// - Parameter isOne: whether only one run was asked for.
  func explain(_ missing: MissingFields, isOne: Bool, of command: CommandName) {
    guard !isQuiet, let run = missing.run else { return }
    let advice = FieldAdvice(
      command: command, inspector: RunInspector(environment: inspection))
    for path in missing.paths {
      explain(advice.sentence(path, missingIn: run, isOne: isOne), isPrinted: false)
    }
  }
}
