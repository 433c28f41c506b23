import FileFormats
import ReadOnlyFiles
import RunInspection

/// What is counted over all runs whose failures are read.
struct FailureCounts {
  /// The runs that were read.
  var runCount = 0
  /// Those of them in which something failed.
  var failedRunCount = 0
  /// The runs that could not be read, or not whole.
  var unreadableRunCount = 0
  /// Whether their failures, and those of the others, could at least be counted.
  private var isCounted = true
  /// The failures.
  var failureCount = 0
  /// The failures that were left out because only what failed itself was asked for.
  var propagatedCount = 0
  /// What the reader had to work around.
  private(set) var warnings: [String] = []
  /// How many more warnings there are.
  private var untoldCount = 0

  /// The most warnings that are kept.
  private static let mostWarnings = 1_000

  /// Counts a run that was read.
  ///
  /// - Parameter name: what to call it in warnings; nil if there is only one.
  mutating func add(_ answer: FailureAnswer, name: String?) {
    runCount += 1
    if !answer.isEmpty { failedRunCount += 1 }
    if !answer.isWhole { unreadableRunCount += 1 }
    if !answer.isCounted { isCounted = false }
    failureCount = failureCount.addingSaturated(answer.total)
    propagatedCount = propagatedCount.addingSaturated(answer.propagatedCount)
    for warning in answer.warnings { warn(warning.text, name) }
  }

  /// Counts a run that could not be read.
  mutating func add(_ error: InspectionError, name: String) {
    unreadableRunCount += 1
    isCounted = false
    warn(error.text, name)
  }

  private mutating func warn(_ text: String, _ name: String?) {
    if warnings.count < FailureCounts.mostWarnings {
      warnings.append(name.map { "\($0): \(text)" } ?? text)
    } else {
      untoldCount += 1
    }
  }

  /// Adds a last warning if there were too many.
  mutating func finish() {
    if untoldCount > 0 { warnings.append("and \(Words.count(untoldCount, "more warning"))") }
    untoldCount = 0
  }

  /// One sentence on why the runs are no success.
  ///
  /// - Parameter name: what was asked for.
  /// - Parameter isOne: whether nothing else was.
  func summary(of name: RawPath, isOne: Bool) -> String {
    let place = isOne ? name.quoted : Words.count(runCount + unreadableRunCount, "run")
    // What was not attempted counts where nothing else was asked for.
    let count = failureCount > 0 ? failureCount : propagatedCount
    if count > 0 {
      let runs =
        runCount > 1 && failedRunCount < runCount ? " in \(Words.count(failedRunCount, "run"))" : ""
      return "\(Words.count(count, "element")) of \(place) failed\(runs)"
    }
    if failedRunCount > 0 {
      return runCount > 1
        ? "\(Words.count(failedRunCount, "run")) of \(place) failed" : "\(place) failed"
    }
    return "elements of \(place) can't be read and may have failed"
  }

  /// Whether everything could be read; what could not may have failed.
  var isWhole: Bool { unreadableRunCount == 0 }

  /// How much failed in how many runs.
  var headline: SummaryLine {
    let runs = "of \(Words.count(runCount + unreadableRunCount, "run"))"
    if failureCount > 0 {
      return SummaryLine(
        headline: Words.count(failureCount, "element") + " failed",
        rest: " in \(failedRunCount) \(runs)")
    }
    return SummaryLine(
      headline: failedRunCount > 0
        ? "\(failedRunCount) \(runs) failed"
        : isWhole ? "nothing failed" : "nothing is known to have failed",
      rest: failedRunCount > 0 ? "" : " in \(Words.count(runCount, "run"))")
  }

  /// The counts as members of an answer.
  func json(roots: Bool, isOneRun: Bool) -> JSONObject {
    var object: JSONObject = [
      "n_failed": isCounted || failureCount > 0 ? .integer(failureCount) : .null
    ]
    if roots { object.set("n_propagated", .integer(propagatedCount)) }
    if !isOneRun {
      object.set("n_runs", .integer(runCount))
      object.set("n_runs_failed", .integer(failedRunCount))
      object.set("n_runs_unreadable", .integer(unreadableRunCount))
    }
    return object
  }
}
