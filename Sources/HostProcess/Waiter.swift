import ReadOnlyFiles

/// Waiting for time, changes and signals, handed in so that a test can replace it.
public struct Waiter {
  /// Waits for so many seconds, for a signal, and if wanted for a change.
  public var wait: (_ seconds: Double, _ heedsChanges: Bool) -> Wake
  /// Watches a folder for changes.
  public var watch: (RawPath) -> Void
  /// Reports keys from now on, and returns whether there will be any.
  public var takeKeys: () -> Bool = { false }
  /// Leaves the keys to whoever had them before.
  public var releaseKeys: () -> Void = {}

  /// Replaces the waiting.
  public init(
    wait: @escaping (_ seconds: Double, _ heedsChanges: Bool) -> Wake,
    watch: @escaping (RawPath) -> Void
  ) {
    self.wait = wait
    self.watch = watch
  }

  /// Waits with a monitor of changes.
  public init(_ monitor: ChangeMonitor) {
    self.init(
      wait: { monitor.wait(seconds: $0, heedsChanges: $1) }, watch: { monitor.watch($0) })
    takeKeys = { monitor.takeKeys() }
    releaseKeys = { monitor.releaseKeys() }
  }
}
