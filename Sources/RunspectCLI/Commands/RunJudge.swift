import ReadOnlyFiles
import RunInspection

/// Reads what a format needs that reports on runs.
struct RunJudge: Sendable {
  private let request: JudgedRunRequest
  private let inspector: RunInspector
  private let rules: GateRules?
  private let now: Timestamp

  /// - Returns: nil if the format prints keys instead.
  init?(_ format: any AnswerFormat, rules: GateRules?, _ context: CommandContext) {
    guard let request = format.judgementRequest else { return nil }
    self.request = request
    self.rules = rules
    inspector = RunInspector(environment: context.inspection)
    now = context.clock.now()
  }

  /// What is known of a run. What failed is read only where something did.
  ///
  /// - Parameter name: what to call the run.
  func judge(_ run: RunStatus, name: RawPath) -> JudgedRun {
    var failures: FailureAnswer?
    var failuresError: InspectionError?
    if request.mostFailures > 0, RunJudge.mayHaveFailures(run) {
      var wanted = FailureRequest()
      wanted.limit = request.mostFailures
      wanted.needsTrace = request.needsTrace
      do throws(InspectionError) {
        failures = try inspector.failures(of: run.runFolder, request: wanted)
      } catch {
        failuresError = error
      }
    }
    let outcome = rules?.outcome(of: run) ?? .success
    return JudgedRun(
      name: name, run: run.withoutLongAccount, failures: failures, failuresError: failuresError,
      isBlamedUnfinished: run.verdict == .unfinished && outcome != .success, now: now)
  }

  private static func mayHaveFailures(_ run: RunStatus) -> Bool {
    switch run.state {
    case .missing, .error: false
    case .failed: true
    default: run.tally?.failedCount.map { $0 > 0 } ?? false
    }
  }
}
