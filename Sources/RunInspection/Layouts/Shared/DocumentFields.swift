import FileFormats
import ReadOnlyFiles

/// Reads typed values from under the keys of an object. A value that is not what its meaning needs is
/// left out, with a warning that says what was expected; `null` is the same as nothing.
struct DocumentFields {
  let root: JSONNode
  /// The file, for messages.
  let path: RawPath
  /// What stands before each key in messages, such as `outputs.y.`.
  var prefix: [UInt8] = []

  /// How many warnings of one document are told one by one.
  private static let warningLimit = 20

  private var told: [InspectionWarning] = []
  private var untold = 0

  init(_ root: JSONNode, path: RawPath) {
    self.root = root
    self.path = path
  }

  /// What was left out.
  var warnings: [InspectionWarning] {
    untold > 0 ? told + [.moreWarnings(path, count: untold)] : told
  }

  /// Adds a warning.
  mutating func warn(_ warning: InspectionWarning) {
    if told.count < DocumentFields.warningLimit { told.append(warning) } else { untold += 1 }
  }

  /// Adds the warnings about a part of the document.
  mutating func warn(_ part: DocumentFields) {
    for warning in part.told { warn(warning) }
    untold += part.untold
  }

  /// The value under a key, but for `null`.
  func node(_ key: JSONString) -> JSONNode? {
    guard let node = root[key], node.kind != .null else { return nil }
    return node
  }

  /// A whole number from zero.
  mutating func count(_ key: JSONString) -> Int? {
    value(key, "a whole number from 0") { node in
      node.integer.flatMap { $0 >= 0 ? $0 : nil }
    }
  }

  /// A finite number from zero up to a limit.
  mutating func number(_ key: JSONString, upTo limit: Double? = nil) -> Double? {
    value(key, limit.map { "a number from 0 to \(Int($0))" } ?? "a number from 0") { node in
      node.double.flatMap { $0 >= 0 && $0 <= limit ?? .greatestFiniteMagnitude ? $0 : nil }
    }
  }

  /// A truth value.
  mutating func flag(_ key: JSONString) -> Bool? {
    value(key, "true or false", \.bool)
  }

  /// A text.
  mutating func text(_ key: JSONString) -> JSONString? {
    value(key, "a string", \.string)
  }

  /// An array.
  mutating func elements(_ key: JSONString) -> [JSONNode] {
    value(key, "an array") { node in node.elements.map { Array($0) } } ?? []
  }

  /// An object.
  mutating func object(_ key: JSONString) -> JSONNode? {
    value(key, "an object") { node in node.kind == .object ? node : nil }
  }

  /// A moment: a date in ISO 8601, or Unix seconds, which are what a shell has at hand.
  mutating func moment(_ key: JSONString) -> Timestamp? {
    value(key, "a date in ISO 8601 or Unix seconds") { node in
      if let text = node.string { return ISO8601.parse(text.description)?.moment }
      return node.double.flatMap(Timestamp.init(unixSeconds:))
    }
  }

  /// The value under a key, by a rule that gives nil for what can't be used.
  mutating func value<Value>(
    _ key: JSONString, _ expected: String, _ rule: (JSONNode) -> Value?
  ) -> Value? {
    guard let node = node(key) else { return nil }
    if let value = rule(node) { return value }
    warn(.valueIgnored(wrong(key, expected, node)))
    return nil
  }

  /// Says that a value is not what was expected.
  func wrong(_ key: JSONString, _ expected: String, _ found: JSONNode) -> InspectionError {
    let whole = prefix.isEmpty ? key : JSONString(generalisedUTF8: prefix + key.bytes)
    guard let text = DocumentFields.shown(found) else {
      return .unexpectedValue(path, key: whole, expected: expected, found: found.kind)
    }
    return .wrongValue(path, key: whole, expected: expected, found: text)
  }

  /// How many bytes of a wrong value are shown.
  private static let shownLength = 60

  /// A value as a message shows it, in JSON, cut when it is long; nil for arrays and objects.
  private static func shown(_ node: JSONNode) -> String? {
    if node.kind == .array || node.kind == .object { return nil }
    let text = JSONWriter.text(.node(node), numbers: .asWritten)
    let cut = text.prefix(shownLength)
    return String(decoding: cut, as: UTF8.self) + (cut.count < text.count ? "..." : "")
  }
}
