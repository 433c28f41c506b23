import FileFormats
import ReadOnlyFiles

/// Reads the stored values of a run's outputs.
struct PipefuncValues {
  let run: PipefuncRun
  let request: ValueRequest

  func values(_ folder: borrowing Folder) throws(InspectionError) -> [OutputValue] {
    var elementValues = StoredElementValues(request)
    var values: [OutputValue] = []
    let names = try run.selected(
      request.names, in: folder, ignoresUnknown: request.ignoresUnknownNames)
    for name in names {
      do throws(InspectionError) {
        if request.singleValuesOnly, case .array = try run.runInfo.place(of: name) { continue }
        let value = try value(of: name, in: folder, &elementValues)
        values.append(OutputValue(name: name, value: value))
      } catch {
        values.append(OutputValue(name: name, value: .unreadable(error)))
      }
    }
    return values
  }

  private func value(
    of name: JSONString, in folder: borrowing Folder, _ values: inout StoredElementValues
  ) throws(InspectionError) -> StoredValue {
    guard case .array(let grid, _) = try run.runInfo.place(of: name) else {
      var found = StoredValue.missing
      var reader = values
      try run.forEachElement(of: name, in: folder, errorsOnly: false) { element in
        found = reader.value(of: element, internalShape: [])
        return false
      }
      values = reader
      return found
    }
    let internalShape = grid.hasBlocks ? run.runInfo.internalShape(of: name) : []
    var elements: [Int: StoredValue] = [:]
    var last = -1
    // The element at which the answer was full.
    var end: Int?
    var reader = values
    try run.forEachElement(of: name, in: folder, errorsOnly: false) { element in
      guard let index = element.index, index < request.limit else { return false }
      guard !reader.budget.isSpent else {
        end = index
        return false
      }
      elements[index] = reader.value(of: element, internalShape: internalShape)
      last = max(last, index)
      return true
    }
    values = reader
    // While a size is unknown, only the stored elements are known.
    let count = grid.total ?? (end ?? last) + 1
    let shown = values.shown(elements, end: min(count, end ?? count))
    return .elements(shown, shape: grid.shape.map { $0 ?? count }, count: count)
  }
}
