/// Floating-point numbers as Python prints them.
public enum PythonFloat {
  /// The shortest decimal form that reads back as the same number, as Python's `repr` lays it out
  /// (CPython 3.11, `float.__repr__`): an exponent below 1e-4 and from 1e16 on, at least one digit
  /// after the point otherwise, and `nan`, `inf`, `-inf`.
  public static func representation(_ value: Double) -> String {
    if value.isNaN { return "nan" }
    if value.isInfinite { return value < 0 ? "-inf" : "inf" }
    if value == 0 { return value.sign == .minus ? "-0.0" : "0.0" }
    if value.magnitude < longestWhole, value == value.rounded(.towardZero) {
      return "\(Int64(value)).0"
    }
    let (digits, point) = shortestDigits(value.magnitude)
    let sign = value < 0 ? "-" : ""
    return sign + layOut(digits: digits, point: point)
  }

  /// Below this, whole numbers are laid out without an exponent, digit by digit.
  private static let longestWhole = 1e15

  /// The form in JSON: `representation`, except for `NaN`, `Infinity` and `-Infinity`.
  public static func json(_ value: Double) -> String {
    if value.isNaN { return "NaN" }
    if value.isInfinite { return value < 0 ? "-Infinity" : "Infinity" }
    return representation(value)
  }

  /// The significant digits without zeros at either end, and where the decimal point is: the value
  /// is 0.DIGITS times ten to the power of `point`. The digits come from the standard library,
  /// which also gives the shortest form and differs from Python only in the layout.
  private static func shortestDigits(_ magnitude: Double) -> (digits: [UInt8], point: Int) {
    var digits: [UInt8] = []
    var point = 0
    var seenPoint = false
    var exponent = 0
    var text = Substring(magnitude.description)
    if let mark = text.firstIndex(of: "e") {
      exponent = Int(text[text.index(after: mark)...]) ?? 0
      text = text[..<mark]
    }
    for byte in text.utf8 {
      if byte == UInt8(ascii: ".") {
        seenPoint = true
      } else {
        digits.append(byte)
        if !seenPoint { point += 1 }
      }
    }
    let zeros = digits.prefix { $0 == UInt8(ascii: "0") }.count
    digits.removeFirst(zeros)
    point -= zeros
    while digits.last == UInt8(ascii: "0") { digits.removeLast() }
    return (digits, point + exponent)
  }

  private static func layOut(digits: [UInt8], point: Int) -> String {
    func text(_ slice: ArraySlice<UInt8>) -> String { String(decoding: slice, as: UTF8.self) }
    func zeros(_ count: Int) -> String { String(repeating: "0", count: count) }
    let exponent = point - 1
    if exponent < -4 || exponent >= 16 {
      let fraction = digits.count > 1 ? "." + text(digits[1...]) : ""
      let size = exponent.magnitude < 10 ? "0\(exponent.magnitude)" : "\(exponent.magnitude)"
      return text(digits[..<1]) + fraction + "e" + (exponent < 0 ? "-" : "+") + size
    }
    if point <= 0 { return "0." + zeros(-point) + text(digits[...]) }
    if digits.count <= point {
      return text(digits[...]) + zeros(point - digits.count) + ".0"
    }
    return text(digits[..<point]) + "." + text(digits[point...])
  }
}
