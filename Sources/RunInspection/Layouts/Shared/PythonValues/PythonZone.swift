import FileFormats

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
