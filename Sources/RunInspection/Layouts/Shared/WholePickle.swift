import FileFormats
import ReadOnlyFiles

/// Tells a whole pickle from one that is cut short or damaged, without building any value.
enum WholePickle {
  /// Confirms that bytes begin with one whole pickle.
  static func confirm(_ bytes: [UInt8], _ path: RawPath) throws(InspectionError) {
    switch PickleCompleteness(of: bytes) {
    case .complete: return
    case .truncated(let offset): throw .pickleCutShort(path, offset: offset)
    case .malformed(let error): throw .notAPickle(path, error)
    }
  }
}
