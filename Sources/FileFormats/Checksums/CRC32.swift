/// The checksum CRC-32 of ISO 3309, as in zip and PNG: polynomial 0x04C11DB7, reflected, with all bits
/// inverted before and after.
public struct CRC32: Sendable {
  /// Eight tables, so that eight bytes are taken at a time ("slicing by 8").
  private static let tables: [UInt32] = {
    var tables = [UInt32](repeating: 0, count: 8 * 256)
    for byte in 0..<256 {
      var value = UInt32(byte)
      for _ in 0..<8 { value = value & 1 == 0 ? value >> 1 : value >> 1 ^ 0xEDB8_8320 }
      tables[byte] = value
    }
    for table in 1..<8 {
      for byte in 0..<256 {
        let value = tables[(table - 1) * 256 + byte]
        tables[table * 256 + byte] = value >> 8 ^ tables[Int(value & 0xFF)]
      }
    }
    return tables
  }()

  private var state: UInt32 = .max

  /// Of no bytes yet.
  public init() {}

  /// The checksum of what was taken.
  public var value: UInt32 { ~state }

  /// Takes a byte.
  public mutating func take(_ byte: UInt8) {
    state = state >> 8 ^ CRC32.tables[Int((state ^ UInt32(byte)) & 0xFF)]
  }

  /// Takes more bytes.
  public mutating func take(_ bytes: UnsafeBufferPointer<UInt8>) {
    state = CRC32.tables.withUnsafeBufferPointer { tables in
      var state = state
      var index = 0
      while bytes.count - index >= 8 {
        var low = state
        low ^= UInt32(bytes[index]) | UInt32(bytes[index + 1]) << 8
        low ^= UInt32(bytes[index + 2]) << 16 | UInt32(bytes[index + 3]) << 24
        state = tables[1_792 + Int(low & 0xFF)] ^ tables[1_536 + Int(low >> 8 & 0xFF)]
        state ^= tables[1_280 + Int(low >> 16 & 0xFF)] ^ tables[1_024 + Int(low >> 24)]
        state ^= tables[768 + Int(bytes[index + 4])] ^ tables[512 + Int(bytes[index + 5])]
        state ^= tables[256 + Int(bytes[index + 6])] ^ tables[Int(bytes[index + 7])]
        index += 8
      }
      while index < bytes.count {
        state = state >> 8 ^ tables[Int((state ^ UInt32(bytes[index])) & 0xFF)]
        index += 1
      }
      return state
    }
  }
}
