import FileFormats

/// Which failures to report.
public struct FailureRequest: Sendable {
  /// Only those of this output.
  public var output: JSONString?
  /// The most failures to list; the others are still counted.
  public var limit: Int?
  /// Whether the traces are asked for, which take most of the room that an answer has.
  public var needsTrace = true

  /// All of them.
  public init() {}
}
