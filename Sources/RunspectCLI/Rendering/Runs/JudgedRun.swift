import ReadOnlyFiles
import RunInspection

/// What an item of an answer is about, for formats that report on runs instead of printing keys.
enum AnswerSubject: Sendable {
  case run(JudgedRun)
  /// Something that failed in a run.
  case failure(Failure, run: RawPath)
  /// So many more failures, which are not listed.
  case unlisted(failures: Int)
}

/// A run, what failed in it, and what that means.
struct JudgedRun: Sendable {
  /// What to call it: as the user named it, or its path.
  let name: RawPath
  let run: RunStatus
  /// What failed in it, up to the limit of the request; nil if nothing did, or if it was not asked for.
  let failures: FailureAnswer?
  /// Why that could not be read.
  let failuresError: InspectionError?
  /// Whether a gate fails because the run is not finished.
  let isBlamedUnfinished: Bool
  /// The present moment.
  let now: Timestamp
}

/// What a format needs to know of each run to report on it.
struct JudgedRunRequest: Sendable {
  /// The most failures of a run; none are read if it is 0.
  var mostFailures = 0
  /// Whether their traces are needed.
  var needsTrace = false
  /// How much is needed of the run itself.
  var detail = StatusRequest.Detail.summary
}
