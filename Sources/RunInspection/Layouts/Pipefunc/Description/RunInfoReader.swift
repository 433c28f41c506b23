import FileFormats
import ReadOnlyFiles

/// Reads typed values from an object; the errors name the key with a value of another type.
struct RunInfoReader {
  let root: JSONNode
  let path: RawPath

  func unexpected(_ key: JSONString, _ expected: String, _ found: JSONNode) -> InspectionError {
    .unexpectedValue(path, key: key, expected: expected, found: found.kind)
  }

  func string(_ key: JSONString) throws(InspectionError) -> JSONString? {
    guard let node = root[key] else { return nil }
    guard let string = node.string else { throw unexpected(key, "a string", node) }
    return string
  }

  func strings(_ key: JSONString) throws(InspectionError) -> [JSONString]? {
    guard let node = root[key] else { return nil }
    guard let elements = node.elements else { throw unexpected(key, "an array", node) }
    guard node.hasEntries(atMost: OutputStatus.mostOfRun) else {
      throw .tooManyEntries(path, key: key, limit: OutputStatus.mostOfRun)
    }
    var strings: [JSONString] = []
    for element in elements {
      guard let string = element.string else {
        throw unexpected(key, "an array of strings", element)
      }
      strings.append(string)
    }
    return strings
  }

  /// An object whose values all have the right form.
  func table(
    _ key: JSONString, _ isRight: (JSONNode) -> Bool
  ) throws(InspectionError) -> JSONNode? {
    guard let node = root[key] else { return nil }
    guard let members = node.members else { throw unexpected(key, "an object", node) }
    for member in members where !isRight(member.value) {
      throw unexpected(
        JSONString(generalisedUTF8: key.bytes + [UInt8(ascii: ".")] + member.key.bytes),
        "what pipefunc writes there", member.value)
    }
    return node
  }
}
