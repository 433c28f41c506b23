import FileFormats

/// The type of numpy's elements, from `numpy.dtype('f8', False, True)` with the state (version, byte
/// order, ...) (numpy 1.x and 2.x, `dtype.__reduce__`).
struct NumpyType {
  enum Kind: Character {
    case bool = "b"
    case signed = "i"
    case unsigned = "u"
    case float = "f"
    case complex = "c"
    case bytes = "S"
    case text = "U"
    case moment = "M"
    case span = "m"
    case object = "O"
  }

  let kind: Kind
  /// The size of an element in bytes.
  let size: Int
  private let isBigEndian: Bool
  /// Of moments and spans, the unit and how many of it one step is.
  private let unit: (name: String, count: Int)?

  /// The type that a reference stands for; nil for structured types and what is no type.
  init?(_ reference: PickleReference, in document: PickleDocument) {
    guard case .object(let object) = document[reference],
      document.className(of: object)?.name == "dtype",
      case .tuple(let arguments) = document[object.arguments], let first = arguments.first,
      let code = document.text(of: first), let letter = code.first,
      let kind = Kind(rawValue: letter)
    else { return nil }
    var order = "="
    var unit: (String, Int)?
    if let state = object.state, case .tuple(let parts) = document[state], parts.count > 1 {
      order = document.text(of: parts[1]) ?? "="
      if let last = parts.last { unit = NumpyType.unit(last, in: document) }
      // The size of texts stands in the state only.
      if parts.count > 5, case .integer(.small(let size)) = document[parts[5]], size >= 0 {
        self.size = size
      } else {
        size = Int(code.dropFirst()) ?? 8
      }
    } else {
      size = Int(code.dropFirst()) ?? 8
    }
    self.kind = kind
    self.unit = unit
    isBigEndian = order == ">"
  }

  /// The type in numpy's notation, such as `<f8`.
  var notation: JSONString {
    let order = size == 1 || kind == .bytes || kind == .object ? "|" : isBigEndian ? ">" : "<"
    switch kind {
    case .object: return "|O"
    case .text: return JSONString("\(order)U\(size / 4)")
    case .moment, .span:
      let name = unit.map { $0.count == 1 ? "[\($0.name)]" : "[\($0.count)\($0.name)]" } ?? ""
      return JSONString("\(order)\(kind.rawValue)8\(name)")
    default: return JSONString("\(order)\(kind.rawValue)\(size)")
    }
  }

  /// The value of one element.
  func element(_ bytes: ArraySlice<UInt8>) -> StoredValue {
    switch kind {
    case .object: return .elided
    case .bool: return .bool(bytes.first != 0)
    case .signed: return .integer("\(signed(bytes))")
    case .unsigned: return .integer("\(unsigned(bytes))")
    case .float: return float(bytes).map { .float($0) } ?? .bytes(Array(bytes), count: bytes.count)
    case .complex:
      let half = bytes.startIndex + bytes.count / 2
      guard let real = float(bytes[..<half]), let imaginary = float(bytes[half...]) else {
        return .bytes(Array(bytes), count: bytes.count)
      }
      return .complex(real, imaginary)
    case .bytes:
      // Numpy fills up with zeros, and takes them away when it reads.
      let shown = Array(bytes.reversed().drop { $0 == 0 }.reversed())
      return .bytes(shown, count: shown.count)
    case .text: return .string(text(bytes))
    case .moment: return NumpyMoment.value(signed(bytes), unit: unit)
    case .span: return NumpyMoment.span(signed(bytes), unit: unit)
    }
  }

  private func unsigned(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    let ordered = isBigEndian ? Array(bytes) : bytes.reversed()
    return ordered.reduce(0) { $0 << 8 | UInt64($1) }
  }

  private func signed(_ bytes: ArraySlice<UInt8>) -> Int64 {
    let shift = UInt64(64 - min(bytes.count, 8) * 8)
    return Int64(bitPattern: unsigned(bytes) << shift) >> Int64(shift)
  }

  private func float(_ bytes: ArraySlice<UInt8>) -> Double? {
    switch bytes.count {
    case 2: NumpyType.half(UInt16(truncatingIfNeeded: unsigned(bytes)))
    case 4: Double(Float(bitPattern: UInt32(truncatingIfNeeded: unsigned(bytes))))
    case 8: Double(bitPattern: unsigned(bytes))
    default: nil
    }
  }

  /// A number of half precision (IEEE 754 binary16).
  private static func half(_ bits: UInt16) -> Double {
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

  /// Text in UTF-32, filled up with zeros.
  private func text(_ bytes: ArraySlice<UInt8>) -> JSONString {
    var scalars: [Unicode.Scalar] = []
    var index = bytes.startIndex
    while index + 4 <= bytes.endIndex {
      let value = UInt32(truncatingIfNeeded: unsigned(bytes[index..<index + 4]))
      scalars.append(Unicode.Scalar(value) ?? "\u{FFFD}")
      index += 4
    }
    while scalars.last == "\0" { scalars.removeLast() }
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars)
    return JSONString(String(text))
  }

  private static func unit(
    _ reference: PickleReference, in document: PickleDocument
  ) -> (String, Int)? {
    guard case .tuple(let pair) = document[reference], pair.count == 2,
      case .tuple(let facts) = document[pair[1]], facts.count >= 2,
      case .integer(.small(let count)) = document[facts[1]]
    else { return nil }
    switch document[facts[0]] {
    case .bytes(let name), .string(let name): return (String(decoding: name, as: UTF8.self), count)
    default: return nil
    }
  }
}

/// Numpy's moments and spans: counts of a unit since 1970.
enum NumpyMoment {
  /// A moment; the least integer stands for none.
  static func value(_ count: Int64, unit: (name: String, count: Int)?) -> StoredValue {
    guard count != Int64.min else { return .moment("NaT") }
    guard let unit else { return .integer("\(count)") }
    let (steps, overflow) = count.multipliedReportingOverflow(by: Int64(unit.count))
    guard !overflow, let text = text(steps, unit: unit.name) else { return .integer("\(count)") }
    return .moment(JSONString(text))
  }

  /// A span, in seconds where its unit has a fixed length.
  static func span(_ count: Int64, unit: (name: String, count: Int)?) -> StoredValue {
    guard count != Int64.min else { return .moment("NaT") }
    guard let unit, let length = lengths[unit.name] else { return .integer("\(count)") }
    return .duration(Double(count) * Double(unit.count) * length)
  }

  /// The length of each unit that has a fixed one, in seconds.
  private static let lengths: [String: Double] = [
    "W": 604_800, "D": 86_400, "h": 3_600, "m": 60, "s": 1, "ms": 1e-3, "us": 1e-6, "ns": 1e-9,
    "ps": 1e-12, "fs": 1e-15, "as": 1e-18,
  ]

  private static func text(_ steps: Int64, unit: String) -> String? {
    switch unit {
    case "Y": return year(1970 + steps)
    case "M":
      let years = Int64((Double(steps) / 12).rounded(.down))
      return year(1970 + years) + "-" + digits(steps - years * 12 + 1, 2)
    case "W": return day(steps.multipliedReportingOverflow(by: 7).partialValue)
    case "D": return day(steps)
    default: break
    }
    let perDay: [String: Int64] = [
      "h": 24, "m": 1_440, "s": 86_400, "ms": 86_400_000, "us": 86_400_000_000,
      "ns": 86_400_000_000_000,
    ]
    guard let perDay = perDay[unit] else { return nil }
    let rest = ((steps % perDay) + perDay) % perDay
    let days = (steps - rest) / perDay
    let second =
      unit == "h" ? rest * 3_600 : unit == "m" ? rest * 60 : rest / max(perDay / 86_400, 1)
    var text = day(days) + "T" + digits(second / 3_600, 2)
    if unit != "h" { text += ":" + digits(second / 60 % 60, 2) }
    if unit != "h", unit != "m" { text += ":" + digits(second % 60, 2) }
    let width = ["ms": 3, "us": 6, "ns": 9][unit] ?? 0
    if width > 0 { text += "." + digits(rest % (perDay / 86_400), width) }
    return text
  }

  private static func day(_ days: Int64) -> String {
    let bounded = min(max(days, -1_000_000_000), 1_000_000_000)
    let date = ISO8601.civilDate(days: bounded)
    return year(date.year) + "-" + digits(date.month, 2) + "-" + digits(date.day, 2)
  }

  private static func year(_ year: Int64) -> String {
    year < 0 ? "-" + digits(-year, 4) : digits(year, 4)
  }

  private static func digits(_ number: Int64, _ width: Int) -> String {
    let text = "\(number)"
    return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
  }
}
