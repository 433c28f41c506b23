import FileFormats

/// How long all executions of a module took in total.
public struct ModuleTotal: Sendable {
  /// The module.
  public let module: JSONString
  /// The sum in seconds.
  public internal(set) var seconds: Double
}

extension ModuleTotal {
  /// The total of each module, in the order in which the modules first appear.
  static func totals(of rows: [StepTiming]) -> [ModuleTotal] {
    var totals: [ModuleTotal] = []
    var positions: [JSONString: Int] = [:]
    for row in rows {
      guard let seconds = row.seconds else { continue }
      if let position = positions[row.module] {
        totals[position].seconds += seconds
      } else {
        positions[row.module] = totals.count
        totals.append(ModuleTotal(module: row.module, seconds: seconds))
      }
    }
    return totals
  }
}
