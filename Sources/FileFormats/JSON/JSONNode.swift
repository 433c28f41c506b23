/// One value of a parsed document.
public struct JSONNode: Sendable {
  let document: JSONDocument
  let index: Int

  /// The kinds of values, for which ``PythonText/typeName(_:)`` has Python's names.
  public enum Kind: Equatable, Sendable {
    /// `null`.
    case null
    /// `true` or `false`.
    case bool
    /// A number without fraction and exponent.
    case integer
    /// Any other number, `NaN` and the infinities included.
    case float
    /// A string.
    case string
    /// An array.
    case array
    /// An object.
    case object
  }

  var entry: JSONEntry { document.entries[index] }

  /// What sort of value it is.
  public var kind: Kind {
    switch entry.kind {
    case .null: .null
    case .true, .false: .bool
    case .integer: .integer
    case .float: .float
    case .plainString, .escapedString: .string
    case .array: .array
    case .object: .object
    }
  }

  /// The truth value; nil for any other kind.
  public var bool: Bool? {
    switch entry.kind {
    case .true: true
    case .false: false
    default: nil
    }
  }

  /// The integer, if it is one and fits; nil otherwise.
  public var integer: Int? {
    let entry = entry
    guard entry.kind == .integer else { return nil }
    return document.bytes.withUnsafeBufferPointer { bytes in
      let digits = UnsafeBufferPointer(rebasing: bytes[Int(entry.start)..<Int(entry.end)])
      let isNegative = digits[0] == UInt8(ascii: "-")
      var value = 0
      for digit in isNegative ? digits.dropFirst() : digits[...] {
        let (tens, overflow) = value.multipliedReportingOverflow(by: 10)
        let (sum, carry) = tens.subtractingReportingOverflow(Int(digit - UInt8(ascii: "0")))
        if overflow || carry { return nil }
        value = sum
      }
      // Counted downwards, because the least integer has no positive counterpart.
      if isNegative { return value }
      return value == Int.min ? nil : -value
    }
  }

  /// The number, rounded to the nearest `Double`; nil for any other kind.
  public var double: Double? {
    guard kind == .integer || kind == .float else { return nil }
    let text = numberText
    switch text {
    case "NaN": return .nan
    case "Infinity": return .infinity
    case "-Infinity": return -.infinity
    default: return Double(text)
    }
  }

  /// Whether a number is written in digits, and not as one of the words `NaN`, `Infinity` and
  /// `-Infinity`. No other number that the parser accepts ends in a letter.
  var isWrittenInDigits: Bool {
    let last = document.bytes[Int(entry.end) - 1]
    return last &- UInt8(ascii: "0") < 10
  }

  /// A number exactly as it was written.
  var numberText: String {
    String(decoding: document.bytes[Int(entry.start)..<Int(entry.end)], as: UTF8.self)
  }

  /// The text, with escapes resolved; nil for any other kind.
  public var string: JSONString? {
    let entry = entry
    switch entry.kind {
    case .plainString:
      return JSONString(
        generalisedUTF8: Array(document.bytes[Int(entry.start)..<Int(entry.end)]))
    case .escapedString: return unescaped(entry)
    default: return nil
    }
  }

  /// Whether this is a string with exactly this text. Allocates nothing for plain strings.
  public func isString(_ text: JSONString) -> Bool { document.isString(text, at: index) }

  /// The elements in order; nil for anything but an array.
  public var elements: JSONElements? {
    entry.kind == .array ? JSONElements(document: document, range: contents) : nil
  }

  /// Keys and values in the order of the text, repeated keys included; nil for anything but an
  /// object.
  public var members: JSONMembers? {
    entry.kind == .object ? JSONMembers(document: document, range: contents) : nil
  }

  /// How many bytes the document takes in memory that the value is part of.
  public var documentBytes: Int {
    document.bytes.count + document.entries.count * MemoryLayout<JSONEntry>.stride
  }

  /// How many members an object has, repeated keys included; 0 for any other kind.
  public var memberCount: Int { members?.reduce(0) { count, _ in count + 1 } ?? 0 }

  /// Whether an array has no more elements than `limit`, or an object no more members; true for any
  /// other kind. Takes no more time than the limit.
  public func hasEntries(atMost limit: Int) -> Bool {
    guard entry.kind == .array || entry.kind == .object else { return true }
    let isObject = entry.kind == .object
    var count = 0
    var position = contents.lowerBound
    while position < contents.upperBound, count <= limit {
      position = document.entryAfter(isObject ? position + 1 : position)
      count += 1
    }
    return count <= limit
  }

  var contents: Range<Int> { (index + 1)..<Int(entry.end) }

  /// The value under a key, the last one if the key repeats; nil if there is none or this is not an
  /// object.
  public subscript(key: JSONString) -> JSONNode? {
    guard entry.kind == .object else { return nil }
    return document.lastValue(of: key, in: contents).map { JSONNode(document: document, index: $0) }
  }

  fileprivate func unescaped(_ entry: JSONEntry) -> JSONString {
    let end = Int(entry.end)
    let bytes = document.bytes
    var encoded: [UInt8] = []
    // No escape is shorter than what it stands for.
    let text = [UInt8](unsafeUninitializedCapacity: end - Int(entry.start)) { text, count in
      var index = Int(entry.start)
      func put(_ byte: UInt8) {
        text[count] = byte
        count += 1
      }
      while index < end {
        guard bytes[index] == UInt8(ascii: "\\") else {
          put(bytes[index])
          index += 1
          continue
        }
        switch bytes[index + 1] {
        case UInt8(ascii: "b"): put(0x08)
        case UInt8(ascii: "f"): put(0x0C)
        case UInt8(ascii: "n"): put(0x0A)
        case UInt8(ascii: "r"): put(0x0D)
        case UInt8(ascii: "t"): put(0x09)
        case UInt8(ascii: "u"):
          let (codePoint, length) = codePoint(at: index, end: end)
          encoded.removeAll(keepingCapacity: true)
          JSONString.append(codePoint: codePoint, to: &encoded)
          for byte in encoded { put(byte) }
          index += length
          continue
        default: put(bytes[index + 1])
        }
        index += 2
      }
    }
    return JSONString(generalisedUTF8: text)
  }

  /// The code point of a `\u` escape, combined with the next one if the two form a surrogate pair.
  private func codePoint(at index: Int, end: Int) -> (UInt32, length: Int) {
    let first = hexadecimal(at: index + 2)
    guard (0xD800...0xDBFF).contains(first), index + 12 <= end,
      document.bytes[index + 6] == UInt8(ascii: "\\"),
      document.bytes[index + 7] == UInt8(ascii: "u")
    else { return (first, 6) }
    let second = hexadecimal(at: index + 8)
    guard (0xDC00...0xDFFF).contains(second) else { return (first, 6) }
    return (0x10000 + (first - 0xD800) << 10 + (second - 0xDC00), 12)
  }

  private func hexadecimal(at index: Int) -> UInt32 {
    document.bytes[index..<index + 4].reduce(0) { $0 << 4 | (hexadecimalValue($1) ?? 0) }
  }
}

/// The elements of an array.
public struct JSONElements: Sequence, IteratorProtocol, Sendable {
  let document: JSONDocument
  var range: Range<Int>

  /// The next element.
  public mutating func next() -> JSONNode? {
    guard !range.isEmpty else { return nil }
    let node = JSONNode(document: document, index: range.lowerBound)
    range = document.entryAfter(range.lowerBound)..<range.upperBound
    return node
  }
}

/// The keys and values of an object.
public struct JSONMembers: Sequence, IteratorProtocol, Sendable {
  let document: JSONDocument
  var range: Range<Int>

  /// A key and its value.
  public struct Member: Sendable {
    let keyNode: JSONNode
    /// The value.
    public let value: JSONNode
    /// The key.
    public var key: JSONString { keyNode.string ?? "" }

    /// Whether there may be an ASCII character in the key, which is then worth a closer look.
    public func keyMayContain(_ character: UInt8) -> Bool {
      let entry = keyNode.entry
      // It could be written as an escape.
      guard entry.kind == .plainString else { return true }
      return keyNode.document.bytes[Int(entry.start)..<Int(entry.end)].contains(character)
    }
  }

  /// The next key and value.
  public mutating func next() -> Member? {
    guard !range.isEmpty else { return nil }
    let key = range.lowerBound
    range = document.entryAfter(key + 1)..<range.upperBound
    return Member(
      keyNode: JSONNode(document: document, index: key),
      value: JSONNode(document: document, index: key + 1))
  }
}

extension JSONDocument {
  /// Whether an entry is a string with exactly this text.
  func isString(_ text: JSONString, at index: Int) -> Bool {
    let entry = entries[index]
    switch entry.kind {
    case .plainString:
      // Most are of another length.
      guard Int(entry.end - entry.start) == text.byteCount else { return false }
      return bytes.withUnsafeBufferPointer { bytes in
        let own = UnsafeBufferPointer(rebasing: bytes[Int(entry.start)..<Int(entry.end)])
        return text.withBytes { JSONString.areEqual(own, $0) }
      }
    case .escapedString: return JSONNode(document: self, index: index).unescaped(entry) == text
    default: return false
    }
  }

  /// The entry of the last value under a key, found without making nodes of the others.
  fileprivate func lastValue(of key: JSONString, in range: Range<Int>) -> Int? {
    entries.withUnsafeBufferPointer { entries in
      bytes.withUnsafeBufferPointer { bytes in
        key.withBytes { wanted in
          var found: Int?
          var index = range.lowerBound
          while index < range.upperBound {
            let entry = entries[index]
            let isEqual: Bool
            if entry.kind == .plainString {
              // Most keys are of another length.
              isEqual =
                Int(entry.end - entry.start) == wanted.count
                && JSONString.areEqual(
                  UnsafeBufferPointer(rebasing: bytes[Int(entry.start)..<Int(entry.end)]), wanted)
            } else {
              isEqual = isString(key, at: index)
            }
            if isEqual { found = index + 1 }
            let value = entries[index + 1]
            switch value.kind {
            case .array, .object: index = Int(value.end)
            default: index += 2
            }
          }
          return found
        }
      }
    }
  }

  func entryAfter(_ index: Int) -> Int {
    switch entries[index].kind {
    case .array, .object: Int(entries[index].end)
    default: index + 1
    }
  }
}
