import FileFormats

/// Single values of pandas (pandas 1.5 to 3.1).
enum PandasScalars {
  /// The value of a name that stands for one, such as pandas' missing value; nil for other names.
  static func constant(_ name: PickleGlobal) -> StoredValue? {
    guard name.name == "NA", name.module == "pandas" || name.module == "pandas._libs.missing"
    else { return nil }
    return .tagged(.notAvailable, [:])
  }

  /// The value of a call; nil where it is none of these.
  static func value(of call: PythonCall, in reader: inout PickleValueReader) -> StoredValue? {
    let document = reader.document
    let arguments = call.arguments
    switch call.name.name {
    case "_unpickle_timestamp":
      guard call.argumentCount == 4, let count = document.integer(arguments[0]),
        let unit = unit(arguments[3], in: document),
        let zone = PythonZone(arguments[2], in: &reader)
      else { return nil }
      return moment(Int64(count), unit: unit, zone: zone)
    case "_nat_unpickle", "__nat_unpickle": return .moment("NaT")
    case "_timedelta_unpickle":
      guard call.argumentCount == 2, let count = document.integer(arguments[0]),
        let unit = unit(arguments[1], in: document)
      else { return nil }
      return NumpyMoment.span(Int64(count), unit: unit)
    case "Period":
      guard call.argumentCount == 3, let frequency = frequency(arguments[1], in: &reader) else {
        return nil
      }
      return period(frequency, ordinal: reader.value(of: arguments[2]))
    case "Interval":
      guard call.argumentCount == 3 else { return nil }
      return .tagged(
        .interval,
        [
          "closed": reader.value(of: arguments[2]), "left": reader.value(of: arguments[0]),
          "right": reader.value(of: arguments[1]),
        ])
    default: return nil
    }
  }

  /// A moment that is counted in UTC: told in its zone where that is an offset, else in UTC with the
  /// name of the zone.
  static func moment(
    _ count: Int64, unit: NumpyMoment.Unit?, zone: PythonZone
  ) -> StoredValue {
    guard count != Int64.min else { return .moment("NaT") }
    switch zone {
    case .unaware: return NumpyMoment.value(count, unit: unit)
    case .offset(let seconds):
      guard let text = NumpyMoment.text(count, unit: unit, ahead: Int64(seconds)) else {
        return .integer("\(count)")
      }
      return .moment(JSONString(text + PythonZone.text(seconds)))
    case .named(let name):
      guard let text = NumpyMoment.text(count, unit: unit) else { return .integer("\(count)") }
      return .zoned(JSONString(text + "+00:00"), zone: name)
    }
  }

  /// The unit of a resolution (pandas 2, `NpyDatetimeUnit`).
  private static func unit(
    _ reference: PickleReference, in document: PickleDocument
  ) -> NumpyMoment.Unit? {
    switch document.integer(reference) {
    case 7: ("s", 1)
    case 8: ("ms", 1)
    case 9: ("us", 1)
    case 10: ("ns", 1)
    default: nil
    }
  }

  /// How long a span of the calendar is, by the name that pandas gives it: `period[M]` or the name of
  /// the class of an offset.
  static func frequency(
    _ reference: PickleReference, in reader: inout PickleValueReader
  ) -> JSONString? {
    if let text = reader.document.text(of: reference, atMost: 64) { return JSONString(text) }
    guard let call = PythonCall(reference, in: &reader) else { return nil }
    let count = call.arguments.first.flatMap { reader.document.integer($0) } ?? 1
    return JSONString((count == 1 ? "" : "\(count)") + (offsets[call.name.name] ?? call.name.name))
  }

  /// Classes of offsets and what pandas calls spans of that length (pandas 2 and 3).
  private static let offsets = [
    "Nano": "ns", "Micro": "us", "Milli": "ms", "Second": "s", "Minute": "min", "Hour": "h",
    "Day": "D", "BusinessDay": "B", "MonthEnd": "M",
  ]

  static func period(_ frequency: JSONString, ordinal: StoredValue) -> StoredValue {
    .tagged(.period, ["freq": .string(frequency), "ordinal": ordinal])
  }
}
