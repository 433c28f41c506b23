import ReadOnlyFiles
import RunInspection

/// The failures of the run on the screen, which are read only if there are more than before, and never
/// for more than a tenth of the time.
struct LiveFailures {
  /// Reads the failures of a run.
  let read: (RawPath) -> [Failure]
  /// Seconds on a clock that never moves backward.
  let time: () -> Double

  private var run: Int?
  private var count: Int?
  private var state: RunState?
  private var known: [Failure] = []
  private var nextReading = 0.0

  init(read: @escaping (RawPath) -> [Failure], time: @escaping () -> Double) {
    self.read = read
    self.time = time
  }

  /// The failures of a run, the last ones last.
  mutating func of(_ index: Int, _ run: LiveRun) -> [Failure] {
    let count = run.status?.tally?.failedCount
    let state = run.status?.state
    if index != self.run {
      known = []
      nextReading = 0
    } else if count == self.count, state == self.state {
      return known
    }
    let isFailed = state == .failed
    guard count ?? 0 > 0 || isFailed else { return [] }
    let begun = time()
    guard begun >= nextReading else { return known }
    known = LiveFailures.ordered(read(run.path))
    (self.run, self.count, self.state) = (index, count, state)
    let ended = time()
    nextReading = ended + 9 * (ended - begun)
    return known
  }

  /// By their times, where all tell one.
  private static func ordered(_ failures: [Failure]) -> [Failure] {
    let times = failures.compactMap { $0.timestamp?.description }
    guard times.count == failures.count else { return failures }
    return zip(times, failures.indices).sorted { $0 < $1 }.map { failures[$0.1] }
  }
}
