import FileFormats

extension [(name: JSONString, value: StoredValue)] {
  /// The requested values, or all; in the order of the request, or their own.
  ///
  /// - Parameter record: what they are, for the message.
  /// - Throws: `InspectionError.notFound` for a name that is not among them, unless such are left out.
  func selected(
    _ request: ValueRequest, _ record: RunRecord
  ) throws(InspectionError) -> [(name: JSONString, value: StoredValue)] {
    if request.names.isEmpty { return self }
    var found: [(name: JSONString, value: StoredValue)] = []
    for name in request.names {
      if let value = last(where: { $0.name == name }) {
        found.append(value)
      } else if !request.ignoresUnknownNames {
        throw .notFound(record, name, available: map(\.name))
      }
    }
    return found
  }
}
