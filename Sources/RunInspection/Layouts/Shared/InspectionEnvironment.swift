import HostProcess
import ReadOnlyFiles

/// What an inspection needs from outside besides files, injected so that tests can replace it.
public struct InspectionEnvironment: Sendable {
  /// The clocks.
  public var clock: HostClock
  /// How long to retry reading a document that is being rewritten in place, in seconds.
  public var documentPatience = 0.25
  /// How many threads may share the work.
  public var workers = Workers.one
  /// How many runs may hold large files at once, where several are read at the same time.
  var largeReads: LargeReads?
  /// Receives how far the inspection is; nil if nobody wants to know.
  public var progress: WorkProgress?

  /// Creates an environment with these clocks.
  public init(clock: HostClock = .system) {
    self.clock = clock
  }

  /// The environment of one of so many inspections that go on at the same time: each has its share of the
  /// threads, and few of them hold large files.
  public func sharing(among count: Int) -> InspectionEnvironment {
    var environment = self
    environment.workers = workers.shared(among: count)
    if count > 1, workers.most > 1 { environment.largeReads = LargeReads() }
    return environment
  }

  /// The turn of a run to hold large files; nil if it need not wait for any.
  func turn() -> LargeReadTurn? { largeReads.map { LargeReadTurn($0) } }

  /// The present moment.
  func now() -> Timestamp { clock.now() }
}
