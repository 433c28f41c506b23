import HostProcess
import ReadOnlyFiles

/// What an inspection needs of the world besides files, handed in so that a test can replace it.
public struct InspectionEnvironment: Sendable {
  /// The clocks.
  public var clock: HostClock
  /// For how long a document that is being rewritten in place is read again, in seconds.
  public var documentPatience = 0.25

  /// An inspection by these clocks.
  public init(clock: HostClock = .system) {
    self.clock = clock
  }

  /// The present moment.
  func now() -> Timestamp { clock.now() }
}
