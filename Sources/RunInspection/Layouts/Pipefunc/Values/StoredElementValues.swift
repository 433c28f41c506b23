import FileFormats

/// Converts the stored elements of an answer to values, within one budget.
struct StoredElementValues {
  /// The limits on what is shown of each value.
  private let limits: PickleValueReader.Limits
  /// How much more fits in the answer.
  let budget: AnswerBudget
  private var errors: StoredErrorReader
  /// The reader of the last element's document, which the elements of a dictionary share.
  private var reader: PickleValueReader?

  init(limit: Int, budget: AnswerBudget = AnswerBudget()) {
    self.init(PickleValueReader.Limits(elements: limit), budget)
  }

  init(_ request: ValueRequest) {
    guard request.wantsPlainValues else {
      self.init(limit: request.limit)
      return
    }
    // Of containers, only so much is read that they can be told from plain values.
    var limits = PickleValueReader.Limits(elements: 1, depth: 4)
    limits.bytes = .max
    self.init(limits, AnswerBudget(bytes: StoredElementValues.plainValueBytes))
  }

  private init(_ limits: PickleValueReader.Limits, _ budget: AnswerBudget) {
    self.limits = limits
    self.budget = budget
    errors = StoredErrorReader(budget: budget)
  }

  /// How much a plain value may take, in bytes as compact JSON has them: twice the size of the largest
  /// file.
  private static let plainValueBytes = 1 << 29

  /// The most elements that are shown of each array.
  private var limit: Int { limits.elements }

  /// The value of an element.
  ///
  /// - Parameter internalShape: the sizes along the dimensions within the element.
  mutating func value(of element: StoredElement, internalShape: [Int]) -> StoredValue {
    if let error = element.storedError() { return errors.short(error) }
    switch element.content {
    case .value(let document, let reference): return value(of: reference, in: document)
    case .block(let block):
      var shown: [StoredValue] = []
      for index in 0..<min(block.count, max(0, limit)) where !budget.isSpent {
        switch block.value(index) {
        case .success((let document, let reference)):
          shown.append(value(of: reference, in: document))
        case .failure(let error): return budget.takeValue() ? .unreadable(error) : .elided
        }
      }
      let count = block.count
      let shape = NumpyArrayView.product(internalShape) == count ? internalShape : [count]
      return .array(type: "|O", shape: shape, elements: shown, count: count)
    case .parquet(let bytes, let footer): return table(footer, bytes: bytes)
    case .custom(let convert): return convert(limit, budget)
    case .fault(let error): return budget.takeValue() ? .unreadable(error) : .elided
    }
  }

  /// The value that stands for a table: what its footer says.
  private func table(_ footer: ParquetFooter, bytes: Int) -> StoredValue {
    var names: [StoredValue] = []
    var types: [StoredValue] = []
    for column in footer.columns.prefix(limit) {
      guard budget.takeValue(), budget.takeValue(), budget.take(text: column.name) else { break }
      names.append(.string(JSONString(generalisedUTF8: Array(column.name))))
      types.append(.string(JSONString(column.type)))
    }
    return .tagged(
      .parquet,
      [
        "bytes": .integer("\(bytes)"), "columns": .list(names, count: footer.columnCount),
        "dtypes": .list(types, count: footer.columnCount),
        "length": .integer("\(footer.rowCount)"),
      ])
  }

  /// The elements of an array in order, up to the limit and as far as they fit in the answer.
  ///
  /// - Parameter elements: the stored ones, by index, up to `end`.
  func shown(_ elements: [Int: StoredValue], end: Int) -> [StoredValue] {
    var shown: [StoredValue] = []
    while shown.count < min(end, limit) {
      if let element = elements[shown.count] {
        shown.append(element)
      } else if budget.takeValue() {
        shown.append(.missing)
      } else {
        break
      }
    }
    return shown
  }

  private mutating func value(
    of reference: PickleReference, in document: PickleDocument
  ) -> StoredValue {
    if reader?.document.isSame(as: document) != true {
      reader = PickleValueReader(document: document, limits: limits, budget: budget)
    }
    return reader?.value(of: reference) ?? .elided
  }
}
