/// Why the footer of a table in the format Parquet can't be read.
public enum ParquetError: Error, Equatable, Sendable {
  /// The file does not begin and end with `PAR1`: it is cut short, or no such table.
  case missingMark
  /// The footer is encrypted.
  case encrypted
  /// The footer would begin before the file does; its claimed length in bytes.
  case lengthBeyondFile(Int)
  /// What stands at this byte of the file is not what belongs there.
  case malformed(offset: Int)
}

extension ParquetError: CustomStringConvertible {
  /// The reason in words.
  public var description: String {
    switch self {
    case .missingMark: "the mark PAR1 is missing at its beginning or its end"
    case .encrypted: "its footer is encrypted"
    case .lengthBeyondFile(let length):
      "its footer claims \(length) bytes, which is more than there are"
    case .malformed(let offset): "its footer is malformed at byte \(offset)"
    }
  }
}
