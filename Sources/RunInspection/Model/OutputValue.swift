import FileFormats

/// Which stored values are asked for.
public struct ValueRequest: Sendable {
  /// Only these outputs; all when empty.
  public var outputs: [JSONString] = []
  /// At most so many elements of each array.
  public var limit = 1_000

  /// All outputs.
  public init() {}
}

/// The stored value of one output.
public struct OutputValue: Sendable {
  /// The name of the output.
  public let name: JSONString
  /// The value; of an array of elements an array, with missing and failed elements in it.
  public let value: StoredValue
}
