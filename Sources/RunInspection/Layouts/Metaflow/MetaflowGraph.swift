import FileFormats
import ReadOnlyFiles

/// What a run knows of its flow: the artifact `_graph_info` of its parameters (2.10.8 and 2.19.39).
struct MetaflowGraph {
  /// The step that ends a run.
  private(set) var end: JSONString = "end"
  /// The steps by their names: how often they are repeated when they fail, and after how many seconds.
  private(set) var steps: [JSONString: (retries: Int, pause: Double)] = [:]

  /// The graph of a run; only the name of the last step where it can't be read.
  static func read(
    in run: borrowing Folder, _ environment: InspectionEnvironment
  ) -> MetaflowGraph {
    var graph = MetaflowGraph()
    var artifacts = MetaflowArtifacts(environment: environment)
    let file = MetaflowSurvey.parameterTask.appending("0.data.json")
    guard let list = try? artifacts.list(file, in: run),
      let identifier = list.first(where: { $0.name == "_graph_info" })?.identifier
    else { return graph }
    let limits = PickleValueReader.Limits(elements: 10_000, depth: 12)
    let value = artifacts.value(identifier, in: run, limits, AnswerBudget())

    if case .string(let end)? = value.member("end_step") { graph.end = end }
    guard case .dictionary(let steps, _)? = value.member("steps") else { return graph }
    for case (.string(let name), let step) in steps { graph.steps[name] = retries(step) }
    return graph
  }

  private static func retries(_ step: StoredValue) -> (retries: Int, pause: Double) {
    guard case .list(let decorators, _)? = step.member("decorators") else { return (0, 0) }
    for decorator in decorators {
      guard case .string("retry")? = decorator.member("name"),
        let attributes = decorator.member("attributes")
      else { continue }
      return (
        attributes.member("times")?.count ?? 3,
        Double(attributes.member("minutes_between_retries")?.count ?? 2) * 60
      )
    }
    return (0, 0)
  }
}

extension StoredValue {
  /// The value under a key of a dictionary.
  fileprivate func member(_ name: JSONString) -> StoredValue? {
    guard case .dictionary(let entries, _) = self else { return nil }
    for case (.string(let key), let value) in entries where key == name { return value }
    return nil
  }

  /// A number from 0 up to a million, which may be stored as a text.
  fileprivate var count: Int? {
    let digits: String
    switch self {
    case .integer(let text): digits = text
    case .string(let text): digits = text.description
    default: return nil
    }
    return Int(digits).flatMap { (0...1_000_000).contains($0) ? $0 : nil }
  }
}
