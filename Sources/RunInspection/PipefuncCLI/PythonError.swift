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

  /// What `pickle.load` raises (CPython 3.11, `Modules/_pickle.c`): `EOFError` where an instruction
  /// should begin and the data ends, `UnpicklingError` where it ends within one. Of what else can be
  /// wrong with a pickle, our own words.
  static func unpickling(_ error: PickleError) -> PythonError {
    switch error.reason {
    case .missingStop: PythonError("Ran out of input")
    case .truncated, .lengthBeyondInput: PythonError("pickle data was truncated")
    case .unknownOpcode(let code):
      PythonError("invalid load key, '\(unknownOpcode(code))'.")
    default: PythonError("\(error)")
    }
  }

  private static func unknownOpcode(_ code: UInt8) -> String {
    let isPrinted = (0x20...0x7E).contains(code) && code != UInt8(ascii: "'") && code != 0x5C
    guard !isPrinted else { return String(UnicodeScalar(code)) }
    let digits = String(code, radix: 16)
    return "\\x" + (digits.count < 2 ? "0" : "") + digits
  }

  static func file(_ error: FileError) -> PythonError {
    switch error.reason {
    case .system(let number): system(number, error.path)
    case .notAFile(.folder): system(.isAFolder, error.path)
    case .notAFile(let kind):
      PythonError(
        "\(PythonText.representation(JSONString(fileSystemBytes: error.path.bytes))) is \(kind)")
    case .tooLarge(let limit): PythonError("larger than \(limit) bytes")
    case .hole(let start): PythonError("nothing was written from byte \(start) on")
    case .tooMany(let limit): PythonError("more than \(limit) entries")
    case .tooDeep(let limit): PythonError("more than \(limit) folders deep")
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
