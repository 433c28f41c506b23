import FileFormats
import ReadOnlyFiles

/// Reads the stored values of a run's outputs.
struct PipefuncValues {
  let run: PipefuncRun
  let request: ValueRequest

  func values(_ folder: borrowing Folder) throws(InspectionError) -> [OutputValue] {
    var values: [OutputValue] = []
    for name in try run.selected(request.outputs, in: folder) {
      do throws(InspectionError) {
        values.append(OutputValue(name: name, value: try value(of: name, in: folder)))
      } catch {
        values.append(OutputValue(name: name, value: .unreadable(error)))
      }
    }
    return values
  }

  private func value(
    of name: JSONString, in folder: borrowing Folder
  ) throws(InspectionError) -> StoredValue {
    guard case .array(let grid, _) = try run.runInfo.place(of: name) else {
      var found = StoredValue.missing
      try run.forEachElement(of: name, in: folder, errorsOnly: false) { element in
        found = value(of: element, internalShape: [])
        return false
      }
      return found
    }
    let internalShape = grid.hasBlocks ? run.runInfo.internalShape(of: name) : []
    var elements: [Int: StoredValue] = [:]
    var last = -1
    try run.forEachElement(of: name, in: folder, errorsOnly: false) { element in
      guard let index = element.index, index < request.limit else { return false }
      elements[index] = value(of: element, internalShape: internalShape)
      last = max(last, index)
      return true
    }
    // While a size is unknown, what is known of it are the elements that are there.
    let count = grid.total ?? last + 1
    let shown = (0..<min(count, request.limit)).map { elements[$0] ?? .missing }
    return .elements(shown, shape: grid.shape.map { $0 ?? count }, count: count)
  }

  private func value(of element: StoredElement, internalShape: [Int]) -> StoredValue {
    if let (document, object, type) = element.storedError() {
      return StoredErrorReader(document: document).short(object, type)
    }
    switch element.content {
    case .value(let document, let reference): return value(of: reference, in: document)
    case .block(let values):
      let shown = values.prefix(request.limit).map { value(of: $0.1, in: $0.0) }
      let count = values.count
      let shape = internalShape.reduce(1, &*) == count ? internalShape : [count]
      return .array(type: "|O", shape: shape, elements: shown, count: count)
    case .parquet(let bytes): return .parquet(bytes: bytes)
    case .fault(let error): return .unreadable(error)
    }
  }

  private func value(
    of reference: PickleReference, in document: PickleDocument
  ) -> StoredValue {
    var limits = PickleValueReader.Limits()
    limits.elements = request.limit
    limits.values = max(limits.values, 4 * min(request.limit, 1 << 40))
    var reader = PickleValueReader(document: document, limits: limits)
    return reader.value(of: reference)
  }
}
