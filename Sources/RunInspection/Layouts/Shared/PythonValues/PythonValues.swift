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
    return String("000\(year)".suffix(4)) + "-" + PythonZone.two(Int(bytes[2] & 0x7F)) + "-"
      + PythonZone.two(Int(bytes[3]))
  }

  private static func time(_ bytes: [UInt8]) -> String? {
    guard bytes.count == 6 else { return nil }
    let micro = Int(bytes[3]) << 16 | Int(bytes[4]) << 8 | Int(bytes[5])
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

/// A zone as Python's moments have it.
enum PythonZone {
  /// None is given.
  case unaware
  /// A fixed offset from UTC, in seconds.
  case offset(Int)
  /// A zone whose offset depends on the date and needs a data base.
  case named(JSONString)

  /// The zone that a value is: `datetime.timezone(timedelta(...))`, `zoneinfo.ZoneInfo`, and pytz's
  /// `_UTC()` and `_p(NAME, ...)` (pytz 2026, pandas up to 2); nil for any other.
  init?(_ reference: PickleReference, in reader: inout PickleValueReader) {
    let document = reader.document
    if document.isNone(reference) {
      self = .unaware
      return
    }
    guard let call = PythonCall(reference, in: &reader) else { return nil }
    switch (call.name.module, call.name.name) {
    case ("datetime", "timezone"):
      guard let first = call.arguments.first, let delta = PythonCall(first, in: &reader),
        delta.name == PickleGlobal(module: "datetime", name: "timedelta"),
        let seconds = PythonValues.seconds(delta.arguments, in: document),
        seconds.magnitude < 86_400
      else { return nil }
      self = .offset(Int(seconds))
    case ("pytz", "_UTC"): self = .offset(0)
    case ("pytz", "_p"), ("zoneinfo", "ZoneInfo._unpickle"), ("zoneinfo", "ZoneInfo"):
      guard let first = call.arguments.first, let name = document.textBytes(of: first),
        name.count <= 256
      else { return nil }
      let text = JSONString(generalisedUTF8: Array(name))
      self = text == "UTC" ? .offset(0) : .named(text)
    case ("dateutil.tz.tz", "tzutc"): self = .offset(0)
    default: return nil
    }
  }

  /// An offset as ISO 8601 has it, such as `+02:00`.
  static func text(_ seconds: Int) -> String {
    let whole = Int(seconds.magnitude)
    var text = (seconds < 0 ? "-" : "+") + two(whole / 3_600) + ":" + two(whole / 60 % 60)
    if whole % 60 != 0 { text += ":" + two(whole % 60) }
    return text
  }

  static func two(_ number: Int) -> String {
    number < 10 ? "0\(number)" : "\(number)"
  }
}

extension StoredValue {
  /// A moment in a zone that is no fixed offset.
  static func zoned(_ text: JSONString, zone: JSONString) -> StoredValue {
    .tagged(.time, ["value": .string(text), "zone": .string(zone)])
  }
}

extension PickleValueReader {
  /// Bytes, however they are written; nil for anything else.
  mutating func buffer(_ reference: PickleReference) -> ArraySlice<UInt8>? {
    switch document.outline(of: reference) {
    case .plain(.bytes(let bytes)), .plain(.byteArray(let bytes)): bytes
    case .object: encodedBytes(reference)
    default: nil
    }
  }

  /// Bytes that are written as Latin-1 text, as protocols 0 to 2 have them: `_codecs.encode(TEXT,
  /// "latin1")`, and none at all as `bytes()`.
  mutating func encodedBytes(_ reference: PickleReference) -> ArraySlice<UInt8>? {
    guard let call = document.call(reference), let name = document.global(call.callable) else {
      return nil
    }
    if name.name == "bytes", name.module == "builtins" || name.module == "__builtin__" {
      return document.count(of: .items, in: call.arguments) == 0 ? [] : nil
    }
    guard name == PickleGlobal(module: "_codecs", name: "encode"),
      let arguments = document.tuple(call.arguments, count: 2),
      let text = document.textBytes(of: arguments[0])
    else { return nil }
    // Many calls can share one long text.
    if let known = memory.buffers[arguments[0]] { return known[...] }
    let bytes = String(decoding: text, as: UTF8.self).unicodeScalars.map {
      UInt8(truncatingIfNeeded: $0.value)
    }
    memory.buffers[arguments[0]] = bytes
    return bytes[...]
  }
}
