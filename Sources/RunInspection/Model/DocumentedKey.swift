import FileFormats

/// A key of a JSON answer with its type and its meaning, from which the manual page is made.
///
/// A layout can set its own facts only under such a key, so that nothing is printed that the manual
/// doesn't explain.
public struct DocumentedKey: Sendable {
  /// The key as it is printed.
  public let name: JSONString
  /// The type and the unit of its value; nil for the name of a form of stored values, which stands under
  /// `$type`.
  public let type: JSONKeyType?
  /// When the value is null, in words that follow "null"; nil if it never is.
  public let nullness: String?
  /// When the key is absent, in words that follow "absent"; nil if it never is where its section says
  /// that it stands.
  public let absence: String?
  /// What stands under it.
  public let meaning: String

  /// Declares a key.
  public init(
    _ name: JSONString, _ type: JSONKeyType, null: String? = nil, absent: String? = nil,
    _ meaning: String
  ) {
    self.name = name
    self.type = type
    nullness = null
    absence = absent
    self.meaning = meaning
  }

  /// Declares a form of stored values: its name, and the members of its objects.
  public init(form name: JSONString, _ meaning: String) {
    self.name = name
    type = nil
    nullness = nil
    absence = nil
    self.meaning = meaning
  }
}

/// A section of keys in the manual page.
public struct DocumentedKeys: Sendable {
  /// What the keys belong to.
  public let title: String
  /// A sentence on where they stand.
  public let introduction: String
  /// The keys in the order in which to explain them.
  public let keys: [DocumentedKey]

  /// Declares a section.
  public init(title: String, introduction: String, keys: [DocumentedKey]) {
    self.title = title
    self.introduction = introduction
    self.keys = keys
  }
}

/// Facts that only one layout knows, under keys that it documents.
public struct LayoutFacts: Sendable {
  /// The facts as JSON.
  public private(set) var json = JSONObject()

  init() {}

  /// Sets a fact, replacing an earlier one under the same key.
  mutating func set(_ key: DocumentedKey, _ value: JSONValue) {
    json.set(key.name, value)
  }

  /// Sets a text, or null if there is none.
  mutating func set(_ key: DocumentedKey, _ text: JSONString?) {
    set(key, .optional(text))
  }

  /// Adds all facts of another collection.
  mutating func merge(_ other: LayoutFacts) {
    json.merge(other.json)
  }
}
