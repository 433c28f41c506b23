import FileFormats

/// The way to a value inside an answer: keys, separated by dots. A key may contain dots itself, as
/// names of outputs do, so what a path means depends on the answer: at each level the longest key
/// that exists is taken.
struct FieldPath: Equatable, Hashable, Sendable {
  /// The path as it was typed, which is also the heading of its column.
  let name: JSONString
  /// The parts between the dots.
  let parts: [JSONString]

  /// How many parts a path may have; there may be as many divisions of it into keys as two to that power.
  static let mostParts = 16

  /// Takes a path; nil if a part is empty or if there are too many.
  init?(_ text: JSONString) {
    name = text
    let pieces = text.bytes.split(
      separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard pieces.count <= FieldPath.mostParts, pieces.allSatisfy({ !$0.isEmpty }) else {
      return nil
    }
    parts = pieces.map { JSONString(generalisedUTF8: Array($0)) }
  }

  /// The path of these parts.
  init(parts: [JSONString]) {
    name = FieldPath.key(parts[...])
    self.parts = parts
  }

  /// The value in an object; nil if there is none.
  func value(in object: JSONObject) -> JSONValue? {
    FieldPath.value(.object(object), parts[...])
  }

  private static func value(_ value: JSONValue, _ rest: ArraySlice<JSONString>) -> JSONValue? {
    guard let first = rest.first else { return value }
    switch value {
    case .object(let object):
      return keys(of: rest) { object[$0] }
    case .node(let node):
      if let index = first.index, let elements = node.elements {
        guard let element = elements.dropFirst(index).first(where: { _ in true }) else {
          return nil
        }
        return self.value(.node(element), rest.dropFirst())
      }
      return keys(of: rest) { key in node[key].map { .node($0) } }
    case .array(let elements):
      guard let index = first.index, elements.indices.contains(index) else { return nil }
      return self.value(elements[index], rest.dropFirst())
    default: return nil
    }
  }

  /// The value under the longest key that leads to one.
  private static func keys(
    of rest: ArraySlice<JSONString>, _ member: (JSONString) -> JSONValue?
  ) -> JSONValue? {
    for count in stride(from: rest.count, to: 0, by: -1) {
      guard let found = member(key(rest.prefix(count))) else { continue }
      if let value = value(found, rest.dropFirst(count)) { return value }
    }
    return nil
  }

  /// The key that parts make together.
  static func key(_ parts: ArraySlice<JSONString>) -> JSONString {
    JSONString(
      generalisedUTF8: Array(parts.map(\.bytes).joined(separator: [UInt8(ascii: ".")])))
  }
}

extension JSONString {
  /// The number that the text stands for as the index of an element.
  fileprivate var index: Int? {
    bytes.count <= 18 && bytes.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      ? Int(description) : nil
  }
}
