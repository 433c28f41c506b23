import FileFormats
import ReadOnlyFiles

/// Reads the stored values of a run's outputs.
struct PipefuncValues {
  let outputs: PipefuncOutputs
  let request: ValueRequest

  func values(_ run: borrowing Folder) throws(InspectionError) -> [OutputValue] {
    var elementValues = StoredElementValues(limit: request.limit)
    var values: [OutputValue] = []
    for name in try outputs.selected(request.outputs, in: run) {
      do throws(InspectionError) {
        let value = try value(of: name, in: run, &elementValues)
        values.append(OutputValue(name: name, value: value))
      } catch {
        values.append(OutputValue(name: name, value: .unreadable(error)))
      }
    }
    return values
  }

  private func value(
    of name: JSONString, in run: borrowing Folder, _ values: inout StoredElementValues
  ) throws(InspectionError) -> StoredValue {
    let reader = try outputs.elements(of: name)
    guard case .array(let shape, let mask, _) = outputs.runInfo.place(of: name) else {
      var found = StoredValue.missing
      try reader.forEach(in: run, suspects: false) { element in
        found = values.value(of: element, internalShape: [])
        return false
      }
      return found
    }
    let total = try PipefuncShape.elementCount(shape, output: name)
    let internalShape = mask.contains(false) ? outputs.runInfo.internalShape(of: name) : []
    var elements: [Int: StoredValue] = [:]
    var last = -1
    // Where the answer was full.
    var end: Int?
    try reader.forEach(in: run, suspects: false) { element in
      guard let index = element.index, index < request.limit else { return false }
      guard !values.budget.isSpent else {
        end = index
        return false
      }
      elements[index] = values.value(of: element, internalShape: internalShape)
      last = max(last, index)
      return true
    }
    // While a size is unknown, what is known of it are the elements that are there.
    let count = total ?? (end ?? last) + 1
    let shown = values.shown(elements, end: min(count, end ?? count))
    return .elements(shown, shape: shape.map { $0 ?? count }, count: count)
  }
}
