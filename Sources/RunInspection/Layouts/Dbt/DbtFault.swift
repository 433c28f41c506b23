import ReadOnlyFiles

/// Faults that only a run of dbt can have.
enum DbtFault: LayoutFault {
  /// The results are of another invocation than the last one in the log.
  case otherResults(RawPath)
  /// There are results and no log.
  case noLog(RawPath)
  /// The log begins in the middle of an invocation, since dbt began a new file.
  case beginningMissing(RawPath)
  /// The last invocation failed, and the log names no error.
  case noError(RawPath)
  /// The last line of the log is incomplete although the invocation has ended.
  case tornLog(RawPath)
  /// The invocation has more arguments than are kept of what the log says.
  case moreArguments(RawPath)
  /// Messages of a JSON log are too long to be read.
  case linesTooLong(RawPath, count: Int)
  /// The results are newer than the log, so the log is not of the last invocation.
  case olderLog(RawPath)

  var text: String {
    switch self {
    case .otherResults(let path):
      "\(path.quoted) is of an earlier invocation, so it was left out; the log tells of the last one"
    case .noLog(let path):
      "there is no log, only \(path.quoted): of a later invocation that did not end, nothing is known"
    case .beginningMissing(let path):
      "\(path.quoted) does not contain the beginning of the last invocation, which is in an older log"
    case .noError(let path):
      "dbt stored no error of it; what it did is in \(path.quoted)"
    case .tornLog(let path): "the last line of \(path.quoted) is incomplete"
    case .moreArguments(let path):
      "\(path.quoted) names more arguments of the invocation than are told"
    case .linesTooLong(let path, let count):
      "\(count) \(count == 1 ? "line" : "lines") of \(path.quoted) \(count == 1 ? "is" : "are") too long "
        + "to be read, and may tell more"
    case .olderLog(let path):
      "\(path.quoted) is older than the results, so it was left out"
    }
  }
}
