import HostProcess
import ReadOnlyFiles

/// Everything that a watch needs from outside, injected so that tests can replace it.
public struct WatchEnvironment {
  /// Reads a run, in the given detail, by the layout that it had when it was last read.
  public var read: (RawPath, StatusRequest.Detail, LayoutName?) -> RunStatus
  /// Seconds on a clock that never moves backward.
  public var monotonic: () -> Double
  /// Waits for changes, signals and time.
  public var waiter: Waiter

  /// Creates an environment from its parts.
  public init(
    read: @escaping (RawPath, StatusRequest.Detail, LayoutName?) -> RunStatus,
    monotonic: @escaping () -> Double, waiter: Waiter
  ) {
    self.read = read
    self.monotonic = monotonic
    self.waiter = waiter
  }
}
