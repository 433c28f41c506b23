/// One pass over the bytes of a JSON text, without recursion.
struct JSONParser {
  struct Fault {
    let reason: JSONError.Reason
    let offset: Int
  }

  private let bytes: UnsafeBufferPointer<UInt8>
  private let depthLimit: Int
  private let valueLimit: Int
  private(set) var entries: [JSONEntry] = []
  /// The entry of the innermost container that is open; `none` if there is none. Until it is closed, the end
  /// of its entry is the one around it.
  private var container = JSONParser.none
  /// How many containers are open.
  private var depth = 0
  private var index = 0
  private var fault: Fault?

  private static let none = UInt32.max

  init(bytes: UnsafeBufferPointer<UInt8>, depthLimit: Int, valueLimit: Int) {
    self.bytes = bytes
    self.depthLimit = depthLimit
    self.valueLimit = valueLimit
    entries.reserveCapacity(min(bytes.count / 12, valueLimit) + 8)
  }

  /// Parses the whole text; returns the first fault, or nil.
  mutating func parse() -> Fault? {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return Fault(reason: .byteOrderMark, offset: 0) }
    skipSpace()
    guard parseValues() else { return fault }
    skipSpace()
    return index == bytes.count ? nil : Fault(reason: .extraData, offset: index)
  }

  private mutating func fail(_ reason: JSONError.Reason, at offset: Int) -> Bool {
    fault = Fault(reason: reason, offset: offset)
    return false
  }

  @inline(__always)
  private mutating func skipSpace() {
    // The position is in a register here.
    var position = index
    defer { index = position }
    let raw = UnsafeRawBufferPointer(bytes)
    while position < bytes.count {
      // Most documents are indented.
      if position + 4 <= bytes.count,
        raw.loadUnaligned(fromByteOffset: position, as: UInt32.self) == 0x2020_2020
      {
        position += 4
        continue
      }
      switch bytes[position] {
      case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\t"), UInt8(ascii: "\r"):
        position += 1
      default: return
      }
    }
  }

  /// Parses one value and everything in it.
  private mutating func parseValues() -> Bool {
    while true {
      // A value begins here. Two entries at most are added before the next time.
      guard entries.count < valueLimit else {
        return fail(.tooManyValues(limit: valueLimit), at: index)
      }
      guard index < bytes.count else { return fail(.expectedValue, at: index) }
      switch bytes[index] {
      case UInt8(ascii: "{"):
        guard openContainer(.object) else { return false }
        if index < bytes.count, bytes[index] == UInt8(ascii: "}") {
          closeContainer()
        } else {
          guard parseKey() else { return false }
          continue
        }
      case UInt8(ascii: "["):
        guard openContainer(.array) else { return false }
        if index < bytes.count, bytes[index] == UInt8(ascii: "]") {
          closeContainer()
        } else {
          continue
        }
      case UInt8(ascii: "\""):
        guard parseString() else { return false }
      default:
        guard parseScalar() else { return false }
      }
      // A value has ended: go on in the container it is in.
      var ended = true
      while ended {
        guard container != JSONParser.none else { return true }
        skipSpace()
        let isObject = entries[Int(container)].kind == .object
        guard index < bytes.count else { return fail(.expectedComma, at: index) }
        switch (bytes[index], isObject) {
        case (UInt8(ascii: "}"), true), (UInt8(ascii: "]"), false):
          closeContainer()
        case (UInt8(ascii: ","), _):
          index += 1
          skipSpace()
          if isObject, !parseKey() { return false }
          ended = false
        default:
          return fail(.expectedComma, at: index)
        }
      }
    }
  }

  private mutating func openContainer(_ kind: JSONEntry.Kind) -> Bool {
    guard depth < depthLimit else { return fail(.tooDeep(limit: depthLimit), at: index) }
    depth += 1
    entries.append(JSONEntry(kind: kind, start: UInt32(index), end: container))
    container = UInt32(entries.count - 1)
    index += 1
    skipSpace()
    return true
  }

  private mutating func closeContainer() {
    index += 1
    let ended = Int(container)
    container = entries[ended].end
    entries[ended].end = UInt32(entries.count)
    depth -= 1
  }

  /// Parses a key and its colon, up to the value.
  private mutating func parseKey() -> Bool {
    guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") else {
      return fail(.expectedKey, at: index)
    }
    guard parseString() else { return false }
    skipSpace()
    guard index < bytes.count, bytes[index] == UInt8(ascii: ":") else {
      return fail(.expectedColon, at: index)
    }
    index += 1
    skipSpace()
    return true
  }

  private mutating func parseString() -> Bool {
    let quote = index
    let start = index + 1
    index = start
    var kind = JSONEntry.Kind.plainString
    while true {
      index = PlainBytes.endInString(bytes, from: index)
      guard index < bytes.count else { break }
      let byte = bytes[index]
      if byte == UInt8(ascii: "\"") {
        entries.append(JSONEntry(kind: kind, start: UInt32(start), end: UInt32(index)))
        index += 1
        return true
      }
      if byte < 0x20 { return fail(.controlCharacter, at: index) }
      kind = .escapedString
      guard checkEscape(stringStart: quote) else { return false }
    }
    return fail(.unterminatedString, at: quote)
  }

  private mutating func checkEscape(stringStart quote: Int) -> Bool {
    guard index + 1 < bytes.count else { return fail(.unterminatedString, at: quote) }
    switch bytes[index + 1] {
    case UInt8(ascii: "u"):
      guard index + 6 < bytes.count,
        bytes[(index + 2)..<(index + 6)].allSatisfy({ hexadecimalValue($0) != nil })
      else { return fail(.invalidUnicodeEscape, at: index + 1) }
      index += 6
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"),
      UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      index += 2
    default:
      return fail(.invalidEscape, at: index)
    }
    return true
  }

  private mutating func parseScalar() -> Bool {
    switch bytes[index] {
    case UInt8(ascii: "n"): parseWord("null", as: .null)
    case UInt8(ascii: "t"): parseWord("true", as: .true)
    case UInt8(ascii: "f"): parseWord("false", as: .false)
    case UInt8(ascii: "N"): parseWord("NaN", as: .float)
    case UInt8(ascii: "I"): parseWord("Infinity", as: .float)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): parseNumber()
    default: fail(.expectedValue, at: index)
    }
  }

  private mutating func parseWord(_ word: StaticString, as kind: JSONEntry.Kind) -> Bool {
    let end = index + word.utf8CodeUnitCount
    let expected = UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
    guard end <= bytes.count, bytes[index..<end].elementsEqual(expected) else {
      return fail(.expectedValue, at: index)
    }
    entries.append(JSONEntry(kind: kind, start: UInt32(index), end: UInt32(end)))
    index = end
    return true
  }

  /// Takes the longest prefix that is a number; the caller judges what follows, as in Python.
  private mutating func parseNumber() -> Bool {
    let start = index
    var end = index
    if bytes[end] == UInt8(ascii: "-") { end += 1 }
    if end < bytes.count, bytes[end] == UInt8(ascii: "I") {
      index = end
      guard parseWord("Infinity", as: .float) else { return fail(.expectedValue, at: start) }
      entries[entries.count - 1] = JSONEntry(
        kind: .float, start: UInt32(start), end: UInt32(index))
      return true
    }
    let whole = digits(from: end)
    guard whole > end else { return fail(.expectedValue, at: start) }
    // A leading zero stands alone.
    end = bytes[end] == UInt8(ascii: "0") ? end + 1 : whole
    var kind = JSONEntry.Kind.integer
    if end < bytes.count, bytes[end] == UInt8(ascii: ".") {
      let fraction = digits(from: end + 1)
      if fraction > end + 1 { (end, kind) = (fraction, .float) }
    }
    if end < bytes.count, bytes[end] | 0x20 == UInt8(ascii: "e") {
      var sign = end + 1
      if sign < bytes.count, bytes[sign] == UInt8(ascii: "+") || bytes[sign] == UInt8(ascii: "-") {
        sign += 1
      }
      let exponent = digits(from: sign)
      if exponent > sign { (end, kind) = (exponent, .float) }
    }
    entries.append(JSONEntry(kind: kind, start: UInt32(start), end: UInt32(end)))
    index = end
    return true
  }

  @inline(__always)
  private func digits(from start: Int) -> Int {
    var end = start
    while end < bytes.count, bytes[end] &- UInt8(ascii: "0") < 10 { end += 1 }
    return end
  }
}

/// The value of a hexadecimal digit, or nil.
@inline(__always)
func hexadecimalValue(_ digit: UInt8) -> UInt32? {
  switch digit {
  case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(digit - UInt8(ascii: "0"))
  case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(digit - UInt8(ascii: "a")) + 10
  case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(digit - UInt8(ascii: "A")) + 10
  default: nil
  }
}
