/// The text of a JSON string or key: any sequence of code points, lone surrogates included.
///
/// JSON escapes such as `\ud800` need not pair up (RFC 8259, section 8.2), and Python keeps them as
/// they are, so neither a Swift `String` nor strict UTF-8 can hold every JSON string. Here the text
/// is generalised UTF-8 ("WTF-8"): UTF-8 in which a lone surrogate takes three bytes. Python's
/// `surrogateescape` form of file names that are not UTF-8 fits as well.
///
/// What a literal points to never changes and never goes away, which is what makes it safe to share.
public struct JSONString: @unchecked Sendable {
  // Not cases of an enumeration: to look at one of those means to retain and to release it.
  private let storage: [UInt8]
  /// The bytes of a literal in the source; nil for any other text. The keys of every answer are literals;
  /// leaving them where they are saves an allocation per key for each run of a listing.
  private let literal: UnsafePointer<UInt8>?
  private let literalCount: Int

  /// The text in generalised UTF-8. Byte order is code point order, which is Python's string order.
  public var bytes: [UInt8] { literal == nil ? storage : withBytes { Array($0) } }

  /// Calls with the bytes, without copying them.
  @inline(__always)
  func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    if let literal { return body(UnsafeBufferPointer(start: literal, count: literalCount)) }
    return storage.withUnsafeBufferPointer(body)
  }

  /// How many bytes it takes in generalised UTF-8.
  public var byteCount: Int { withBytes { $0.count } }

  /// Whether the text is empty.
  public var isEmpty: Bool { withBytes { $0.isEmpty } }

  /// Takes bytes that already are generalised UTF-8.
  public init(generalisedUTF8 bytes: [UInt8]) {
    storage = bytes
    literal = nil
    literalCount = 0
  }

  /// Takes a text without lone surrogates.
  public init(_ text: String) {
    self.init(generalisedUTF8: Array(text.utf8))
  }

  /// The text of bytes that may not be UTF-8, as Python's `os.fsdecode` gives it: a byte that fits
  /// no valid sequence becomes the lone surrogate U+DC00 plus the byte (PEP 383).
  public init(fileSystemBytes bytes: [UInt8]) {
    guard let first = UTF8Validation.firstError(in: bytes) else {
      self.init(generalisedUTF8: bytes)
      return
    }
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count + 8)
    var start = 0
    var error: UTF8Validation.Fault? = first
    while let bad = error {
      text += bytes[start..<bad.range.lowerBound]
      for byte in bytes[bad.range] {
        JSONString.append(codePoint: 0xDC00 + UInt32(byte), to: &text)
      }
      start = bad.range.upperBound
      error = UTF8Validation.firstError(in: bytes, from: start)
    }
    text += bytes[start...]
    self.init(generalisedUTF8: text)
  }

  /// The bytes that `init(fileSystemBytes:)` made this text from; nil if it has lone surrogates
  /// that represent no byte, so that no file can have this name.
  public var fileSystemBytes: [UInt8]? {
    let bytes = bytes
    guard bytes.contains(0xED) else { return bytes }
    var result: [UInt8] = []
    var index = 0
    while index < bytes.count {
      guard bytes[index] == 0xED, index + 2 < bytes.count, bytes[index + 1] >= 0xA0 else {
        result.append(bytes[index])
        index += 1
        continue
      }
      let codePoint =
        0xD000 | UInt32(bytes[index + 1] & 0x3F) << 6 | UInt32(bytes[index + 2] & 0x3F)
      guard (0xDC80...0xDCFF).contains(codePoint) else { return nil }
      result.append(UInt8(truncatingIfNeeded: codePoint))
      index += 3
    }
    return result
  }

  static func append(codePoint: UInt32, to bytes: inout [UInt8]) {
    switch codePoint {
    case ..<0x80:
      bytes.append(UInt8(truncatingIfNeeded: codePoint))
    case ..<0x800:
      bytes.append(0xC0 | UInt8(truncatingIfNeeded: codePoint >> 6))
      bytes.append(0x80 | UInt8(truncatingIfNeeded: codePoint & 0x3F))
    case ..<0x10000:
      bytes.append(0xE0 | UInt8(truncatingIfNeeded: codePoint >> 12))
      bytes.append(0x80 | UInt8(truncatingIfNeeded: codePoint >> 6 & 0x3F))
      bytes.append(0x80 | UInt8(truncatingIfNeeded: codePoint & 0x3F))
    default:
      bytes.append(0xF0 | UInt8(truncatingIfNeeded: codePoint >> 18))
      bytes.append(0x80 | UInt8(truncatingIfNeeded: codePoint >> 12 & 0x3F))
      bytes.append(0x80 | UInt8(truncatingIfNeeded: codePoint >> 6 & 0x3F))
      bytes.append(0x80 | UInt8(truncatingIfNeeded: codePoint & 0x3F))
    }
  }
}

extension JSONString: Hashable {
  /// Whether both texts have the same code points.
  public static func == (left: JSONString, right: JSONString) -> Bool {
    left.withBytes { left in right.withBytes { right in areEqual(left, right) } }
  }

  /// Feeds the code points.
  public func hash(into hasher: inout Hasher) {
    withBytes { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
  }

  static func areEqual(
    _ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    guard left.count == right.count else { return false }
    for index in 0..<left.count where left[index] != right[index] { return false }
    return true
  }
}

extension JSONString: Comparable {
  /// Code point order, as Python orders strings.
  public static func < (left: JSONString, right: JSONString) -> Bool {
    left.withBytes { left in
      right.withBytes { right in
        for index in 0..<min(left.count, right.count) where left[index] != right[index] {
          return left[index] < right[index]
        }
        return left.count < right.count
      }
    }
  }
}

extension JSONString: ExpressibleByStringLiteral {
  /// A literal in the source.
  public init(stringLiteral text: StaticString) {
    storage = []
    literal = text.utf8Start
    literalCount = text.utf8CodeUnitCount
  }
}

extension JSONString: CustomStringConvertible {
  /// The text; a lone surrogate becomes U+FFFD.
  public var description: String { withBytes { String(decoding: $0, as: UTF8.self) } }
}
