import HostProcess
import ReadOnlyFiles

/// Everything that a watch needs from outside, injected so that tests can replace it.
public struct WatchEnvironment {
  /// Reads a run, in the given detail, by the layout that it had when it was last read; nil if a signal
  /// or the end of the time interrupted that, so that the watch is over.
  public var read: (RawPath, StatusRequest.Detail, LayoutName?) -> RunStatus?
  /// The runs below a folder that are to be watched, by their paths; nil if it is no folder or holds no
  /// run, empty if none of those that it holds is to be watched.
  public var list: (RawPath) -> [RawPath]?
  /// Whether a run that was found in a folder is to be watched.
  public var includes: (RunStatus) -> Bool
  /// Seconds on a clock that never moves backward.
  public var monotonic: () -> Double
  /// Waits for changes, signals and time.
  public var waiter: Waiter

  /// Creates an environment from its parts.
  public init(
    read: @escaping (RawPath, StatusRequest.Detail, LayoutName?) -> RunStatus?,
    list: @escaping (RawPath) -> [RawPath]? = { _ in nil },
    includes: @escaping (RunStatus) -> Bool = { _ in true },
    monotonic: @escaping () -> Double, waiter: Waiter
  ) {
    self.read = read
    self.list = list
    self.includes = includes
    self.monotonic = monotonic
    self.waiter = waiter
  }
}
