import FileFormats
import RunInspection

/// Prints the bare value of one field of each run on a line of its own.
struct BareValuePrinter: PlainListPrinter {
  let path: FieldPath
  /// Whether the lines go to a terminal, for which they are escaped.
  let isTerminal: Bool

  func format(_ item: some ListItem) -> FormattedItem {
    var text = BareValue.text(item.json[path.name] ?? .null, isLine: true)
    if isTerminal { text = BareValue.escaped(text) }
    return .text(text + [UInt8(ascii: "\n")])
  }

  func opening(_ members: JSONObject) -> [UInt8] { [] }

  func closing(_ members: JSONObject) -> [UInt8] { [] }
}
