import FileFormats

/// Which stored values to return.
public struct ValueRequest: Sendable {
  /// Only the values with these names; all when empty.
  public var names: [JSONString] = []
  /// The most elements to return of each array.
  public var limit = 1_000
  /// Whether names that the run does not have are left out of the answer; otherwise they are an error.
  public var ignoresUnknownNames = false
  /// Whether outputs that are arrays of elements are left out of the answer.
  public var singleValuesOnly = false
  /// Whether texts and bytes are wanted whole, whatever their size, and nothing of containers.
  public var wantsPlainValues = false

  /// All values.
  public init() {}
}

/// The stored value of one output.
public struct OutputValue: Sendable {
  /// The name of the output.
  public let name: JSONString
  /// The value; for an array of elements an array that also shows missing and failed elements.
  public let value: StoredValue
}
