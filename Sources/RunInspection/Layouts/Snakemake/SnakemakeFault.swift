import FileFormats
import ReadOnlyFiles

/// Faults that only a working folder of Snakemake can have.
enum SnakemakeFault: LayoutFault {
  /// A later invocation was refused, so an earlier log tells the state.
  case refused(log: RawPath, exception: JSONString)
  /// Later logs tell of nothing that was run: unlocking, or an invocation that ended at once.
  case emptyLogs(count: Int)
  /// No log tells of anything that was run.
  case nothingRun(RawPath)

  var text: String {
    switch self {
    case .refused(let log, let exception):
      "a later start was refused (\(exception), \(log.quoted)); what is told is of the one before"
    case .emptyLogs(let count):
      "\(count) later \(count == 1 ? "log tells" : "logs tell") of nothing that was run, and "
        + "\(count == 1 ? "is" : "are") left out"
    case .nothingRun(let path):
      "no log in \(path.quoted) tells of anything that was run: Snakemake was only unlocked, or it "
        + "could not read its Snakefile and said so on the terminal alone"
    }
  }
}
