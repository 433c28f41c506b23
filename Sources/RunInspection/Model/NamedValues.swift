import FileFormats

/// Single values of a run to read by their names, such as a column for each of them in a list of runs.
public struct NamedValueRequest: Sendable {
  /// The names of inputs.
  public var inputs: [JSONString] = []
  /// The names of outputs. One that is an array of elements is not read.
  public var outputs: [JSONString] = []
  /// The most elements to return of each container in a value.
  public var limit = 1_000

  /// Nothing yet.
  public init() {}
}

/// The values that were found under those names. A name that the run does not have is absent, and so is
/// every name if the layout keeps no values of that kind. A value that could not be read is
/// `StoredValue.unreadable`, one that was not computed yet `StoredValue.missing`.
public struct NamedValues: Sendable {
  /// The inputs that were found.
  public internal(set) var inputs: [JSONString: StoredValue] = [:]
  /// The outputs that were found.
  public internal(set) var outputs: [JSONString: StoredValue] = [:]

  /// Nothing was found.
  public init() {}

  /// Every requested value is unreadable for the same reason.
  public init(_ request: NamedValueRequest, unreadable error: InspectionError) {
    for name in request.inputs { inputs[name] = .unreadable(error) }
    for name in request.outputs { outputs[name] = .unreadable(error) }
  }
}
