import FileFormats

/// Which failures to report.
public struct FailureRequest {
  /// Only those of this output.
  public var output: JSONString?
  /// The most failures to list; the others are still counted.
  public var limit: Int?
  /// Whether the traces are asked for, which take most of the room that an answer has.
  public var needsTrace = true
  /// Whether to leave out what was not attempted because something else had failed.
  public var rootsOnly = false
  /// Receives each failure as it is read, instead of the answer, which then only counts them. That way
  /// there may be more of them than an answer holds. They come in the order of the outputs and their
  /// elements, whatever their kind.
  public var receive: ((Failure) -> Void)?

  /// All of them.
  public init() {}
}
