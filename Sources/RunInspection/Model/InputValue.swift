import FileFormats

/// The value that a run was started with under one name.
public struct InputValue: Sendable {
  /// Where an input comes from.
  public enum Source: String, Sendable, CaseIterable {
    /// It was given to the run.
    case inputs
    /// It was not given, so a function's default applies.
    case defaults
  }

  /// The name of the input.
  public let name: JSONString
  /// Where it comes from.
  public let source: Source
  /// The value.
  public let value: StoredValue
}

/// What a run was started with.
public struct InputAnswer: Sendable {
  /// The inputs in code point order of their names.
  public internal(set) var inputs: [InputValue] = []
  /// What could not be read, so that there may be more inputs.
  public internal(set) var warnings: [InspectionWarning] = []

  init() {}
}
