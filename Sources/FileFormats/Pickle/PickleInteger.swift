/// An integer of any size. What fits in 64 bits is always ``small(_:)``, except for decimal text
/// with superfluous zeros.
public enum PickleInteger: Equatable, Sendable {
  /// A number that fits in 64 bits.
  case small(Int)
  /// A larger one in two's complement, least significant byte first.
  case twosComplement(ArraySlice<UInt8>)
  /// A larger one as digits after an optional sign, from protocol 0.
  case decimal(ArraySlice<UInt8>)

  /// The number in decimal digits. Nil when it takes more than `maximumBytes` bytes in the pickle,
  /// because the time grows with the square of the length: the default takes about a millisecond.
  public func decimalText(maximumBytes: Int = 4096) -> String? {
    switch self {
    case .small(let value):
      return String(value)
    case .decimal(let digits):
      guard digits.count <= maximumBytes else { return nil }
      return String(decoding: Self.normalized(digits), as: UTF8.self)
    case .twosComplement(let bytes):
      guard bytes.count <= maximumBytes else { return nil }
      return Self.decimalText(ofTwosComplement: bytes)
    }
  }

  /// Digits without a plus sign or leading zeros.
  private static func normalized(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let isNegative = text.first == UInt8(ascii: "-")
    let unsigned = isNegative || text.first == UInt8(ascii: "+") ? text.dropFirst() : text
    let digits = unsigned.drop { $0 == UInt8(ascii: "0") }
    if digits.isEmpty { return [UInt8(ascii: "0")] }
    return isNegative ? [UInt8(ascii: "-")] + digits : digits
  }

  private static func decimalText(ofTwosComplement bytes: ArraySlice<UInt8>) -> String {
    let isNegative = (bytes.last ?? 0) >= 0x80
    var limbs = magnitude(ofTwosComplement: bytes, isNegative: isNegative)
    // Digits in groups of nine, the least significant group first.
    var groups: [UInt32] = []
    while let top = limbs.last {
      guard top != 0 else {
        limbs.removeLast()
        continue
      }
      var remainder: UInt64 = 0
      for index in limbs.indices.reversed() {
        let dividend = remainder << 32 | UInt64(limbs[index])
        limbs[index] = UInt32(truncatingIfNeeded: dividend / 1_000_000_000)
        remainder = dividend % 1_000_000_000
      }
      groups.append(UInt32(truncatingIfNeeded: remainder))
    }
    guard let first = groups.last else { return "0" }
    var text = (isNegative ? "-" : "") + String(first)
    for group in groups.dropLast().reversed() {
      let digits = String(group)
      text += String(repeating: "0", count: 9 - digits.utf8.count) + digits
    }
    return text
  }

  /// The absolute value in 32-bit limbs, the least significant one first.
  private static func magnitude(
    ofTwosComplement bytes: ArraySlice<UInt8>, isNegative: Bool
  ) -> [UInt32] {
    var limbs = [UInt32](repeating: isNegative ? UInt32.max : 0, count: (bytes.count + 3) / 4)
    for (index, byte) in bytes.enumerated() {
      let shift = UInt32(8 * (index % 4))
      limbs[index / 4] = limbs[index / 4] & ~(0xff << shift) | UInt32(byte) << shift
    }
    guard isNegative else { return limbs }
    var carry = true
    for index in limbs.indices {
      limbs[index] = ~limbs[index]
      if carry {
        let (sum, overflows) = limbs[index].addingReportingOverflow(1)
        limbs[index] = sum
        carry = overflows
      }
    }
    // The magnitude of the smallest number of its width takes one bit more: -2^(32n) alone.
    if carry { limbs.append(1) }
    return limbs
  }

  /// The number that a two's complement byte string means, when it fits in 64 bits.
  static func small(ofTwosComplement bytes: ArraySlice<UInt8>) -> Int? {
    let isNegative = (bytes.last ?? 0) >= 0x80
    let filler: UInt8 = isNegative ? 0xff : 0
    guard bytes.dropFirst(8).allSatisfy({ $0 == filler }) else { return nil }
    var value: UInt64 = 0
    for (index, byte) in bytes.prefix(8).enumerated() {
      value |= UInt64(byte) << UInt64(8 * index)
    }
    if isNegative, bytes.count < 8 {
      value |= UInt64.max << UInt64(8 * bytes.count)
    }
    let result = Int(Int64(bitPattern: value))
    return (result < 0) == isNegative ? result : nil
  }
}
