import FileFormats
import ReadOnlyFiles
import RunInspection

/// A run that is watched by people, with what was seen of it so far.
struct LiveRun {
  /// The path by which it was named or found.
  let path: RawPath
  /// Its last status; nil before the first.
  private(set) var status: RunStatus?
  /// The work of all its outputs.
  private(set) var work: LiveWork?
  /// Whether it has outputs that are not kept, because all runs have too many.
  private(set) var lacksOutputs = false
  /// Whether it turned out to be a folder of runs, which has no line.
  var isFolder = false
  private(set) var pace = LivePace()
  private var outputPaces: [JSONString: LivePace] = [:]

  init(path: RawPath) {
    self.path = path
  }

  /// The name to show.
  var name: String {
    TerminalText.escaped(JSONString(fileSystemBytes: path.lastName.bytes))
  }

  /// Takes a new status.
  ///
  /// - Parameter kept: what is kept of it; nil for all of it.
  /// - Parameter time: seconds on a clock that never moves backward.
  mutating func take(_ status: RunStatus, kept: RunStatus? = nil, at time: Double) {
    let (work, kept) = (LiveWork(status), kept ?? status)
    self.status = kept
    self.work = work
    lacksOutputs = kept.outputs == nil && status.outputs != nil
    pace.note(work.done, at: time)
    if kept.outputs == nil { outputPaces = [:] }
    for output in kept.outputs ?? [] {
      guard !output.isComplete, let settled = LiveWork.settled(output) else {
        outputPaces[output.name] = nil
        continue
      }
      outputPaces[output.name, default: LivePace()].note(settled, at: time)
    }
  }

  /// How many elements of an output are settled a second.
  func rate(of output: OutputStatus, at time: Double) -> Double? {
    outputPaces[output.name]?.rate(at: time)
  }

  /// How many seconds the run has taken, up to now if it goes on.
  func elapsed(now: Timestamp) -> Double? {
    guard let status, let elapsed = status.elapsedSeconds else { return nil }
    guard !status.hasEnded, !status.isStale, let last = status.lastActivity else { return elapsed }
    return elapsed + max(0, now.secondsSince(last))
  }

  /// How many seconds are left of the run.
  func left(at time: Double) -> Double? {
    guard let status, !status.hasEnded, !status.isStale else { return nil }
    return status.remainingSeconds ?? work?.left(at: pace.rate(at: time))
  }

  /// How many seconds are left of an output.
  func left(of output: OutputStatus, at time: Double) -> Double? {
    guard let status, !status.hasEnded, !status.isStale, !output.isComplete else { return nil }
    if let total = output.totalCount, let settled = LiveWork.settled(output),
      let rate = rate(of: output, at: time), rate > 0
    {
      return Double(max(0, total - settled)) / rate
    }
    return output.remainingSeconds
  }

  /// Its place among the others: what failed, then what is silent, what is active, and what is waited
  /// for. Nil if it completed.
  var rank: Int? {
    guard let status else { return 4 }
    if status.isStale { return 1 }
    return switch status.state {
    case .completed: status.verdict == .success ? nil : 0
    case .failed, .error: 0
    case .incomplete: 1
    case .running: 2
    case .pending: 3
    case .missing: 4
    case .cancelled: 5
    }
  }
}
