import FileFormats
import ReadOnlyFiles

/// Faults that only a Krixik run can have.
enum KrixikFault: LayoutFault {
  /// Instead of a status, the file contains the service's answer that there is none.
  case refused(RawPath, answer: JSONString)

  var text: String {
    switch self {
    case .refused(let path, let answer):
      "\(path.quoted) contains no status, only the answer '\(answer)'"
    }
  }
}
