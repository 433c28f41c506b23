/// Text as Python prints it (CPython 3.11).
public enum PythonText {
  /// `repr` of a string.
  public static func representation(_ text: JSONString) -> String {
    let bytes = text.bytes
    let quote: Character =
      bytes.contains(UInt8(ascii: "'")) && !bytes.contains(UInt8(ascii: "\"")) ? "\"" : "'"
    var result = String(quote)
    var rest = bytes[...]
    while let byte = rest.first {
      // Lone surrogates are the only code points in the text that are not Unicode scalars.
      if byte == 0xED, rest.count >= 3, rest[rest.startIndex + 1] >= 0xA0 {
        let unit =
          0xD000 | UInt32(rest[rest.startIndex + 1] & 0x3F) << 6
          | UInt32(rest[rest.startIndex + 2] & 0x3F)
        result += "\\u" + String(unit, radix: 16)
        rest = rest.dropFirst(3)
        continue
      }
      let length = byte < 0x80 ? 1 : byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2
      let character = String(decoding: rest.prefix(length), as: UTF8.self)
      rest = rest.dropFirst(length)
      for scalar in character.unicodeScalars { result += escaped(scalar, quote: quote) }
    }
    return result + String(quote)
  }

  private static func escaped(_ scalar: Unicode.Scalar, quote: Character) -> String {
    switch scalar {
    case "\\": return "\\\\"
    case "\n": return "\\n"
    case "\r": return "\\r"
    case "\t": return "\\t"
    case "'" where quote == "'": return "\\'"
    default: break
    }
    func hexadecimal(_ mark: String, _ width: Int) -> String {
      let digits = String(scalar.value, radix: 16)
      return "\\" + mark + String(repeating: "0", count: width - digits.count) + digits
    }
    guard isEscaped(scalar.value) else { return String(scalar) }
    if scalar.value < 0x100 { return hexadecimal("x", 2) }
    return scalar.value < 0x10000 ? hexadecimal("u", 4) : hexadecimal("U", 8)
  }

  /// Whether `repr` escapes a code point because `str.isprintable` rejects it. CPython 3.11 knows
  /// Unicode 14 and escapes everything newer.
  static func isEscaped(_ codePoint: UInt32) -> Bool {
    guard let scalar = Unicode.Scalar(codePoint), let age = scalar.properties.age, age.major <= 14
    else { return true }
    switch scalar.properties.generalCategory {
    case .control, .format, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator:
      return true
    case .spaceSeparator: return scalar != " "
    default: return false
    }
  }
}
