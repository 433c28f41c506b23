import FileFormats

/// Which stored values to return.
public struct ValueRequest: Sendable {
  /// Only these outputs; all when empty.
  public var outputs: [JSONString] = []
  /// The most elements to return of each array.
  public var limit = 1_000

  /// All outputs.
  public init() {}
}

/// The stored value of one output.
public struct OutputValue: Sendable {
  /// The name of the output.
  public let name: JSONString
  /// The value; for an array of elements an array that also shows missing and failed elements.
  public let value: StoredValue
}
