import FileFormats

/// Values of Python's standard library that are written as calls: complex numbers, dates, times and
/// spans (CPython 3.11, `datetime.__reduce_ex__`, `complex.__getnewargs__`).
enum PythonValues {
  /// The value of a call; nil where it is of another class or not as Python writes it.
  static func value(
    of object: PickleObject, name: PickleGlobal, in document: PickleDocument
  ) -> StoredValue? {
    guard case .tuple(let arguments) = document[object.arguments] else { return nil }
    switch (name.module, name.name) {
    case ("builtins", "complex"), ("__builtin__", "complex"):
      guard arguments.count == 2, case .float(let real) = document[arguments[0]],
        case .float(let imaginary) = document[arguments[1]]
      else { return nil }
      return .complex(real, imaginary)
    case ("datetime", "datetime"): return moment(arguments, in: document, parse: dateTime)
    case ("datetime", "date"): return moment(arguments, in: document, parse: date)
    case ("datetime", "time"): return moment(arguments, in: document, parse: time)
    case ("datetime", "timedelta"):
      return seconds(of: object, in: document).map { .duration($0) }
    case ("_codecs", "encode"):
      // Up to protocol 2 bytes are written as Latin-1 text.
      guard arguments.count == 2, case .string(let text) = document[arguments[0]] else {
        return nil
      }
      let bytes = String(decoding: text, as: UTF8.self).unicodeScalars.map {
        UInt8(truncatingIfNeeded: $0.value)
      }
      return .bytes(bytes, count: bytes.count)
    default: return nil
    }
  }

  private static func moment(
    _ arguments: [PickleReference], in document: PickleDocument,
    parse: ([UInt8]) -> String?
  ) -> StoredValue? {
    guard let first = arguments.first else { return nil }
    let bytes: [UInt8]
    switch document[first] {
    case .bytes(let raw): bytes = Array(raw)
    case .object(let nested):
      guard let name = document.className(of: nested),
        case .bytes(let raw, _)? = value(of: nested, name: name, in: document)
      else { return nil }
      bytes = raw
    default: return nil
    }
    guard let text = parse(bytes) else { return nil }
    guard arguments.count > 1 else { return .moment(JSONString(text)) }
    guard let zone = zone(arguments[1], in: document) else { return nil }
    return .moment(JSONString(text + zone))
  }

  /// The offset of a fixed zone, such as `+02:00`; nil for zones that need a data base.
  private static func zone(_ reference: PickleReference, in document: PickleDocument) -> String? {
    if case .none = document[reference] { return "" }
    guard case .object(let object) = document[reference],
      document.className(of: object) == PickleGlobal(module: "datetime", name: "timezone"),
      case .tuple(let arguments) = document[object.arguments], let first = arguments.first,
      case .object(let delta) = document[first], let seconds = seconds(of: delta, in: document),
      seconds.magnitude < 86_400
    else { return nil }
    let whole = Int(seconds.magnitude)
    var text = (seconds < 0 ? "-" : "+") + two(whole / 3_600) + ":" + two(whole / 60 % 60)
    if whole % 60 != 0 { text += ":" + two(whole % 60) }
    return text
  }

  private static func seconds(of object: PickleObject, in document: PickleDocument) -> Double? {
    guard document.className(of: object) == PickleGlobal(module: "datetime", name: "timedelta"),
      case .tuple(let arguments) = document[object.arguments], arguments.count == 3
    else { return nil }
    var parts: [Double] = []
    for argument in arguments {
      guard case .integer(.small(let part)) = document[argument] else { return nil }
      parts.append(Double(part))
    }
    return parts[0] * 86_400 + parts[1] + parts[2] / 1_000_000
  }

  private static func date(_ bytes: [UInt8]) -> String? {
    guard bytes.count == 4 else { return nil }
    // The highest bit of the month marks the second of two equal hours; a date has none.
    let year = Int(bytes[0]) << 8 | Int(bytes[1])
    return String("000\(year)".suffix(4)) + "-" + two(Int(bytes[2] & 0x7F)) + "-"
      + two(Int(bytes[3]))
  }

  private static func time(_ bytes: [UInt8]) -> String? {
    guard bytes.count == 6 else { return nil }
    let micro = Int(bytes[3]) << 16 | Int(bytes[4]) << 8 | Int(bytes[5])
    let text =
      two(Int(bytes[0] & 0x7F)) + ":" + two(Int(bytes[1])) + ":" + two(Int(bytes[2]))
    return micro == 0 ? text : text + "." + "00000\(micro)".suffix(6)
  }

  private static func dateTime(_ bytes: [UInt8]) -> String? {
    guard bytes.count == 10, let date = date(Array(bytes[..<4])),
      let time = time(Array(bytes[4...]))
    else { return nil }
    return date + "T" + time
  }

  private static func two(_ number: Int) -> String {
    number < 10 ? "0\(number)" : "\(number)"
  }
}
