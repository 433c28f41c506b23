import FileFormats
import RunInspection

/// The JSON form of stored values (runspect-json(5)).
///
/// Values that JSON has are printed as they are: null, booleans, numbers (NaN and the infinities as
/// strings), strings, lists, and dictionaries whose keys are strings that don't begin with `$`.
/// Anything else is an object with the key `$type`, which no plain dictionary has.
enum StoredValueJSON {
  static func value(_ value: StoredValue) -> JSONValue {
    switch value {
    case .none: return .null
    case .bool(let value): return .bool(value)
    case .integer(let digits): return .number(digits)
    case .float(let value): return number(value)
    case .string(let text): return .string(text)
    case .complex(let real, let imaginary):
      return tagged("complex", ["imaginary": number(imaginary), "real": number(real)])
    case .bytes(let bytes, let count):
      return tagged(
        "bytes", ["base64": .string(JSONString(Base64.text(bytes))), "length": .integer(count)])
    case .list(let items, let count):
      return items.count == count
        ? .array(items.map(self.value))
        : tagged("list", ["items": .array(items.map(self.value)), "length": .integer(count)])
    case .tuple(let items, let count): return sequence("tuple", items, count)
    case .set(let items, let count): return sequence("set", items, count)
    case .dictionary(let entries, let count): return dictionary(entries, count)
    case .moment(let text): return tagged("time", ["value": .string(text)])
    case .duration(let seconds): return tagged("duration", ["seconds": number(seconds)])
    case .array(let type, let shape, let elements, let count):
      return tagged(
        "array",
        [
          "dtype": .string(type), "length": .integer(count),
          "shape": .array(shape.map { .integer($0) }), "values": .array(elements.map(self.value)),
        ])
    case .elements(let elements, let shape, let count):
      return self.elements(elements, shape: shape, count: count)
    case .masked: return tagged("masked", [:])
    case .missing: return .null
    case .failure(let type, let message):
      return tagged("error", ["error_type": .string(type), "message": .optional(message)])
    case .global(let name): return tagged("global", ["name": .string(name)])
    case .object(let type, let parts):
      var object: JSONObject = ["class": .string(type)]
      for part in parts { object.set(part.name, self.value(part.value)) }
      return tagged("object", object)
    case .tagged(let type, let parts):
      var members = JSONObject()
      for part in parts.list { members.set(part.name, self.value(part.value)) }
      members.set("$type", .string(JSONString(type.rawValue)))
      return .object(members)
    case .cycle(let levels): return tagged("cycle", ["levels_up": .integer(levels)])
    case .elided: return tagged("elided", [:])
    case .unreadable(let error):
      return tagged("unreadable", ["error": .string(JSONString(error.text))])
    }
  }

  /// An element of an array of elements, in which null means that the element is missing, so that a
  /// stored `None` needs a form of its own.
  static func element(_ element: StoredValue) -> JSONValue {
    if case .none = element { return tagged("none", [:]) }
    return value(element)
  }

  /// Arrays that are nested according to the shape; if elements are left out, an object with a flat
  /// list, the length and the shape.
  private static func elements(
    _ elements: [StoredValue], shape: [Int], count: Int
  ) -> JSONValue {
    let values = elements.map(element)
    guard values.count == count else {
      return tagged(
        "elements",
        [
          "items": .array(values), "length": .integer(count),
          "shape": .array(shape.map { .integer($0) }),
        ])
    }
    return nested(values[...], shape: shape[...])
  }

  private static func nested(
    _ values: ArraySlice<JSONValue>, shape: ArraySlice<Int>
  ) -> JSONValue {
    // Without elements there is nothing to nest, whatever sizes are claimed.
    guard shape.count > 1, let size = shape.first, size > 0, !values.isEmpty,
      values.count.isMultiple(of: size)
    else { return .array(Array(values)) }
    let length = values.count / size
    return .array(
      (0..<size).map { row in
        let start = values.startIndex + row * length
        return nested(values[start..<start + length], shape: shape.dropFirst())
      })
  }

  /// A number; NaN and the infinities, which JSON lacks, as strings.
  private static func number(_ value: Double) -> JSONValue {
    if value.isFinite { return .double(value) }
    return value.isNaN ? "NaN" : value < 0 ? "-Infinity" : "Infinity"
  }

  private static func tagged(_ type: StaticString, _ members: JSONObject) -> JSONValue {
    var object = members
    object.set("$type", .string(JSONString(stringLiteral: type)))
    return .object(object)
  }

  private static func sequence(
    _ type: StaticString, _ items: [StoredValue], _ count: Int
  ) -> JSONValue {
    tagged(type, ["items": .array(items.map(value)), "length": .integer(count)])
  }

  private static func dictionary(
    _ entries: [(key: StoredValue, value: StoredValue)], _ count: Int
  ) -> JSONValue {
    let isPlain =
      entries.count == count
      && entries.allSatisfy { entry in
        guard case .string(let key) = entry.key else { return false }
        return key.bytes.first != UInt8(ascii: "$")
      }
    // The keys are checked before any value is converted; otherwise each level would convert the levels
    // below it twice.
    if isPlain {
      var plain = JSONObject()
      for case (.string(let key), let member) in entries { plain.set(key, value(member)) }
      return .object(plain)
    }
    let pairs = entries.map { JSONValue.array([value($0.key), value($0.value)]) }
    return tagged("dict", ["items": .array(pairs), "length": .integer(count)])
  }
}

/// Bytes as text (RFC 4648, section 4).
enum Base64 {
  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  static func text(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let bits = group.reduce(0) { $0 << 8 | Int($1) } << ((3 - group.count) * 8)
      for digit in 0..<4 {
        text.append(
          digit <= group.count
            ? alphabet[bits >> ((3 - digit) * 6) & 0x3F] : UInt8(ascii: "="))
      }
    }
    return String(decoding: text, as: UTF8.self)
  }
}
