import FileFormats

extension ValueRequest {
  /// The wanted ones among named values, in their order.
  ///
  /// - Throws: `notFound` for a name that there is not, unless the request ignores those.
  func selected<Value>(
    _ all: [(name: JSONString, value: Value)], _ record: RunRecord
  ) throws(InspectionError) -> [(name: JSONString, value: Value)] {
    guard !names.isEmpty else { return all }
    var positions: [JSONString: Int] = [:]
    for (position, entry) in all.enumerated() { positions[entry.name] = position }
    var selected: [(name: JSONString, value: Value)] = []
    for name in names {
      if let position = positions[name] {
        selected.append(all[position])
      } else if !ignoresUnknownNames {
        throw .notFound(record, name, available: all.map(\.name))
      }
    }
    return selected
  }
}
