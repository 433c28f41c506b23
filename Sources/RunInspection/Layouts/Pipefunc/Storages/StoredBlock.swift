import FileFormats

/// The values of an element along its internal dimensions, in C order. Each is decoded when it is asked
/// for: a small file can hold hundreds of thousands.
struct StoredBlock {
  /// A value of a decoded pickle, or why it can't be decoded.
  typealias Value = Result<(PickleDocument, PickleReference), InspectionError>

  /// How many there are.
  let count: Int
  /// Whether a value may be a stored error; tells at little cost that most are none.
  var mayBeError: (Int) -> Bool = { _ in true }
  /// The value at an index below `count`.
  let value: (Int) -> Value

  /// The first stored error among the values, or why one of them before can't be decoded; nil if all
  /// are plain values.
  func firstError() throws(InspectionError) -> StoredError? {
    for index in 0..<count where mayBeError(index) {
      let (document, reference) = try value(index).get()
      if let error = StoredErrors.error(reference, in: document) { return error }
    }
    return nil
  }
}
