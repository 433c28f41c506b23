import FileFormats
import ReadOnlyFiles

/// Faults that only a notebook of papermill can have.
enum PapermillFault: LayoutFault {
  /// A large file is no notebook, or only a part of one.
  case notANotebook(RawPath, JSONReduction.Fault)
  /// There are more cells than are read.
  case moreCells(RawPath, limit: Int)
  /// The kernel died while it executed a cell, and papermill stored no error.
  case kernelDied
  /// The run failed, and no cell holds an error.
  case noError

  var text: String {
    switch self {
    case .notANotebook(let path, .cutShort): "\(path.quoted) is not JSON: it ends in the middle"
    case .notANotebook(let path, .notJSON(let offset)):
      "\(path.quoted) is not JSON at byte \(offset)"
    case .notANotebook(let path, .tooDeep(let limit)):
      "\(path.quoted) is nested more than \(limit) levels deep"
    case .notANotebook(let path, .tooLarge(let limit)):
      "\(path.quoted) has more than \(limit) bytes beside what its cells printed"
    case .moreCells(let path, let limit):
      "of \(path.quoted), only the first \(limit) cells were read"
    case .kernelDied:
      "papermill stored no error of it; the kernel died while it executed the cell"
    case .noError:
      "papermill stored no error of it; what it said is only where it was started"
    }
  }

  var mayPass: Bool {
    if case .notANotebook(_, let fault) = self {
      switch fault {
      case .cutShort, .notJSON: return true
      case .tooDeep, .tooLarge: return false
      }
    }
    return false
  }
}
