import FileFormats
import RunInspection

/// What a command answers, in the forms from which every format prints it.
struct Answer {
  /// The whole as one JSON object.
  let value: JSONObject
  /// What it consists of, for formats that print a line or a row for each.
  let items: [JSONObject]
  /// The keys of the items that a row shows, in this order; nil for all keys that the items have.
  var columns: [JSONString]?
  /// The whole for people.
  let table: Table
  /// Warnings and errors that stand in the value beside the items, for formats that print only items.
  var remarks: [String] = []
  /// Warnings and errors that stand in the items, for formats that print only a part of each.
  var itemRemarks: [String] = []

  /// An answer that is a list, under the command's own key, beside other members.
  static func list(
    _ key: JSONString, _ items: [JSONObject], others: JSONObject = [:],
    columns: [JSONString]? = nil, table: Table, remarks: [String] = []
  ) -> Answer {
    var value = others
    value.set(key, .array(items.map { .object($0) }))
    return Answer(value: value, items: items, columns: columns, table: table, remarks: remarks)
  }

  /// An answer that can't be given. Formats that print JSON objects print why; the others leave it to
  /// standard error.
  static func failure(_ error: InspectionError) -> Answer {
    Answer(
      value: ["error": .string(JSONString(error.text))], items: [], table: Table(),
      remarks: [error.text])
  }
}
