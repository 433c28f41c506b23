import FileFormats
import RunInspection

/// A stored value as a script wants it: bare, without quotation marks or any other notation.
enum RawValue {
  /// A text, a number, `true` or `false`; empty for null.
  case text(JSONString)
  /// Bytes, all of them.
  case bytes([UInt8])
  /// It has no bare form; why, as the rest of a sentence after the name of the value.
  case none(String)

  /// The bare form of a value. An array of one element stands for the element.
  init(_ value: StoredValue) {
    switch value {
    case .missing: self = .none("is not stored")
    case .unreadable(let error): self = .none("can't be read: \(error.text)")
    case .failure(let type, let message):
      self = .none("failed: \(type)" + (message.map { ": \($0)" } ?? ""))
    case .elided: self = .none("is too large to be printed")
    case .elements(let elements, _, let count), .array(_, _, let elements, let count):
      guard count == 1, let element = elements.first else {
        self = .none("is an array of \(count) elements; --raw prints a single value")
        return
      }
      self = RawValue(element)
    case .bytes(let bytes, let count):
      self = bytes.count == count ? .bytes(bytes) : .none("is too large to be printed")
    case .list: self = .none("is a list; " + RawValue.plain)
    case .tuple: self = .none("is a tuple; " + RawValue.plain)
    case .dictionary: self = .none("is a dictionary; " + RawValue.plain)
    default: self = RawValue(json: StoredValueJSON.value(value))
    }
  }

  private init(json: JSONValue) {
    switch json {
    case .null: self = .text("")
    case .string(let text): self = .text(text)
    case .bool, .integer, .double, .number:
      self = .text(JSONString(generalisedUTF8: JSONWriter.text(json)))
    case .object(let object):
      var kind = "is an object; "
      if case .string(let type)? = object["$type"] { kind = "has the $type \(type); " }
      self = .none(kind + RawValue.plain)
    case .array, .node: self = .none("is no plain value; " + RawValue.plain)
    }
  }

  private static let plain = "--raw prints strings, numbers, true, false, null and bytes"
}
