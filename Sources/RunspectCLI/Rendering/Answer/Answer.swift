import FileFormats
import RunInspection

/// The answer of a command, in the forms that the formats print.
struct Answer {
  /// The whole as one JSON object.
  var value: JSONObject
  /// The key of the list that the items are; nil for an answer that is one item.
  var listKey: JSONString?
  /// Its items, for formats that print a line or a row for each.
  var items: [JSONObject]
  /// The keys of the items that are shown in a row, in this order; nil for all keys that occur.
  var columns: [JSONString]?
  /// Makes the whole as a table for people, for the formats that print one.
  var table: () -> Table = { Table() }
  /// Warnings and errors in the value but not in its items, for formats that print only items.
  var remarks: [String] = []
  /// Warnings and errors in the items, for formats that print only a part of each.
  var itemRemarks: [String] = []
  /// The requested fields that no item has, although there are items.
  var missing: [JSONString] = []
  /// What the items are about; empty unless the format asks for it.
  var subjects: [AnswerSubject] = []
  /// What the answer comes to.
  var summary: SummaryLine?

  /// An answer that is a list under the command's own key, with other members beside it.
  static func list(
    _ key: JSONString, _ items: [JSONObject], others: JSONObject = [:],
    columns: [JSONString]? = nil, table: @escaping () -> Table, remarks: [String] = []
  ) -> Answer {
    var value = others
    value.set(key, .array(items.map { .object($0) }))
    return Answer(
      value: value, listKey: key, items: items, columns: columns, table: table, remarks: remarks)
  }

  /// The answer that there is none. Formats that print the whole value print the reason; for the others
  /// it goes to standard error.
  static func failure(_ error: InspectionError) -> Answer {
    Answer(
      value: ["error": .string(JSONString(error.text))], items: [],
      remarks: [error.text])
  }
}
