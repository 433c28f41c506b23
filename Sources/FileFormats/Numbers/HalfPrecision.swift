/// Numbers of half precision (IEEE 754 binary16), for which not every platform has a type.
public enum HalfPrecision {
  /// The number that 16 bits are.
  public static func value(_ bits: UInt16) -> Double {
    let sign = bits >> 15 == 0 ? 1.0 : -1.0
    let exponent = Int(bits >> 10 & 0x1F)
    let fraction = Double(bits & 0x3FF) / 1_024
    switch exponent {
    case 0x1F: return fraction == 0 ? sign * .infinity : .nan
    case 0: return sign * fraction * 0x1p-14
    default:
      return sign * (1 + fraction) * Double(sign: .plus, exponent: exponent - 15, significand: 1)
    }
  }
}
