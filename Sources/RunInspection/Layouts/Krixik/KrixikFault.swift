import FileFormats
import ReadOnlyFiles

/// What only a Krixik run can meet.
enum KrixikFault: LayoutFault {
  /// In place of a state, the file holds the service's answer that there is none.
  case refused(RawPath, answer: JSONString)

  var text: String {
    switch self {
    case .refused(let path, let answer):
      "\(path.quoted) holds no state but the answer '\(answer)'"
    }
  }
}
