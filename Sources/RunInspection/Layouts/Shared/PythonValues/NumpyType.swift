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
