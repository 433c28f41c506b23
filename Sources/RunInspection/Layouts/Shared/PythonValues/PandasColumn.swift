import FileFormats

/// One column of pandas, in whichever of its arrays the values lie (pandas 1.5 to 3.1). Making one takes
/// no time in the number of values.
struct PandasColumn {
  /// A line of an array of one or two dimensions.
  struct Line {
    let view: NumpyArrayView
    let start: Int
    let count: Int

    /// - Parameter row: which line of an array of two dimensions it is.
    init?(_ view: NumpyArrayView, row: Int) {
      self.view = view
      switch view.shape.count {
      case 1:
        start = 0
        count = view.count
      case 2:
        guard row >= 0, row < view.shape[0] else { return nil }
        count = view.shape[1]
        start = row * count
      default: return nil
      }
    }

    func element(_ index: Int, in reader: inout PickleValueReader) -> StoredValue {
      view.element(start + index, in: &reader)
    }

    func integer(_ index: Int) -> Int? { view.integer(start + index) }
  }

  /// Where the values come from.
  indirect enum Source {
    case numpy(Line)
    /// Moments that are counted in UTC, and a zone to show them in.
    case moments(Line, PythonZone)
    /// Values, and which of them are missing.
    case masked(Line, mask: Line)
    /// Places in other values; below zero where one is missing.
    case categories(Line, PandasColumn)
    case range(start: Int, step: Int)
    case arrow(ArrowColumn, missing: StoredValue)
    /// Values at some places, the same at all others.
    case sparse(places: Line, values: Line, fill: PickleReference?)
    case intervals(left: PandasColumn, right: PandasColumn, closed: JSONString)
    case periods(Line, frequency: JSONString)
    /// A value of each level.
    case tuples([(codes: Line, level: PandasColumn)])
  }

  /// The name of the type, as pandas prints it.
  let type: JSONString
  let count: Int
  let source: Source

  /// How deep columns lie in columns, such as intervals in categories.
  static let depthLimit = 4

  /// The value at a place.
  func element(_ index: Int, in reader: inout PickleValueReader) -> StoredValue {
    guard index >= 0, index < count else { return .elided }
    switch source {
    case .numpy(let line): return line.element(index, in: &reader)
    case .moments(let line, let zone):
      guard reader.takeValue(), let count = line.integer(index) else { return .elided }
      return PandasScalars.moment(Int64(count), unit: line.view.type.unit, zone: zone)
    case .masked(let line, let mask):
      guard mask.integer(index) == 0 else { return missing(in: &reader) }
      return line.element(index, in: &reader)
    case .categories(let codes, let categories):
      guard let code = codes.integer(index) else { return .elided }
      guard code >= 0 else { return reader.takeValue() ? .float(.nan) : .elided }
      return categories.element(code, in: &reader)
    case .range(let start, let step):
      // What lies between the ends fits, even where the product does not.
      return reader.takeValue() ? .integer("\(start &+ step &* index)") : .elided
    case .arrow(let column, let missing):
      let value = ArrowValues().value(of: column, at: index, in: &reader)
      if case .none = value { return missing }
      return value
    case .sparse(let places, let values, let fill):
      if let place = PandasColumn.place(of: index, in: places) {
        return values.element(place, in: &reader)
      }
      return fill.map { reader.value(of: $0) } ?? .elided
    case .intervals(let left, let right, let closed):
      guard reader.takeValue() else { return .elided }
      return .tagged(
        .interval,
        [
          "closed": .string(closed), "left": left.element(index, in: &reader),
          "right": right.element(index, in: &reader),
        ])
    case .periods(let line, let frequency):
      guard let ordinal = line.integer(index) else { return .elided }
      guard reader.takeValue() else { return .elided }
      guard ordinal != .min else { return .moment("NaT") }
      return PandasScalars.period(frequency, ordinal: .integer("\(ordinal)"))
    case .tuples(let levels):
      guard reader.takeValue() else { return .elided }
      var parts: [StoredValue] = []
      for level in levels where !reader.budget.isSpent {
        let code = level.codes.integer(index) ?? -1
        let missing = code < 0 && reader.takeValue()
        parts.append(missing ? .float(.nan) : level.level.element(code, in: &reader))
      }
      return .list(parts, count: levels.count)
    }
  }

  private func missing(in reader: inout PickleValueReader) -> StoredValue {
    reader.takeValue() ? .tagged(.notAvailable, [:]) : .elided
  }

  /// Where a number stands in an ascending line.
  private static func place(of number: Int, in line: Line) -> Int? {
    var low = 0
    var high = line.count
    while low < high {
      let middle = (low + high) / 2
      guard let found = line.integer(middle) else { return nil }
      if found == number { return middle }
      if found < number { low = middle + 1 } else { high = middle }
    }
    return nil
  }

  /// The values in order, as many as are shown.
  func values(in reader: inout PickleValueReader) -> [StoredValue] {
    reader.values(count) { element($1, in: &$0) }
  }
}
