import FileFormats

/// One execution of a step. What the layout does not record is nil, and printed as null.
public struct StepTiming: Sendable {
  /// The module or output that was executed.
  public var module: JSONString
  /// Which experiment or part of it.
  public var experiment: JSONString?
  /// Which step of it.
  public var step: JSONString?
  /// When it began, in seconds since 1970-01-01T00:00:00Z.
  public var start: Double?
  /// When it ended, in the same unit.
  public var end: Double?
  /// How long it took, in seconds.
  public var seconds: Double?
  /// Why it failed.
  public var error: JSONString?
  /// Facts of the layout.
  public var facts = LayoutFacts()

  init(module: JSONString) {
    self.module = module
  }
}
