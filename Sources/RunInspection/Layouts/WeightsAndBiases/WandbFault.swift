import FileFormats
import ReadOnlyFiles

/// Faults that only a run of Weights & Biases can have.
enum WandbFault: LayoutFault {
  /// A file of the right name does not begin as a log does.
  case notALog(RawPath)
  /// The log holds nothing yet.
  case nothingFlushed(RawPath)
  /// Pieces of the log are damaged; how many, and where the first one lies.
  case damaged(RawPath, count: Int, offset: Int)
  /// Records that are too long, or no protobuf; how many.
  case recordsLeftOut(RawPath, count: Int)
  /// The config, the summary or the history has more values than are read.
  case valuesLeftOut(RawPath)

  var text: String {
    switch self {
    case .notALog(let path): "\(path.quoted) is no log of W&B: it begins with other bytes"
    case .nothingFlushed(let path):
      "\(path.quoted) holds nothing yet: W&B keeps the first records in memory, and they are lost if the "
        + "run is killed"
    case .damaged(let path, let count, let offset):
      "\(count) \(count == 1 ? "piece" : "pieces") of \(path.quoted) \(count == 1 ? "is" : "are") damaged, "
        + "the first at byte \(offset); what was in \(count == 1 ? "its block" : "their blocks") is left out"
    case .recordsLeftOut(let path, let count):
      "\(count) \(count == 1 ? "record" : "records") of \(path.quoted) can't be read, and "
        + "\(count == 1 ? "is" : "are") left out"
    case .valuesLeftOut(let path): "\(path.quoted) holds more values than are read"
    }
  }

  var mayPass: Bool {
    if case .nothingFlushed = self { true } else { false }
  }
}
