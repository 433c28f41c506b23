import FileFormats

/// Values of Python's standard library that are written as calls and read without following other
/// values: complex numbers, dates, times and spans (CPython 3.11, `datetime.__reduce_ex__`,
/// `complex.__getnewargs__`).
enum PythonValues {
  /// The value of a call; nil where it is of another class or not as Python writes it.
  static func value(of call: PythonCall, in reader: inout PickleValueReader) -> StoredValue? {
    let arguments = call.arguments
    switch (call.name.module, call.name.name) {
    case ("builtins", "complex"), ("__builtin__", "complex"):
      guard call.argumentCount == 2, let real = float(arguments[0], in: reader.document),
        let imaginary = float(arguments[1], in: reader.document)
      else { return nil }
      return .complex(real, imaginary)
    case ("datetime", "datetime"): return moment(call, in: &reader, parse: dateTime)
    case ("datetime", "date"): return moment(call, in: &reader, parse: date)
    case ("datetime", "time"): return moment(call, in: &reader, parse: time)
    case ("datetime", "timedelta"):
      return seconds(arguments, in: reader.document).map { .duration($0) }
    case ("_codecs", "encode"):
      guard let bytes = reader.encodedBytes(call.reference) else { return nil }
      return reader.shown(bytes)
    default: return nil
    }
  }

  private static func float(_ reference: PickleReference, in document: PickleDocument) -> Double? {
    guard case .plain(.float(let value)) = document.outline(of: reference) else { return nil }
    return value
  }

  private static func moment(
    _ call: PythonCall, in reader: inout PickleValueReader, parse: ([UInt8]) -> String?
  ) -> StoredValue? {
    guard let first = call.arguments.first, call.argumentCount <= 2,
      let bytes = reader.buffer(first), bytes.count <= 10, let text = parse(Array(bytes))
    else { return nil }
    guard call.argumentCount == 2 else { return .moment(JSONString(text)) }
    switch PythonZone(call.arguments[1], in: &reader) {
    case .offset(let seconds): return .moment(JSONString(text + PythonZone.text(seconds)))
    case .named(let name): return .zoned(JSONString(text), zone: name)
    case .unaware: return .moment(JSONString(text))
    case nil: return nil
    }
  }

  /// The seconds of `timedelta(days, seconds, microseconds)`.
  static func seconds(_ arguments: [PickleReference], in document: PickleDocument) -> Double? {
    let parts = arguments.compactMap { document.integer($0) }
    guard parts.count == 3, arguments.count == 3 else { return nil }
    return Double(parts[0]) * 86_400 + Double(parts[1]) + Double(parts[2]) / 1_000_000
  }

  private static func date(_ bytes: [UInt8]) -> String? {
    guard bytes.count == 4 else { return nil }
    // The highest bit of the month marks the second of two equal hours; a date has none.
    let year = Int(bytes[0]) << 8 | Int(bytes[1])
    let month = Int(bytes[2] & 0x7F)
    let day = Int(bytes[3])
    guard 1...9_999 ~= year, 1...12 ~= month,
      ISO8601.civilDate(
        days: ISO8601.days(year: Int64(year), month: Int64(month), day: Int64(day)))
        == (Int64(year), Int64(month), Int64(day))
    else { return nil }
    return String("000\(year)".suffix(4)) + "-" + PythonZone.two(month) + "-"
      + PythonZone.two(day)
  }

  private static func time(_ bytes: [UInt8]) -> String? {
    guard bytes.count == 6 else { return nil }
    let micro = Int(bytes[3]) << 16 | Int(bytes[4]) << 8 | Int(bytes[5])
    guard bytes[0] & 0x7F < 24, bytes[1] < 60, bytes[2] < 60, micro < 1_000_000 else { return nil }
    let text =
      PythonZone.two(Int(bytes[0] & 0x7F)) + ":" + PythonZone.two(Int(bytes[1])) + ":"
      + PythonZone.two(Int(bytes[2]))
    return micro == 0 ? text : text + "." + "00000\(micro)".suffix(6)
  }

  private static func dateTime(_ bytes: [UInt8]) -> String? {
    guard bytes.count == 10, let date = date(Array(bytes[..<4])),
      let time = time(Array(bytes[4...]))
    else { return nil }
    return date + "T" + time
  }
}
