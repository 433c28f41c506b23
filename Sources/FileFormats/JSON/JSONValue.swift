/// A JSON value on its way out: built here, or passed through from a parsed document.
public enum JSONValue: Sendable {
  /// `null`.
  case null
  /// `true` or `false`.
  case bool(Bool)
  /// A whole number.
  case integer(Int)
  /// Any other number.
  case double(Double)
  /// A number in its JSON form already, such as an integer of any size.
  case number(String)
  /// A text.
  case string(JSONString)
  /// An array.
  case array([JSONValue])
  /// An object.
  case object(JSONObject)
  /// A value of a document, exactly as written there.
  case node(JSONNode)

  /// A text or, for nil, `null`.
  public static func optional(_ text: String?) -> JSONValue {
    text.map { .string(JSONString($0)) } ?? .null
  }

  /// A text or, for nil, `null`.
  public static func optional(_ text: JSONString?) -> JSONValue {
    text.map { .string($0) } ?? .null
  }

  /// A whole number or, for nil, `null`.
  public static func optional(_ number: Int?) -> JSONValue {
    number.map { .integer($0) } ?? .null
  }

  /// A number or, for nil, `null`.
  public static func optional(_ number: Double?) -> JSONValue {
    number.map { .double($0) } ?? .null
  }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByArrayLiteral
{
  /// A string literal in the source.
  public init(stringLiteral text: StaticString) {
    self = .string(JSONString(stringLiteral: text))
  }

  /// A Boolean literal in the source.
  public init(booleanLiteral value: Bool) {
    self = .bool(value)
  }

  /// An array literal in the source.
  public init(arrayLiteral elements: JSONValue...) {
    self = .array(elements)
  }
}

/// The members of an object being built. If a key repeats, its last member counts.
public struct JSONObject: Sendable, ExpressibleByDictionaryLiteral {
  /// A key and its value.
  struct Member: Sendable {
    let key: JSONString
    let value: JSONValue
  }

  private(set) var members: [Member] = []
  /// Whether the members are printed in the order in which they were added, each of which has a key of
  /// its own, and not in the order of their keys.
  public var keepsOrder = false

  /// An object without members.
  public init() {}

  /// An object without members, but with room for some.
  public init(capacity: Int) {
    members.reserveCapacity(capacity)
  }

  /// An object literal in the source.
  public init(dictionaryLiteral elements: (JSONString, JSONValue)...) {
    members = elements.map { Member(key: $0.0, value: $0.1) }
  }

  /// Adds a member; it takes the place of an earlier one with the same key.
  public mutating func set(_ key: JSONString, _ value: JSONValue) {
    members.append(Member(key: key, value: value))
  }

  /// Adds all members of another object.
  public mutating func merge(_ other: JSONObject) {
    members += other.members
  }

  /// Adds all members of an object of a document; nothing for other kinds of values.
  public mutating func merge(_ node: JSONNode) {
    guard let nodeMembers = node.members else { return }
    for member in nodeMembers { set(member.key, .node(member.value)) }
  }

  /// Removes what was set under a key.
  public mutating func remove(_ key: JSONString) {
    members.removeAll { $0.key == key }
  }

  /// The keys in the order in which they were first set, each once.
  public var keys: [JSONString] {
    var seen: Set<JSONString> = []
    return members.map(\.key).filter { seen.insert($0).inserted }
  }

  /// What was set last under a key; nil where nothing was.
  public subscript(key: JSONString) -> JSONValue? {
    members.last { $0.key == key }?.value
  }

  /// The positions of the members in the order in which they are printed, each key once.
  var order: [Int] {
    if keepsOrder { return Array(members.indices) }
    let turns = members.indices.dropFirst().filter { !isBefore($0 - 1, $0) }
    // Most objects are built in order, with each key once, or from two that were.
    guard let turn = turns.first else { return Array(members.indices) }
    if turns.count == 1 { return merged(at: turn) }
    // Members are large; their positions are moved instead. Of equal keys, the last comes last.
    var order = Array(members.indices)
    order.sort { left, right in
      isBefore(left, right) || left < right && !isBefore(right, left)
    }
    var kept = 0
    for place in order.indices
    where place + 1 == order.count || isBefore(order[place], order[place + 1]) {
      order[kept] = order[place]
      kept += 1
    }
    order.removeLast(order.count - kept)
    return order
  }

  /// The same where the members before a position are in order, and those from there on, too.
  private func merged(at turn: Int) -> [Int] {
    var order: [Int] = []
    order.reserveCapacity(members.count)
    var left = 0
    for right in turn..<members.count {
      while left < turn, isBefore(left, right) {
        order.append(left)
        left += 1
      }
      // The later member takes the place of an earlier one.
      if left < turn, members[left].key == members[right].key { left += 1 }
      order.append(right)
    }
    return order + (left..<turn)
  }

  private func isBefore(_ left: Int, _ right: Int) -> Bool {
    members[left].key < members[right].key
  }
}
