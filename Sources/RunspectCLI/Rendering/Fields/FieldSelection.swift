import FileFormats
import RunInspection

/// What of an answer is shown: all of it, some fields, or the bare value of one.
enum FieldSelection {
  case all
  /// Some fields of each item, in this order.
  case fields([FieldPath])
  /// The value of one field.
  case value(FieldPath)

  /// The fields that are shown.
  var paths: [FieldPath] {
    switch self {
    case .all: []
    case .fields(let paths): paths
    case .value(let path): [path]
    }
  }
}

extension JSONObject {
  /// The values under these paths, in this order, null where there is none.
  func selecting(_ paths: [FieldPath]) -> JSONObject {
    var object = JSONObject()
    object.keepsOrder = true
    for path in paths { object.set(path.name, path.value(in: self) ?? .null) }
    return object
  }
}

extension Answer {
  /// The answer with only these fields of its items.
  func selecting(_ paths: [FieldPath]) -> Answer {
    var answer = self
    let missing = paths.filter { path in items.allSatisfy { path.value(in: $0) == nil } }
    answer.missing = items.isEmpty ? [] : missing.map(\.name)
    answer.items = items.map { $0.selecting(paths) }
    return answer.showing(answer.items, columns: paths.map(\.name))
  }

  /// The answer with other items, which have only the keys of these columns.
  func showing(_ items: [JSONObject], columns: [JSONString]) -> Answer {
    var answer = self
    answer.items = items
    answer.columns = columns
    answer.summary = nil
    if let listKey {
      answer.value.set(listKey, .array(items.map { .object($0) }))
    } else if let item = items.first {
      answer.value = item
    }
    answer.table = {
      let rows = items.map { item in columns.map { FieldText.cell($0, of: item) } }
      return .grid(FieldText.columns(columns), rows, whenEmpty: "nothing\n")
    }
    return answer
  }
}

/// The cells of chosen fields in a table for people.
enum FieldText {
  static func columns(_ columns: [JSONString]) -> [TableColumn] {
    columns.map { TableColumn(TerminalText.escaped($0), .byCells, isCuttable: true) }
  }

  /// A cell; a hyphen where there is nothing, so that columns can be counted.
  static func cell(_ key: JSONString, of item: JSONObject) -> TableCell {
    let text = TerminalText.escaped(RowText.cell(key, of: item).text)
    return .text(text.isEmpty ? "-" : text)
  }
}

/// A value without anything around it, for `--get`.
enum BareValue {
  /// Strings as they are, null as nothing, anything else as JSON.
  ///
  /// - Parameter isLine: whether the text has to stay on one line, because others follow: a backslash, a
  ///   tab and the ends of lines in a string are then escaped as in tab-separated values.
  static func text(_ value: JSONValue, isLine: Bool) -> [UInt8] {
    guard let text = string(value) else {
      if case .null = value { return [] }
      if case .node(let node) = value, node.kind == .null { return [] }
      return JSONWriter.text(value)
    }
    // A text may stand for the bytes of a file name that is not UTF-8.
    let bytes = text.fileSystemBytes ?? text.bytes
    guard isLine else { return bytes }
    return bytes.flatMap { byte -> [UInt8] in
      switch byte {
      case UInt8(ascii: "\n"): Array("\\n".utf8)
      case UInt8(ascii: "\r"): Array("\\r".utf8)
      case UInt8(ascii: "\t"): Array("\\t".utf8)
      case UInt8(ascii: "\\"): Array("\\\\".utf8)
      default: [byte]
      }
    }
  }

  /// A text in a form that does nothing to a terminal.
  static func escaped(_ text: [UInt8]) -> [UInt8] {
    Array(TerminalText.escaped(JSONString(fileSystemBytes: text), keeping: ["\n", "\t"]).utf8)
  }

  private static func string(_ value: JSONValue) -> JSONString? {
    switch value {
    case .string(let text): text
    case .node(let node): node.kind == .string ? node.string : nil
    default: nil
    }
  }
}
