import FileFormats

/// The order in which to show outputs: each after what it needs, as far as that is recorded.
struct OutputOrder {
  private var ranks: [JSONString: Int] = [:]

  /// The order of these names, each list of which stands for one function.
  init(_ functions: some Sequence<[JSONString]>) {
    for names in functions {
      for name in names where ranks[name] == nil { ranks[name] = ranks.count }
    }
  }

  /// The outputs in this order. Those that it does not know come last, in their own order.
  func callAsFunction(_ outputs: [OutputStatus]) -> [OutputStatus] {
    guard !ranks.isEmpty else { return outputs }
    let keyed = outputs.enumerated().map { (ranks[$1.name] ?? .max, $0) }
    return keyed.sorted { $0 < $1 }.map { outputs[$0.1] }
  }
}

extension OutputOrder {
  /// By the description, which lists the mapping specifications in the order in which the functions run
  /// (pipefunc 0.93.2, `_pipeline/_base.py`, `mapspecs_as_strings`). Functions without one are not in it;
  /// what they return is usually made of the arrays.
  init(_ description: PipefuncRunInfo) {
    self.init(description.specifications.lazy.map(MapSpec.outputs))
  }

  /// By the heartbeat, which lists the functions after what they need (pipefunc 0.93.2,
  /// `_run_status_heartbeat.py`); nil if it lists none.
  init?(_ heartbeat: PipefuncHeartbeat) {
    guard let functions = heartbeat.root["functions"]?.elements else { return nil }
    self.init(
      functions.lazy.map { function in
        function["output_names"]?.elements?.compactMap(\.string) ?? []
      })
    if ranks.isEmpty { return nil }
  }
}
