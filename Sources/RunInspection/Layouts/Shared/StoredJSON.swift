import FileFormats

/// Values of JSON documents as stored values.
struct StoredJSON {
  /// How many levels are shown; what lies deeper is left out.
  private static let deepest = 64

  /// The most elements that are shown of each array and object.
  let limit: Int
  /// What the answer may still hold.
  let budget: AnswerBudget

  init(limit: Int, budget: AnswerBudget = AnswerBudget()) {
    self.limit = max(0, limit)
    self.budget = budget
  }

  /// The value that a JSON text holds; a text that is no JSON is taken as it is.
  func value(text: [UInt8]) -> StoredValue {
    do throws(JSONError) {
      return value(try JSONDocument(text).root)
    } catch {
      let text = JSONString(String(decoding: text, as: UTF8.self))
      return budget.take(text: text) ? .string(text) : .elided
    }
  }

  /// A value of a document.
  func value(_ node: JSONNode) -> StoredValue { value(node, level: 0) }

  private func value(_ node: JSONNode, level: Int) -> StoredValue {
    guard level < StoredJSON.deepest, budget.takeValue(level: level) else { return .elided }
    switch node.kind {
    case .null: return .none
    case .bool: return .bool(node.bool ?? false)
    case .integer:
      let digits = JSONWriter.text(.node(node), numbers: .asWritten)
      guard budget.take(digits.count) else { return .elided }
      return .integer(String(decoding: digits, as: UTF8.self))
    case .float: return node.double.map { .float($0) } ?? .none
    case .string:
      guard let text = node.string, budget.take(text: text) else { return .elided }
      return .string(text)
    case .array:
      var shown: [StoredValue] = []
      var count = 0
      if let elements = node.elements {
        for element in elements {
          if count < limit, !budget.isSpent { shown.append(value(element, level: level + 1)) }
          count += 1
        }
      }
      return .list(shown, count: count)
    case .object: return object(node, level: level)
    }
  }

  /// If a key repeats, its last value counts, as in any JSON object.
  private func object(_ node: JSONNode, level: Int) -> StoredValue {
    var positions: [JSONString: Int] = [:]
    var members: [JSONMembers.Member] = []
    if let all = node.members {
      for member in all {
        let key = member.key
        if let position = positions[key] {
          members[position] = member
        } else {
          positions[key] = members.count
          members.append(member)
        }
      }
    }
    var shown: [(key: StoredValue, value: StoredValue)] = []
    for member in members.prefix(limit) {
      guard !budget.isSpent, budget.take(text: member.key) else { break }
      shown.append((.string(member.key), value(member.value, level: level + 1)))
    }
    return .dictionary(shown, count: members.count)
  }
}
