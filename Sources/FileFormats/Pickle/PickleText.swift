/// The two text encodings of protocol 0 that hold escapes. Both decode to bytes: of a Python 2
/// string as it was, of a Python 3 string as UTF-8 in which surrogates may be unpaired.
enum PickleText {
  /// Decodes a Python string literal with its quotes, as `STRING` holds it, to the end of `output`.
  /// False when the quotes are missing or an escape is broken. Escapes that Python does not know
  /// stay as they are. The result is shorter than the literal.
  static func unquote(_ literal: ArraySlice<UInt8>, into output: inout [UInt8]) -> Bool {
    guard literal.count >= 2, let quote = literal.first, quote == literal.last,
      quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"")
    else { return false }
    var rest = literal.dropFirst().dropLast()
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "\\") else {
        output.append(byte)
        continue
      }
      guard let escape = rest.popFirst() else { return false }
      switch escape {
      case UInt8(ascii: "\\"), UInt8(ascii: "'"), UInt8(ascii: "\""): output.append(escape)
      case UInt8(ascii: "a"): output.append(0x07)
      case UInt8(ascii: "b"): output.append(0x08)
      case UInt8(ascii: "t"): output.append(0x09)
      case UInt8(ascii: "n"): output.append(0x0a)
      case UInt8(ascii: "v"): output.append(0x0b)
      case UInt8(ascii: "f"): output.append(0x0c)
      case UInt8(ascii: "r"): output.append(0x0d)
      case UInt8(ascii: "x"):
        guard let value = hexadecimal(2, from: &rest) else { return false }
        output.append(UInt8(truncatingIfNeeded: value))
      case UInt8(ascii: "0")...UInt8(ascii: "7"):
        var value = UInt32(escape - UInt8(ascii: "0"))
        var count = 1
        while count < 3, let digit = rest.first, digit >= UInt8(ascii: "0"),
          digit <= UInt8(ascii: "7")
        {
          value = value * 8 + UInt32(digit - UInt8(ascii: "0"))
          rest.removeFirst()
          count += 1
        }
        output.append(UInt8(truncatingIfNeeded: value))
      default:
        output.append(UInt8(ascii: "\\"))
        output.append(escape)
      }
    }
    return true
  }

  /// Decodes raw-unicode-escape text, as `UNICODE` holds it, to the end of `output`: `\uXXXX`,
  /// `\UXXXXXXXX`, all else Latin-1. False when an escape is broken. The result is at most twice as
  /// long as the text.
  static func unescape(_ text: ArraySlice<UInt8>, into output: inout [UInt8]) -> Bool {
    var rest = text
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "\\"), let escape = rest.first else {
        append(UInt32(byte), to: &output)
        continue
      }
      rest.removeFirst()
      switch escape {
      case UInt8(ascii: "u"), UInt8(ascii: "U"):
        let width = escape == UInt8(ascii: "u") ? 4 : 8
        guard let value = hexadecimal(width, from: &rest), value <= 0x10ffff else { return false }
        append(value, to: &output)
      default:
        output.append(byte)
        append(UInt32(escape), to: &output)
      }
    }
    return true
  }

  /// Whether raw-unicode-escape text means its own bytes, so that it need not be copied.
  static func isPlain(_ text: ArraySlice<UInt8>) -> Bool {
    text.allSatisfy { $0 < 0x80 && $0 != UInt8(ascii: "\\") }
  }

  private static func hexadecimal(_ width: Int, from rest: inout ArraySlice<UInt8>) -> UInt32? {
    var value: UInt32 = 0
    for _ in 0..<width {
      guard let byte = rest.popFirst() else { return nil }
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        value = value << 4 | UInt32(byte - UInt8(ascii: "0"))
      case UInt8(ascii: "a")...UInt8(ascii: "f"):
        value = value << 4 | UInt32(byte - UInt8(ascii: "a") + 10)
      case UInt8(ascii: "A")...UInt8(ascii: "F"):
        value = value << 4 | UInt32(byte - UInt8(ascii: "A") + 10)
      default:
        return nil
      }
    }
    return value
  }

  /// Appends the UTF-8 form of a code point. The standard library's own encoder accepts no
  /// surrogates, and Python strings may have them.
  private static func append(_ codePoint: UInt32, to output: inout [UInt8]) {
    func byte(_ bits: UInt32) -> UInt8 { UInt8(truncatingIfNeeded: bits) }
    if codePoint < 0x80 {
      output.append(byte(codePoint))
      return
    }
    let tail = 0x80 | codePoint & 0x3f
    if codePoint < 0x800 {
      output.append(byte(0xc0 | codePoint >> 6))
    } else if codePoint < 0x10000 {
      output.append(byte(0xe0 | codePoint >> 12))
      output.append(byte(0x80 | codePoint >> 6 & 0x3f))
    } else {
      output.append(byte(0xf0 | codePoint >> 18))
      output.append(byte(0x80 | codePoint >> 12 & 0x3f))
      output.append(byte(0x80 | codePoint >> 6 & 0x3f))
    }
    output.append(byte(tail))
  }
}
