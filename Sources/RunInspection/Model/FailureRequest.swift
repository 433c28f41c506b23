import FileFormats

/// Which failures are asked for.
public struct FailureRequest: Sendable {
  /// Only those of this output.
  public var output: JSONString?
  /// At most so many; the others are counted all the same.
  public var limit: Int?
  /// Whether the traces are asked for, which take most of the room that an answer has.
  public var needsTrace = true

  /// All of them.
  public init() {}
}
