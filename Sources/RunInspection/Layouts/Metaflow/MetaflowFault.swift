import FileFormats
import ReadOnlyFiles

/// Faults that only a run of Metaflow can have.
enum MetaflowFault: LayoutFault {
  /// An artifact is stored by something else than a SHA-1.
  case notAnIdentifier(JSONString)
  /// An artifact can't be unpacked.
  case notUnpacked(RawPath, GzipError)

  var text: String {
    switch self {
    case .notAnIdentifier(let identifier):
      "the artifact is stored by '\(identifier)', which is no SHA-1"
    case .notUnpacked(let path, let error): "\(path.quoted) can't be unpacked: \(error)"
    }
  }
}
