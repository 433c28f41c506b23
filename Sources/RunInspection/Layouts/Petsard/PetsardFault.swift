import FileFormats
import ReadOnlyFiles

/// Faults that only a PETsARD run can have.
enum PetsardFault: LayoutFault {
  /// A pickle does not contain the state of a run.
  case unexpectedPickle(RawPath)
  /// The snapshot is known, but the description of the data was not recorded in it.
  case snapshotWithoutMetadata(JSONString)
  /// A log mentions no step, because its level hides them or nothing has begun.
  case logTellsNothing(RawPath)
  /// There is no log, only the state that a user pickled at some point.
  case pickledStateOnly(RawPath)

  var text: String {
    switch self {
    case .unexpectedPickle(let path): "\(path.quoted) is a pickle, but holds no state of a run"
    case .snapshotWithoutMetadata(let identifier):
      "the snapshot '\(identifier)' holds no metadata to restore"
    case .logTellsNothing(let path):
      "the log \(path.quoted) mentions no step: nothing has begun, or its level hides the steps"
    case .pickledStateOnly(let path):
      "there is no log, only the pickled state \(path.quoted); what came after it is unknown"
    }
  }
}
