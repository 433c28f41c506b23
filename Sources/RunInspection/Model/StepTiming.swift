import FileFormats

/// One execution of a step. What the layout does not tell is nil and not printed, or printed as null
/// where it is the core of a row.
public struct StepTiming: Sendable {
  /// The module or output that was executed.
  public var module: JSONString
  /// Which experiment or part of it.
  public var experiment: JSONString?
  /// Which step of it.
  public var step: JSONString?
  /// When it began, in seconds since 1970-01-01T00:00:00Z.
  public var start: Double?
  /// When it ended, likewise.
  public var end: Double?
  /// How long it took.
  public var seconds: Double?
  /// Why it failed.
  public var error: JSONString?
  /// Facts that only this layout knows.
  public var facts = LayoutFacts()

  init(module: JSONString) {
    self.module = module
  }
}
