import ReadOnlyFiles

/// How many threads may share the work of a command.
///
/// A fast file system keeps as many threads busy as there are processors. Where each call takes
/// milliseconds, as on the file systems of clusters, threads mostly wait, and more of them wait at once.
public struct Workers: Sendable {
  /// The most threads, the calling one included; at least 1.
  public let most: Int
  /// What the calls of the command take, which decides how many threads there are; nil if all of them
  /// are wanted.
  let meter: Guarded<WaitMeter>?

  /// The calling thread alone.
  public static let one = Workers(most: 1, meter: nil)

  /// The most threads where the calls wait.
  public static let mostWaiting = 32

  /// As many as what the calls take makes worthwhile.
  public static func measured() -> Workers {
    Workers(
      most: min(mostWaiting, DescriptorLimit.threads()),
      meter: Guarded(WaitMeter(from: .beginning)))
  }

  /// The most threads in any case.
  public static let mostFixed = 256

  /// So many, but at most `mostFixed` and as many as may have files open, if there is work for them.
  public static func fixed(_ count: Int) -> Workers {
    Workers(most: max(1, min(count, mostFixed, DescriptorLimit.threads())), meter: nil)
  }

  /// At most one for each of so many pieces of work.
  public func limited(to count: Int) -> Workers {
    Workers(most: max(1, min(most, count)), meter: meter)
  }

  /// The share of each of so many pieces of work that are done at the same time.
  public func shared(among count: Int) -> Workers {
    Workers(most: max(1, most / max(1, min(count, most))), meter: meter)
  }

  /// Whether it is known that the calls wait, so that even small pieces are worth a thread.
  public var isWaiting: Bool { most > 1 && meter?.with { $0.isWaiting } ?? true }
}

/// Finds out whether the calls of a process wait rather than work.
struct WaitMeter: Sendable {
  /// Whether they were found to wait.
  private(set) var isWaiting = false
  private var last: ProcessTimes

  /// - Parameter beginning: what the process had used when the command began.
  init(from beginning: ProcessTimes) { last = beginning }

  /// The share of the time of its threads for which a process waits that waits.
  private static let leastShare = 0.5
  /// How long a single wait of such a process takes at most, in seconds. A process that others keep from
  /// running does not give up its processor by itself.
  private static let longestWait = 0.5

  /// Looks at what the process did since the last look.
  ///
  /// - Parameter threads: how many threads worked.
  /// - Parameter steps: how many pieces of work were done. Each of them makes calls, so that a process that
  ///   waits for its calls has waited at least as often; one that others keep from running has not.
  mutating func look(at present: ProcessTimes = .now(), threads: Int, steps: Int) {
    let available = (present.monotonic - last.monotonic) * Double(threads)
    let waited = available - (present.processor - last.processor)
    let waits = Double(present.waits - last.waits)
    let preemptions = Double(present.preemptions - last.preemptions)
    last = present
    if waited > available * WaitMeter.leastShare, waits * WaitMeter.longestWait > waited,
      waits >= Double(max(1, steps)), waits > 2 * preemptions
    {
      isWaiting = true
    }
  }
}
