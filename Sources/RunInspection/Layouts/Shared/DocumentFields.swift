import FileFormats
import ReadOnlyFiles

/// Reads typed values from an object. A value that can't be used is left out, with a warning that says
/// what was expected; `null` counts as absent.
struct DocumentFields {
  let root: JSONNode
  /// The file, for messages.
  let path: RawPath
  /// The prefix of each key in messages, such as `outputs.y.`.
  var prefix: [UInt8] = []

  /// The most warnings about one document that are listed individually.
  private static let warningLimit = 20

  private var told: [InspectionWarning] = []
  private var untold = 0

  init(_ root: JSONNode, path: RawPath) {
    self.root = root
    self.path = path
  }

  /// The warnings about what was left out.
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

  /// The value under a key, unless it is `null`.
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

  /// A moment: a date in ISO 8601, or Unix seconds, which are easy to get in a shell.
  mutating func moment(_ key: JSONString) -> Timestamp? {
    value(key, "a date in ISO 8601 or Unix seconds") { node in
      if let text = node.string { return ISO8601.parse(text.description)?.moment }
      return node.double.flatMap(Timestamp.init(unixSeconds:))
    }
  }

  /// The value under a key, converted by a rule that returns nil for what can't be used.
  mutating func value<Value>(
    _ key: JSONString, _ expected: String, _ rule: (JSONNode) -> Value?
  ) -> Value? {
    guard let node = node(key) else { return nil }
    if let value = rule(node) { return value }
    warn(.valueIgnored(wrong(key, expected, node)))
    return nil
  }

  /// The error for a value that is not what was expected.
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
