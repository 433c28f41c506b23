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
    for range in BlocksAhead(of: names.count) {
      let block = names[range]
      for (name, ahead) in zip(block, run.readAhead(block, in: folder, errorsOnly: false)) {
        do throws(InspectionError) {
          if request.singleValuesOnly, case .array = try run.runInfo.place(of: name) { continue }
          let value = try value(of: name, in: folder, ahead, &elementValues)
          values.append(OutputValue(name: name, value: value))
        } catch {
          values.append(OutputValue(name: name, value: .unreadable(error)))
        }
      }
    }
    return values
  }

  private func value(
    of name: JSONString, in folder: borrowing Folder, _ ahead: StoredPickle.ReadAhead,
    _ values: inout StoredElementValues
  ) throws(InspectionError) -> StoredValue {
    guard case .array(let grid, _) = try run.runInfo.place(of: name) else {
      var found = StoredValue.missing
      var reader = values
      try run.forEachElement(of: name, in: folder, errorsOnly: false, ahead: ahead) { element in
        found = reader.value(of: element, internalShape: [])
        return false
      }
      values = reader
      return found
    }
    let internalShape = grid.hasBlocks ? run.runInfo.internalShape(of: name) : []
    var elements: [Int: StoredValue] = [:]
    // Those whose indices are known when the whole shape is.
    var found: [(place: Place, value: StoredValue)] = []
    // The first element that is not shown, because there is no room for it.
    var end: Place?
    var reader = values
    try run.forEachElement(of: name, in: folder, errorsOnly: false, ahead: ahead) { element in
      let place = Place(index: element.index, coordinates: element.coordinates)
      guard (element.index ?? found.count) < request.limit, !reader.budget.isSpent else {
        end = place
        return false
      }
      let value = reader.value(of: element, internalShape: internalShape)
      if grid.total != nil, let index = element.index {
        elements[index] = value
      } else {
        found.append((place, value))
      }
      return true
    }
    values = reader
    // While a size is unknown, only the stored elements are known.
    let known = try grid.completed(by: found.map(\.place) + (end.map { [$0] } ?? []), output: name)
    for (place, value) in found {
      if let index = place.index(in: known) { elements[index] = value }
    }
    let count = known.total ?? 0
    let last = end.flatMap { $0.index(in: known) } ?? count
    let shown = values.shown(elements, end: min(count, last))
    return .elements(shown, shape: known.shape.map { $0 ?? 0 }, count: count)
  }
}

/// Where an element is, as far as that is known.
private struct Place {
  let index: Int?
  /// Empty where more than the first size is unknown, and the storage knows the index only.
  let coordinates: [Int]

  func index(in grid: ArrayGrid) -> Int? {
    coordinates.count == grid.shape.count ? grid.index(of: coordinates) : index
  }
}

extension ArrayGrid {
  /// The grid with those sizes that are unknown taken from the elements that there are; in one dimension if
  /// nothing but their indices is known.
  ///
  /// - Throws: `PipefuncFault.shapeTooLarge` for too many elements.
  fileprivate func completed(
    by places: [Place], output: JSONString
  ) throws(InspectionError) -> ArrayGrid {
    guard total == nil else { return self }
    guard places.allSatisfy({ $0.coordinates.count == shape.count }) else {
      let count = places.reduce(0) { max($0, $1.index?.addingSaturated(1) ?? 0) }
      return try ArrayGrid(shape: [count], mask: [true], output: output)
    }
    let sizes = shape.enumerated().map { position, size in
      size ?? places.reduce(0) { max($0, $1.coordinates[position].addingSaturated(1)) }
    }
    return try ArrayGrid(shape: sizes, mask: mask, output: output)
  }
}
