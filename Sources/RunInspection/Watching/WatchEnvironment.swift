import HostProcess
import ReadOnlyFiles

/// Everything that a watch needs from outside, injected so that tests can replace it.
public struct WatchEnvironment {
  /// A run to read, and the layout that it had when it was last read.
  public typealias Reading = (path: RawPath, layout: LayoutName?)

  /// What a search of a folder for runs comes to.
  public enum Listing: Sendable {
    /// The paths of those that are to be watched, which may be none of those that it holds; and why there
    /// may be more.
    case runs([RawPath], fault: InspectionError?)
    /// It can't be searched.
    case failed(InspectionError)
    /// It is no folder, or holds no run.
    case none
    /// A signal or the end of the time interrupted it, so that the watch is over.
    case interrupted
  }

  /// Reads runs, in the given detail; nil if a signal or the end of the time interrupted that, so that the
  /// watch is over. The status of a run among several is nil if it takes so much memory that it has to be
  /// read by itself.
  public var read: ([Reading], StatusRequest.Detail) -> [RunStatus?]?
  /// The runs below a folder that are to be watched.
  public var list: (RawPath) -> Listing
  /// Whether a run that was found in a folder is to be watched.
  public var includes: (RunStatus) -> Bool
  /// Seconds on a clock that never moves backward.
  public var monotonic: () -> Double
  /// Waits for changes, signals and time.
  public var waiter: Waiter

  /// Creates an environment from its parts.
  public init(
    read: @escaping ([Reading], StatusRequest.Detail) -> [RunStatus?]?,
    list: @escaping (RawPath) -> Listing = { _ in .none },
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
