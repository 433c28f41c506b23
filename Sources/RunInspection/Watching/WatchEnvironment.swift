import HostProcess
import ReadOnlyFiles

/// What a watch needs of the world, handed in so that a test can replace it.
public struct WatchEnvironment {
  /// Reads a run: a summary where only its state matters, and by the layout that it was known to have.
  public var read: (RawPath, StatusRequest.Detail, LayoutName?) -> RunStatus
  /// Seconds on a clock that only moves forward.
  public var monotonic: () -> Double
  /// What a watch waits with.
  public var waiter: Waiter

  /// Replaces the world.
  public init(
    read: @escaping (RawPath, StatusRequest.Detail, LayoutName?) -> RunStatus,
    monotonic: @escaping () -> Double, waiter: Waiter
  ) {
    self.read = read
    self.monotonic = monotonic
    self.waiter = waiter
  }
}
