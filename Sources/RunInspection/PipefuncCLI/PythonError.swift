import FileFormats
import ReadOnlyFiles

/// An exception that the peer would have raised, with the text that it would have printed.
struct PythonError: Error {
  let text: String

  init(_ text: String) {
    self.text = text
  }

  /// `KeyError`.
  static func key(_ key: JSONString) -> PythonError {
    PythonError(PythonText.representation(key))
  }

  /// `OSError`.
  static func system(_ number: ErrorNumber, _ path: RawPath) -> PythonError {
    let text = PythonText.representation(JSONString(fileSystemBytes: path.bytes))
    return PythonError("[Errno \(number.rawValue)] \(number): \(text)")
  }

  static func file(_ error: FileError) -> PythonError {
    switch error.reason {
    case .system(let number): system(number, error.path)
    case .notAFile(.folder): system(.isAFolder, error.path)
    case .notAFile(let kind):
      PythonError(
        "\(PythonText.representation(JSONString(fileSystemBytes: error.path.bytes))) is \(kind)")
    case .tooLarge(let limit): PythonError("larger than \(limit) bytes")
    }
  }

  /// `TypeError` of `for x in value`.
  static func notIterable(_ node: JSONNode) -> PythonError {
    PythonError("'\(node.pythonTypeName)' object is not iterable")
  }

  /// `AttributeError`.
  static func noAttribute(_ name: String, _ node: JSONNode) -> PythonError {
    PythonError("'\(node.pythonTypeName)' object has no attribute '\(name)'")
  }
}
