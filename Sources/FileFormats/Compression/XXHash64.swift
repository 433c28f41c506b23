/// The 64-bit xxHash, of which Zstandard stores the low half (RFC 8878 section 3.1.1).
struct XXHash64 {
  private static let prime1: UInt64 = 0x9E37_79B1_85EB_CA87
  private static let prime2: UInt64 = 0xC2B2_AE3D_27D4_EB4F
  private static let prime3: UInt64 = 0x1656_67B1_9E37_79F9
  private static let prime4: UInt64 = 0x85EB_CA77_C2B2_AE63
  private static let prime5: UInt64 = 0x27D4_EB2F_1656_67C5

  private var lanes = (prime1 &+ prime2, prime2, UInt64(0), 0 &- prime1)
  /// How many bytes were taken.
  private var count: UInt64 = 0

  /// The hash of `bytes` with seed 0.
  static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var hash = XXHash64()
    return hash.finish(bytes)
  }

  /// Takes bytes; how many has to be a multiple of 32.
  mutating func take(_ bytes: UnsafeBufferPointer<UInt8>) {
    precondition(bytes.count % 32 == 0)
    takeWholeRounds(UnsafeRawBufferPointer(bytes))
    count &+= UInt64(bytes.count)
  }

  /// Takes as many times 32 bytes as there are, and returns how many bytes that was.
  @discardableResult
  private mutating func takeWholeRounds(_ raw: UnsafeRawBufferPointer) -> Int {
    var lanes = lanes
    var offset = 0
    while offset <= raw.count - 32 {
      lanes.0 = XXHash64.round(lanes.0, XXHash64.word(raw, offset))
      lanes.1 = XXHash64.round(lanes.1, XXHash64.word(raw, offset + 8))
      lanes.2 = XXHash64.round(lanes.2, XXHash64.word(raw, offset + 16))
      lanes.3 = XXHash64.round(lanes.3, XXHash64.word(raw, offset + 24))
      offset += 32
    }
    self.lanes = lanes
    return offset
  }

  /// The hash with seed 0 of all bytes that were taken and of these, which are the last.
  mutating func finish(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
    let raw = UnsafeRawBufferPointer(bytes)
    let offset = takeWholeRounds(raw)
    count &+= UInt64(raw.count)
    var hash = XXHash64.prime5
    if count >= 32 {
      hash =
        XXHash64.rotate(lanes.0, 1) &+ XXHash64.rotate(lanes.1, 7)
        &+ XXHash64.rotate(lanes.2, 12) &+ XXHash64.rotate(lanes.3, 18)
      for lane in [lanes.0, lanes.1, lanes.2, lanes.3] {
        hash = (hash ^ XXHash64.round(0, lane)) &* XXHash64.prime1 &+ XXHash64.prime4
      }
    }
    return XXHash64.mix(hash &+ count, raw, from: offset)
  }

  /// Mixes in the bytes that are left, fewer than 32.
  private static func mix(
    _ hash: UInt64, _ raw: UnsafeRawBufferPointer, from start: Int
  ) -> UInt64 {
    var hash = hash
    var offset = start
    while offset <= raw.count - 8 {
      hash = rotate(hash ^ round(0, word(raw, offset)), 27) &* prime1 &+ prime4
      offset += 8
    }
    if offset <= raw.count - 4 {
      let half = UInt64(raw.loadUnaligned(fromByteOffset: offset, as: UInt32.self).littleEndian)
      hash = rotate(hash ^ (half &* prime1), 23) &* prime2 &+ prime3
      offset += 4
    }
    while offset < raw.count {
      hash = rotate(hash ^ (UInt64(raw[offset]) &* prime5), 11) &* prime1
      offset += 1
    }
    hash = (hash ^ (hash >> 33)) &* prime2
    hash = (hash ^ (hash >> 29)) &* prime3
    return hash ^ (hash >> 32)
  }

  @inline(__always)
  private static func word(_ raw: UnsafeRawBufferPointer, _ offset: Int) -> UInt64 {
    raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self).littleEndian
  }

  @inline(__always)
  private static func round(_ lane: UInt64, _ word: UInt64) -> UInt64 {
    rotate(lane &+ word &* prime2, 31) &* prime1
  }

  @inline(__always)
  private static func rotate(_ value: UInt64, _ bits: UInt64) -> UInt64 {
    value &<< bits | value &>> (64 - bits)
  }
}
