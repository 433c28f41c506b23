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
  /// How the seconds are known, where the layout tells.
  public var secondsSource: SecondsSource?
  /// Why it failed.
  public var error: JSONString?
  /// Facts of the layout.
  public var facts = LayoutFacts()

  init(module: JSONString) {
    self.module = module
  }
}

/// How the seconds of a step are known.
public enum SecondsSource: String, CaseIterable, Sendable {
  /// The producer measured them.
  case heartbeat
  /// They were not measured; they can't be more.
  case upperBound = "upper_bound"
  /// They are the sum of the parts of a resumed run, of which the first is extrapolated.
  case parts
}
