import FileFormats

/// Text in documents of XML 1.0 (fifth edition).
enum XMLText {
  /// The value of an attribute between double quotation marks. Readers would make spaces of tabs and
  /// line breaks (section 3.3.3) that are not escaped.
  static func attribute(_ text: String) -> String { escaped(text, keepsLines: false) }

  /// The content of an element.
  static func content(_ text: String) -> String { escaped(text, keepsLines: true) }

  private static func escaped(_ text: String, keepsLines: Bool) -> String {
    var result: [UInt8] = []
    result.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;".utf8
      case "<": result += "&lt;".utf8
      // In `]]>` it would end a section (section 2.4).
      case ">": result += "&gt;".utf8
      case "\"": result += "&quot;".utf8
      case "\r": result += "&#13;".utf8
      case "\t", "\n":
        if keepsLines {
          result.append(UInt8(scalar.value))
        } else {
          result += "&#\(scalar.value);".utf8
        }
      case " "..."~": result.append(UInt8(scalar.value))
      default:
        result +=
          (isCharacter(scalar) ? UTF8.encode(scalar) : nil) ?? UTF8.encodedReplacementCharacter
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// Whether a document may contain the code point, escaped or not (section 2.2, `Char`), and it controls
  /// neither a terminal nor the writing direction.
  private static func isCharacter(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x7F...0x9F, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: false
    case 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
    default: false
    }
  }

  /// Seconds as `xs:decimal` has them, without an exponent, to a millisecond.
  static func decimal(_ seconds: Double) -> String {
    let milliseconds = (min(max(seconds, 0), 1e12) * 1_000).rounded()
    let whole = Int(milliseconds)
    let rest = String(whole % 1_000)
    return "\(whole / 1_000)." + String(repeating: "0", count: 3 - rest.count) + rest
  }
}
