import ReadOnlyFiles
import RunInspection

/// Reads what a format needs to report on runs.
struct RunReporter: Sendable {
  private let request: RunReportRequest
  private let inspector: RunInspector
  private let rules: GateRules?
  private let now: Timestamp

  /// - Returns: nil if the format prints keys instead.
  init?(_ format: any AnswerFormat, rules: GateRules?, _ context: CommandContext) {
    guard let request = format.reportRequest else { return nil }
    self.request = request
    self.rules = rules
    inspector = RunInspector(environment: context.inspection)
    now = context.clock.now()
  }

  /// The report on a run. What failed is read only where something did.
  ///
  /// - Parameter name: what to call the run.
  func report(_ run: RunStatus, name: RawPath) -> RunReport {
    var failures: FailureAnswer?
    var failuresError: InspectionError?
    if request.mostFailures > 0, RunReporter.mayHaveFailures(run) {
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
    return RunReport(
      name: name, run: run, failures: failures, failuresError: failuresError,
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
