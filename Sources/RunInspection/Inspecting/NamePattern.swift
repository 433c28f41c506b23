import ReadOnlyFiles

/// A pattern for the names of run folders, as shells have it (POSIX, section 2.13): `*` stands for any
/// bytes, `?` for one character, `[a-z]` for one of several and `[!a-z]` for any other, and a backslash
/// takes the meaning from what follows it.
public struct NamePattern: Sendable, Equatable {
  private enum Part: Sendable, Equatable {
    case anything
    case anyCharacter
    case byte(UInt8)
    case oneOf([ClosedRange<UInt8>], isNegated: Bool)
  }

  private let parts: [Part]

  /// Reads a pattern. A bracket without its counterpart stands for itself.
  public init(_ pattern: RawPath) {
    var parts: [Part] = []
    var rest = pattern.bytes[...]
    // Where one bracket has no end, no later one has.
    var hasBrackets = true
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "*"): if parts.last != .anything { parts.append(.anything) }
      case UInt8(ascii: "?"): parts.append(.anyCharacter)
      case UInt8(ascii: "\\"): parts.append(.byte(rest.popFirst() ?? byte))
      case UInt8(ascii: "["):
        if hasBrackets, let bracket = NamePattern.bracket(&rest) {
          parts.append(bracket)
        } else {
          hasBrackets = false
          parts.append(.byte(byte))
        }
      default: parts.append(.byte(byte))
      }
    }
    self.parts = parts
  }

  /// What stands between brackets, which is taken from the rest of the pattern if there is an end.
  private static func bracket(_ rest: inout ArraySlice<UInt8>) -> Part? {
    var inside = rest
    var isNegated = false
    if let first = inside.first, first == UInt8(ascii: "!") || first == UInt8(ascii: "^") {
      isNegated = true
      inside.removeFirst()
    }
    var ranges: [ClosedRange<UInt8>] = []
    while let low = inside.popFirst() {
      // A bracket at the very beginning is one of the characters.
      if low == UInt8(ascii: "]"), !ranges.isEmpty {
        rest = inside
        return .oneOf(ranges, isNegated: isNegated)
      }
      if inside.first == UInt8(ascii: "-"), let high = inside.dropFirst().first,
        high != UInt8(ascii: "]")
      {
        inside.removeFirst(2)
        if low <= high { ranges.append(low...high) }
      } else {
        ranges.append(low...low)
      }
    }
    return nil
  }

  /// Whether the whole name fits. Takes at most the product of both lengths.
  public func matches(_ name: RawPath) -> Bool {
    let bytes = name.bytes
    var part = 0
    var position = 0
    // Where to go on if what follows the last `*` does not fit: it takes one byte more.
    var retry: (part: Int, position: Int)?
    while position < bytes.count {
      if part < parts.count {
        if parts[part] == .anything {
          retry = (part, position)
          part += 1
          continue
        }
        if let length = NamePattern.length(of: parts[part], in: bytes[position...]) {
          part += 1
          position += length
          continue
        }
      }
      guard let last = retry else { return false }
      retry = (last.part, last.position + 1)
      part = last.part + 1
      position = last.position + 1
    }
    return parts[part...].allSatisfy { $0 == .anything }
  }

  /// How many bytes of a text a part takes; nil if it does not fit.
  private static func length(of part: Part, in text: ArraySlice<UInt8>) -> Int? {
    guard let byte = text.first else { return nil }
    switch part {
    case .anything: return 0
    case .byte(let wanted): return wanted == byte ? 1 : nil
    case .oneOf(let ranges, let isNegated):
      return ranges.contains { $0.contains(byte) } != isNegated ? 1 : nil
    case .anyCharacter:
      // The bytes that continue a character in UTF-8 begin with the bits 10.
      return byte < 0xC0 ? 1 : 1 + text.dropFirst().prefix(3).prefix { $0 & 0xC0 == 0x80 }.count
    }
  }
}
