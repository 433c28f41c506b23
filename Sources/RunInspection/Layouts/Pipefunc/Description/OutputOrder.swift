import FileFormats

/// The order in which to show outputs: each after what it needs, as far as that is recorded.
struct OutputOrder {
  private var ranks = NamePositions()

  /// The order of these names, each list of which stands for one function.
  init(_ functions: [[JSONString]]) {
    for names in functions { add(names) }
  }

  /// Adds names that come after those so far.
  private mutating func add(_ names: [JSONString]) {
    for name in names where ranks.position(of: name) == nil { ranks.add(name, at: ranks.count) }
  }

  /// The outputs in this order. Those that it does not know come last, in their own order.
  func callAsFunction(_ outputs: [OutputStatus]) -> [OutputStatus] {
    guard !ranks.isEmpty, outputs.count > 1 else { return outputs }
    let positions = outputs.map { ranks.position(of: $0.name) ?? .max }
    return outputs.indices.sorted { (positions[$0], $0) < (positions[$1], $1) }.map { outputs[$0] }
  }
}

extension OutputOrder {
  /// By the description, which lists the mapping specifications in the order in which the functions run
  /// (pipefunc 0.93.2, `_pipeline/_base.py`, `mapspecs_as_strings`). Functions without one are not in it;
  /// what they return is usually made of the arrays.
  init(_ description: PipefuncRunInfo) {
    for specification in description.specifications { add(MapSpec.outputs(of: specification)) }
  }

  /// By the heartbeat, which lists the functions after what they need (pipefunc 0.93.2,
  /// `_run_status_heartbeat.py`); nil if it lists none.
  init?(_ heartbeat: PipefuncHeartbeat) {
    guard let functions = heartbeat.root["functions"]?.elements else { return nil }
    for function in functions {
      add(function["output_names"]?.elements?.compactMap(\.string) ?? [])
    }
    if ranks.isEmpty { return nil }
  }
}
