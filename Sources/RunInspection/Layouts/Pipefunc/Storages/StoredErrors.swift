import FileFormats
import ReadOnlyFiles

/// A stored error in a decoded pickle.
struct StoredError {
  let document: PickleDocument
  let reference: PickleReference
  /// Whether the element was not computed, because something that it needs had failed.
  let isPropagated: Bool
}

/// Distinguishes stored errors from values (pipefunc from 0.90 with `error_handling="continue"`,
/// `exceptions.py`).
enum StoredErrors {
  /// An element that failed itself.
  static let error = PickleGlobal(module: "pipefunc.exceptions", name: "ErrorSnapshot")
  /// An element that was not computed because something that it needs had failed.
  static let propagated = PickleGlobal(
    module: "pipefunc.exceptions", name: "PropagatedErrorSnapshot")
  /// Both kinds.
  static let classes = [error, propagated]

  /// The smallest size of a file with a stored error, in bytes: the names of the class and of its
  /// attributes, and their values, take more.
  static let leastSize = 150
  /// How much of a file is read to find out. The class is within the first 64 bytes, and most stored
  /// errors fit in completely.
  static let prefixLength = 4_096

  /// The stored error that a value is; nil for any other value.
  static func error(_ reference: PickleReference, in document: PickleDocument) -> StoredError? {
    guard let call = document.call(reference), let name = document.global(call.callable),
      classes.contains(name)
    else { return nil }
    return StoredError(
      document: document, reference: reference, isPropagated: name == propagated)
  }

  /// Whether a pickle begins like a stored error.
  static func isError(prefix: [UInt8]) -> Bool {
    guard prefix.count >= leastSize, let top = try? PickleTop.inspect(prefix: prefix) else {
      return false
    }
    switch top {
    case .wholeInstance(let name), .instance(let name), .global(let name):
      return classes.contains(name)
    case .whole, .beginning, .undecided: return false
    }
  }
}
