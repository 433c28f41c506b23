/// Looks for the bytes of a JSON text that don't stand for themselves, eight at a time: nearly all do.
enum PlainBytes {
  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let tops: UInt64 = 0x8080_8080_8080_8080

  /// The first position at or after `start` of a byte inside a string that does not stand for itself: a
  /// control character, a quotation mark or a backslash; the end if there is none.
  @inline(__always)
  static func endInString(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    end(bytes, from: start, isASCII: false) {
      $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\")
    }
  }

  /// The same for a text that is written in printable ASCII, so that DEL and anything but ASCII don't stand
  /// for themselves either.
  @inline(__always)
  static func endInASCII(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    end(bytes, from: start, isASCII: true) {
      $0 >= 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\")
    }
  }

  /// - Parameter isPlain: decides about one byte.
  @inline(__always)
  private static func end(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, isASCII: Bool, _ isPlain: (UInt8) -> Bool
  ) -> Int {
    let raw = UnsafeRawBufferPointer(bytes)
    var position = start
    while position + 8 <= bytes.count {
      let word = UInt64(
        littleEndian: raw.loadUnaligned(fromByteOffset: position, as: UInt64.self))
      // A byte of a difference has its top bit set where it was below what was taken from it, or was that
      // large before. What is borrowed from the next byte can only make a later one seem special, and the
      // first one counts.
      var special =
        (word &- ones &* 0x20) & ~word | zeros(in: word, unless: UInt8(ascii: "\""))
        | zeros(in: word, unless: UInt8(ascii: "\\"))
      if isASCII { special |= word | zeros(in: word, unless: 0x7F) }
      special &= tops
      if special != 0 { return position + special.trailingZeroBitCount / 8 }
      position += 8
    }
    while position < bytes.count, isPlain(bytes[position]) { position += 1 }
    return position
  }

  /// A word whose bytes have the top bit set where those of another have a value.
  @inline(__always)
  private static func zeros(in word: UInt64, unless value: UInt8) -> UInt64 {
    let difference = word ^ (ones &* UInt64(value))
    return (difference &- ones) & ~difference
  }
}
