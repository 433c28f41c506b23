import FileFormats

/// One thing that failed: an element of an output, a message, a module.
public struct Failure: Sendable {
  /// What sort of failure it is.
  public enum Kind: String, Sendable {
    /// It failed itself.
    case error
    /// It was not attempted, because something that it needs had failed.
    case propagated
    /// It failed, and the producer did not store why.
    case unrecorded
  }

  /// The output that it belongs to; nil if it belongs to the run as a whole.
  public var output: JSONString?
  /// Its index in the output, counted from zero in C order; nil for a single value.
  public var index: Int?
  /// Its index along each dimension.
  public var coordinates: [Int]?
  /// What sort of failure it is.
  public var kind = Kind.error
  /// How many failed in the same way; nil for a failure that is reported individually.
  public var count: Int?
  /// The class of the exception, with its module unless it is a built-in.
  public var type: JSONString?
  /// The message of the exception.
  public var message: JSONString?
  /// The function that failed, or that was not called.
  public var function: JSONString?
  /// Its positional arguments.
  public var arguments: StoredValue?
  /// Its keyword arguments.
  public var keywordArguments: StoredValue?
  /// When it failed, as the producer wrote it.
  public var timestamp: JSONString?
  /// The machine on which it failed.
  public var machine: JSONString?
  /// The producer's own traceback.
  public var traceback: JSONString?
  /// If it was not attempted: how its inputs had failed.
  public var reason: JSONString?
  /// If it was not attempted: the inputs that had failed.
  public var causes: [FailureCause] = []
  /// The members of an exception group.
  public var members: [FailureMember] = []
  /// Facts that only this layout knows.
  public var facts = LayoutFacts()

  init(output: JSONString?) {
    self.output = output
  }
}

/// An exception in a group of exceptions.
public struct FailureMember: Sendable {
  /// Its class, as in ``Failure/type``.
  public let type: JSONString
  /// Its message.
  public let message: JSONString?
  /// Its own members, if it is a group itself.
  public let members: [FailureMember]
}

/// An input that had failed.
public struct FailureCause: Sendable {
  /// The name of the parameter.
  public var parameter: JSONString
  /// `full` when the input itself is an error, `partial` when it is an array that contains some.
  public var type: JSONString?
  /// How many of its elements failed, if it is an array.
  public var count: Int?
  /// The message of the error, if the input is one.
  public var message: JSONString?
}
