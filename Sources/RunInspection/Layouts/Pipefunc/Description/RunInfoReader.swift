import FileFormats
import ReadOnlyFiles

/// The keys of a description, in the order in which pipefunc 0.93.2 writes them.
enum RunInfoKey: Int, CaseIterable {
  case outputNames, shapes, resolvedShapes, internalShapes, shapeMasks, runFolder, specifications
  case storage, errorHandling, version, inputs, defaults

  /// The key itself.
  var name: JSONString {
    switch self {
    case .outputNames: "all_output_names"
    case .shapes: "shapes"
    case .resolvedShapes: "resolved_shapes"
    case .internalShapes: "internal_shapes"
    case .shapeMasks: "shape_masks"
    case .runFolder: "run_folder"
    case .specifications: "mapspecs_as_strings"
    case .storage: "storage"
    case .errorHandling: "error_handling"
    case .version: "pipefunc_version"
    case .inputs: "input_paths"
    case .defaults: "defaults_path"
    }
  }

  fileprivate static let names = allCases.map(\.name)
}

/// Reads typed values from a description; the errors name the key with a value of another type.
struct RunInfoReader {
  /// The run folder.
  let run: RawPath
  private let values: JSONSelection

  /// - Parameter root: the whole description.
  init(root: JSONNode, run: RawPath) {
    self.run = run
    values = root.values(under: RunInfoKey.names)
  }

  /// The file, for messages.
  var path: RawPath { run.appending(PipefuncNames.runInfo) }

  /// The value under a key.
  subscript(key: RunInfoKey) -> JSONNode? { values[key.rawValue] }

  func unexpected(_ key: JSONString, _ expected: String, _ found: JSONNode) -> InspectionError {
    .unexpectedValue(path, key: key, expected: expected, found: found.kind)
  }

  func string(_ key: RunInfoKey) throws(InspectionError) -> JSONString? {
    guard let node = self[key] else { return nil }
    guard let string = node.string else { throw unexpected(key.name, "a string", node) }
    return string
  }

  /// Whether a text is there, whatever it says.
  func hasString(_ key: RunInfoKey) throws(InspectionError) -> Bool {
    guard let node = self[key] else { return false }
    guard node.kind == .string else { throw unexpected(key.name, "a string", node) }
    return true
  }

  /// Whether a text is there and is this one.
  func isString(_ key: RunInfoKey, _ text: JSONString) throws(InspectionError) -> Bool {
    guard let node = self[key] else { return false }
    guard node.kind == .string else { throw unexpected(key.name, "a string", node) }
    return node.isString(text)
  }

  /// The elements of an array of texts.
  func strings(_ key: RunInfoKey) throws(InspectionError) -> JSONElements? {
    guard let node = self[key] else { return nil }
    guard let elements = node.elements else { throw unexpected(key.name, "an array", node) }
    guard node.hasEntries(atMost: OutputStatus.mostOfRun) else {
      throw .tooManyEntries(path, key: key.name, limit: OutputStatus.mostOfRun)
    }
    for element in elements where element.kind != .string {
      throw unexpected(key.name, "an array of strings", element)
    }
    return elements
  }

  /// An object whose values all have the right form.
  func table(
    _ key: RunInfoKey, _ isRight: (JSONNode) -> Bool
  ) throws(InspectionError) -> JSONNode? {
    guard let node = self[key] else { return nil }
    guard let members = node.members else { throw unexpected(key.name, "an object", node) }
    for member in members where !isRight(member.value) {
      throw unexpected(
        JSONString(generalisedUTF8: key.name.bytes + [UInt8(ascii: ".")] + member.key.bytes),
        "what pipefunc writes there", member.value)
    }
    return node
  }
}
