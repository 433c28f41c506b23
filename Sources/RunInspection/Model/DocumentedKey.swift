import FileFormats

/// A key of a JSON answer with its meaning, from which the manual page is made.
///
/// A layout can set its own facts only under such a key, so that nothing is printed that the manual
/// doesn't explain.
public struct DocumentedKey: Sendable {
  /// The key as it is printed.
  public let name: JSONString
  /// What stands under it: type, unit, and when it is null or absent.
  public let meaning: String

  /// Declares a key.
  public init(_ name: JSONString, _ meaning: String) {
    self.name = name
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
