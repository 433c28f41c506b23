/// Reads a bit stream from its end, as the entropy-coded streams of Zstandard are written (RFC 8878
/// section 4.1).
///
/// Reading past the start yields zeros and makes `unread` negative. Callers check it when they are
/// done, which spares the inner loops a check per symbol.
struct ReverseBitReader {
  private let base: UnsafePointer<UInt8>
  /// How many bits are left: 0 when exactly the whole stream has been read.
  private(set) var unread: Int

  /// `nil` when the stream is empty or its last byte lacks the set bit that marks the end. `bytes`
  /// must outlive the reader.
  init?(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let base = bytes.baseAddress, let last = bytes.last, last != 0 else { return nil }
    self.base = base
    unread = bytes.count * 8 - last.leadingZeroBitCount - 1
  }

  /// The next 57 or more bits at the high end of a word, followed by zeros. Nothing is consumed.
  ///
  /// `unread` never grows, so the load stays within the stream.
  @inline(__always)
  var window: UInt64 {
    let end = (unread + 7) >> 3
    let word: UInt64
    if end >= 8 {
      word = UnsafeRawPointer(base + end - 8).loadUnaligned(as: UInt64.self).littleEndian
    } else {
      word = wordAtStart(end)
    }
    return word &<< UInt64(truncatingIfNeeded: end * 8 - unread)
  }

  /// The first `end` bytes of the stream, fewer than eight, at the high end of a word.
  private func wordAtStart(_ end: Int) -> UInt64 {
    guard end > 0 else { return 0 }
    var word: UInt64 = 0
    for index in 0..<end {
      word = word >> 8 | UInt64(base[index]) << 56
    }
    return word
  }

  @inline(__always)
  mutating func skip(_ count: Int) {
    unread &-= count
  }

  /// The next `count` bits, 0 to 57, as a number.
  @inline(__always)
  mutating func read(_ count: Int) -> Int {
    let value = window.top(count)
    unread &-= count
    return value
  }
}

extension UInt64 {
  /// The topmost `count` bits, 0 to 63, as a number.
  @inline(__always)
  func top(_ count: Int) -> Int {
    Int(truncatingIfNeeded: (self &>> 1) &>> UInt64(truncatingIfNeeded: 63 &- count))
  }
}

/// Reads bits forwards, lowest first, as table descriptions are written (RFC 8878 section 4.1.1).
struct ForwardBitReader {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var position = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
  }

  /// How many bytes have been read, a partly read one included.
  var bytesRead: Int { (position + 7) / 8 }

  /// Whether more bits were read than the input has.
  var isOverrun: Bool { position > bytes.count * 8 }

  /// The next `count` bits, 0 to 16, without consuming them; zeros after the end.
  func peek(_ count: Int) -> Int {
    var value = 0
    let first = position / 8
    for index in first..<first + 3 where index < bytes.count {
      value |= Int(bytes[index]) << (8 * (index - first))
    }
    return value >> (position % 8) & ((1 << count) - 1)
  }

  mutating func skip(_ count: Int) {
    position += count
  }
}
