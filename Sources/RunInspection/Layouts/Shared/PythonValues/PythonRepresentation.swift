import FileFormats

/// Values as `repr` prints them (CPython 3.11), those that are plain.
enum PythonRepresentation {
  /// The longest text that is printed so.
  static let longest = 4_096

  /// A value in Python's words; nil for what is no plain value, and for what is too long, which the
  /// budget of the reader then counts.
  ///
  /// - Parameter isShort: as `str` prints it, where a text stands without quotation marks.
  static func text(
    _ reference: PickleReference, isShort: Bool = false, in reader: PickleValueReader
  ) -> [UInt8]? {
    guard case .plain(let value) = reader.document.outline(of: reference) else { return nil }
    switch value {
    case .none: return Array("None".utf8)
    case .bool(let value): return Array((value ? "True" : "False").utf8)
    case .integer(let number):
      if let digits = number.decimalText(maximumBytes: 1_785) { return Array(digits.utf8) }
    case .float(let number): return Array(PythonFloat.representation(number).utf8)
    case .string(let bytes):
      if bytes.count <= longest {
        if isShort { return Array(bytes) }
        return Array(PythonText.representation(JSONString(generalisedUTF8: Array(bytes))).utf8)
      }
    default: return nil
    }
    reader.budget.refuse()
    return nil
  }

  /// Several values in brackets.
  static func tuple(_ references: [PickleReference], in reader: PickleValueReader) -> [UInt8]? {
    let parts = references.compactMap { text($0, in: reader) }
    guard parts.count == references.count else { return nil }
    return Array("(".utf8) + parts.joined(separator: Array(", ".utf8)) + Array(")".utf8)
  }
}
