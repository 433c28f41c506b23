import FileFormats

extension StoredValue {
  /// How deep arrays and objects are shown.
  private static let jsonDepth = 32

  /// The value that a JSON text holds; a text that is no JSON is taken as it is.
  ///
  /// - Parameter limit: the most elements that are shown of each array or object.
  init(json bytes: [UInt8], limit: Int) {
    do throws(JSONError) {
      self.init(try JSONDocument(bytes).root, limit: limit)
    } catch {
      self = .string(JSONString(String(decoding: bytes, as: UTF8.self)))
    }
  }

  /// The value of a document.
  ///
  /// - Parameter limit: the most elements that are shown of each array or object.
  init(_ node: JSONNode, limit: Int, depth: Int = 0) {
    switch node.kind {
    case .null: self = .none
    case .bool: self = .bool(node.bool ?? false)
    case .integer:
      self = .integer(
        node.integer.map { "\($0)" }
          ?? String(decoding: JSONWriter.text(.node(node), numbers: .asWritten), as: UTF8.self))
    case .float: self = .float(node.double ?? .nan)
    case .string: self = .string(node.string ?? "")
    case .array:
      guard depth < StoredValue.jsonDepth else {
        self = .elided
        return
      }
      var shown: [StoredValue] = []
      var count = 0
      for element in node.elements.map({ AnySequence($0) }) ?? AnySequence([]) {
        if count < limit { shown.append(StoredValue(element, limit: limit, depth: depth + 1)) }
        count += 1
      }
      self = .list(shown, count: count)
    case .object:
      guard depth < StoredValue.jsonDepth else {
        self = .elided
        return
      }
      var shown: [(key: StoredValue, value: StoredValue)] = []
      var count = 0
      for member in node.members.map({ AnySequence($0) }) ?? AnySequence([]) {
        if count < limit {
          shown.append(
            (.string(member.key), StoredValue(member.value, limit: limit, depth: depth + 1)))
        }
        count += 1
      }
      self = .dictionary(shown, count: count)
    }
  }
}
