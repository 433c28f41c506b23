import HostProcess
import ReadOnlyFiles

extension FileError {
  /// The message, without a capital letter and a full stop.
  var text: String {
    let verb =
      switch operation {
      case .open: "open"
      case .read: "read"
      case .list: "list"
      case .status: "look at"
      case .write: "write"
      }
    switch reason {
    case .system(let number): return "can't \(verb) '\(path)': \(number)"
    case .notAFile(let kind): return "can't \(verb) '\(path)': it is \(kind), not a file"
    case .tooLarge(let limit): return "can't \(verb) '\(path)': it is larger than \(limit) bytes"
    case .hole(let start):
      return "can't \(verb) '\(path)' whole: nothing was ever written from byte \(start) on"
    case .tooMany(let limit):
      return "can't \(verb) '\(path)' whole: it has more than \(limit) entries"
    case .tooDeep(let limit):
      return "can't \(verb) '\(path)': it lies more than \(limit) folders deep"
    }
  }
}

extension NewFileError {
  /// The message, without a capital letter and a full stop.
  var text: String {
    switch self {
    case .noName(let path): "'\(path)' does not name a file"
    case .insideRun(let path, let run):
      "'\(path)' lies in the run folder '\(run)', in which nothing is ever written"
    case .failed(let failure): failure.text
    }
  }
}
