import FileFormats
import RunInspection

/// Prints the bare value of one field of each run on a line of its own.
struct BareValuePrinter: ListPrinter {
  let path: FieldPath
  /// Whether the lines go to a terminal, for which they are escaped.
  let isTerminal: Bool

  func format(_ item: some ListItem) -> FormattedItem {
    var text = BareValue.text(item.json[path.name] ?? .null, isLine: true)
    if isTerminal { text = BareValue.escaped(text) }
    return .text(text + [UInt8(ascii: "\n")])
  }

  func opening(_ members: JSONObject) -> [UInt8] { [] }

  func text(of items: [FormattedItem]) -> [UInt8] { items.flatMap(\.bytes) }

  func closing(_ members: JSONObject) -> [UInt8] { [] }
}

extension RunFields {
  /// The first field as a key to order by.
  func orderKey(of run: RunStatus) -> RunOrderKey {
    switch paths.first.flatMap({ value($0, of: run) }) {
    case .integer(let number): return .number(Double(number))
    case .double(let number): return RunOrderKey(number)
    case .number(let digits): return RunOrderKey(Double(digits))
    case .bool(let value): return .number(value ? 1 : 0)
    case .string(let text): return .text(text)
    case .node(let node):
      if let text = node.string { return .text(text) }
      return RunOrderKey(node.double)
    default: return .unknown
    }
  }
}
