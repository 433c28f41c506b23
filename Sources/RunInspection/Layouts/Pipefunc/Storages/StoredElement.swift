import FileFormats
import ReadOnlyFiles

/// One element of an output, as it is stored.
struct StoredElement {
  /// Its index in C order over the external dimensions; nil for a single value.
  let index: Int?
  /// Its index along each external dimension.
  let coordinates: [Int]
  let content: Content

  enum Content {
    /// One value of a decoded pickle.
    case value(PickleDocument, PickleReference)
    /// The values along the internal dimensions.
    case block(StoredBlock)
    /// A table in the format Parquet: its size in bytes, and its footer.
    case parquet(bytes: Int, ParquetFooter)
    /// A value in an encoding that only the storage knows. The call converts it, showing at most `limit`
    /// elements of each container and taking everything that it adds to the answer from the budget.
    case custom((_ limit: Int, _ budget: AnswerBudget) -> StoredValue)
    /// It can't be read.
    case fault(InspectionError)
  }

  /// The stored error that the element is, or the first that it contains.
  func storedError() -> StoredError? {
    switch content {
    case .value(let document, let reference): StoredErrors.error(reference, in: document)
    case .block(let block): try? block.firstError()
    case .parquet, .custom, .fault: nil
    }
  }
}
