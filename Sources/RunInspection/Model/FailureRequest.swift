import FileFormats

/// Which failures to report.
public struct FailureRequest: Sendable {
  /// Only those of this output.
  public var output: JSONString?
  /// The most failures to list; the others are still counted.
  public var limit: Int?

  /// All of them.
  public init() {}
}
