/// Strict UTF-8 checking that says where and why, as Python's decoder does.
public enum UTF8Validation {
  /// Bytes that are not UTF-8 (Unicode 15, table 3-7; Python's `UnicodeDecodeError`).
  public struct Fault: Error, Equatable, Sendable {
    /// Why the bytes are not UTF-8.
    public enum Reason: String, Sendable {
      /// A byte that cannot begin a sequence.
      case invalidStart = "invalid start byte"
      /// A byte that does not continue the sequence before it.
      case invalidContinuation = "invalid continuation byte"
      /// The bytes end within a sequence.
      case unexpectedEnd = "unexpected end of data"
    }

    /// Which bytes, as offsets from the start.
    public let range: Range<Int>
    /// Why.
    public let reason: Reason
  }

  /// The first bytes that are not UTF-8, or nil if all are.
  static func firstError(in bytes: [UInt8], from start: Int = 0) -> Fault? {
    bytes.withUnsafeBufferPointer { firstError(in: $0, from: start) }
  }

  static func firstError(
    in bytes: UnsafeBufferPointer<UInt8>, from start: Int
  ) -> Fault? {
    let count = bytes.count
    var index = start
    while index < count {
      index = skipASCII(bytes, from: index)
      guard index < count else { return nil }
      let lead = bytes[index]
      let length: Int
      var lowest: UInt8 = 0x80
      var highest: UInt8 = 0xBF
      switch lead {
      case 0xC2...0xDF: length = 2
      case 0xE0: (length, lowest) = (3, 0xA0)
      case 0xED: (length, highest) = (3, 0x9F)
      case 0xE1...0xEF: length = 3
      case 0xF0: (length, lowest) = (4, 0x90)
      case 0xF4: (length, highest) = (4, 0x8F)
      case 0xF1...0xF3: length = 4
      default: return Fault(range: index..<index + 1, reason: .invalidStart)
      }
      for position in 1..<length {
        guard index + position < count else {
          return Fault(range: index..<count, reason: .unexpectedEnd)
        }
        let byte = bytes[index + position]
        guard byte >= lowest, byte <= highest else {
          return Fault(range: index..<index + position, reason: .invalidContinuation)
        }
        (lowest, highest) = (0x80, 0xBF)
      }
      index += length
    }
    return nil
  }

  /// Eight bytes at a time, because nearly all documents are ASCII throughout.
  @inline(__always)
  private static func skipASCII(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    var index = start
    let raw = UnsafeRawBufferPointer(bytes)
    while index + 8 <= bytes.count,
      raw.loadUnaligned(fromByteOffset: index, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
    {
      index += 8
    }
    while index < bytes.count, bytes[index] < 0x80 { index += 1 }
    return index
  }
}
