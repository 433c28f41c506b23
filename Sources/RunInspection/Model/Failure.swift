import FileFormats

/// One thing that failed: an element of an output, a message, a module.
public struct Failure: Sendable {
  /// What sort of failure it is.
  public enum Kind: String, Sendable {
    /// It failed itself.
    case error
    /// It was not tried, because what it needs had failed.
    case propagated
    /// It failed, and the producer stored nothing of why.
    case unrecorded
  }

  /// The output that it belongs to; nil where it belongs to the run as a whole.
  public var output: JSONString?
  /// Its place in the output, counted from zero in C order; nil for what is one value.
  public var index: Int?
  /// Its place along each dimension.
  public var coordinates: [Int]?
  /// What sort of failure it is.
  public var kind = Kind.error
  /// How many failed in the same way; nil for a failure that is told by itself.
  public var count: Int?
  /// The name of the class of the exception, with its module unless that is the language's own.
  public var type: JSONString?
  /// What the exception says.
  public var message: JSONString?
  /// The function that failed or was not called.
  public var function: JSONString?
  /// What it was called with by position.
  public var arguments: StoredValue?
  /// What it was called with by name.
  public var keywordArguments: StoredValue?
  /// When, as the producer wrote it.
  public var timestamp: JSONString?
  /// Where: the machine.
  public var machine: JSONString?
  /// The producer's own trace of the calls.
  public var traceback: JSONString?
  /// For what was not tried: which inputs had failed, and how.
  public var reason: JSONString?
  /// For what was not tried: the inputs that had failed.
  public var causes: [FailureCause] = []
  /// Of a group of exceptions, those in it.
  public var members: [FailureMember] = []
  /// Facts that only this layout knows.
  public var facts = LayoutFacts()

  init(output: JSONString?) {
    self.output = output
  }
}

/// An exception in a group of exceptions.
public struct FailureMember: Sendable {
  /// The name of its class, as in ``Failure/type``.
  public let type: JSONString
  /// What it says.
  public let message: JSONString?
  /// Of a group, the exceptions in it.
  public let members: [FailureMember]
}

/// An input that had failed.
public struct FailureCause: Sendable {
  /// The name of the parameter.
  public var parameter: JSONString
  /// `full` when the input itself is an error, `partial` when it is an array that holds some.
  public var type: JSONString?
  /// How many elements of it failed, where it is an array.
  public var count: Int?
  /// What the error was, where the input is one.
  public var message: JSONString?
}
