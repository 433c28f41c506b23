import ReadOnlyFiles

/// Waiting for time, changes and signals, handed in so that a test can replace it.
public struct Waiter {
  /// Waits for so many seconds, for a signal, and if wanted for a change.
  public var wait: (_ seconds: Double, _ heedsChanges: Bool) -> Wake
  /// Watches a folder for changes; a link in its place only where links are followed.
  public var watch: (RawPath, LinkRule) -> Void
  /// The watched folders in which something changed since that was asked; nil if it may be any.
  public var takeChangedFolders: () -> Set<RawPath>? = { nil }
  /// Why changes are not reported, for lack of means; nil where they are.
  public var failure: () -> ErrorNumber? = { nil }
  /// Does work until a moment of the monotonic clock, or as long as it takes; returns false where that
  /// passed first, or a signal asks the process to stop. Without a monitor nothing interrupts it.
  public var perform: (_ deadline: Double?, _ work: @escaping @Sendable () -> Void) -> Bool = {
    _, work in
    work()
    return true
  }
  /// Reports keys from now on, and returns whether there will be any.
  public var takeKeys: () -> Bool = { false }
  /// Leaves the keys to whoever had them before.
  public var releaseKeys: () -> Void = {}

  /// Replaces the waiting.
  public init(
    wait: @escaping (_ seconds: Double, _ heedsChanges: Bool) -> Wake,
    watch: @escaping (RawPath, LinkRule) -> Void
  ) {
    self.wait = wait
    self.watch = watch
  }

  /// Waits with a monitor of changes.
  public init(_ monitor: ChangeMonitor) {
    self.init(
      wait: { monitor.wait(seconds: $0, heedsChanges: $1) }, watch: { monitor.watch($0, links: $1) }
    )
    let work = InterruptibleWork()
    takeChangedFolders = { monitor.takeChangedFolders() }
    failure = { monitor.failure }
    perform = { work.perform(until: $0, $1) }
    takeKeys = { monitor.takeKeys() }
    releaseKeys = { monitor.releaseKeys() }
  }

  /// The same, but that it tells of each signal to stop that a wait returns.
  public func notingStops(_ note: @escaping (ProcessSignal) -> Void) -> Waiter {
    var noting = self
    noting.wait = { [wait] seconds, heedsChanges in
      let wake = wait(seconds, heedsChanges)
      if case .signal(let signal) = wake, signal.isStop { note(signal) }
      return wake
    }
    return noting
  }

  /// The result of work; nil where it was interrupted.
  public func attempt<Value: Sendable>(
    until deadline: Double?, _ work: @escaping @Sendable () -> Value
  ) -> Value? {
    let result = Guarded<Value?>(nil)
    guard
      perform(
        deadline,
        {
          let value = work(); result.with { $0 = value }
        })
    else { return nil }
    return result.with { $0 }
  }
}
