import FileFormats
import ReadOnlyFiles

/// What `run_info.json` says of a run (pipefunc 0.12 to 0.93.2).
struct PipefuncRunInfo {
  /// Where the values of an output belong.
  enum Place: Equatable {
    /// In one file.
    case singleValue
    /// In an array with these external dimensions, nil for one that is not known yet.
    case array(shape: [Int?], storage: JSONString)
  }

  /// The names of all outputs, in code point order, each once; nil in releases that don't list them.
  let outputNames: [JSONString]?
  /// The outputs that the mapping specifications name.
  let mappedNames: [JSONString]
  /// The release that wrote the run.
  let version: JSONString?
  /// Whether failures are stored as elements (`error_handling="continue"`, from 0.90).
  let storesErrors: Bool

  private let shapes: [JSONString: [Int?]]
  private let masks: [JSONString: [Bool]]
  private let defaultStorage: JSONString
  private let storages: [JSONString: JSONString]

  /// Checks the kinds of all values and takes what the status needs.
  ///
  /// - Parameter path: the file, for messages.
  init(_ root: JSONNode, path: RawPath) throws(InspectionError) {
    let reader = KeyedReader(root: root, path: path)
    guard root.kind == .object else { throw reader.unexpected("", "an object", root) }
    outputNames = try reader.strings("all_output_names").map { Array(Set($0)).sorted() }
    let specifications = try reader.strings("mapspecs_as_strings") ?? []
    mappedNames = specifications.flatMap(PipefuncRunInfo.outputs(ofMapSpec:))
    guard outputNames != nil || root["mapspecs_as_strings"] != nil else {
      throw .missingKey(path, key: "all_output_names")
    }
    version = try reader.string("pipefunc_version")
    storesErrors = try reader.string("error_handling") == "continue"
    let resolved = try reader.table("resolved_shapes", PipefuncRunInfo.shape)
    let unresolved = try reader.table("shapes", PipefuncRunInfo.shape)
    guard let shapes = resolved ?? unresolved else { throw .missingKey(path, key: "shapes") }
    self.shapes = shapes
    masks = try reader.table("shape_masks", PipefuncRunInfo.mask) ?? [:]
    if let storage = root["storage"], storage.kind == .object {
      storages = try reader.table("storage") { node in node.string } ?? [:]
      defaultStorage = storages[""] ?? ""
    } else {
      storages = [:]
      defaultStorage = try reader.string("storage") ?? PipefuncStorage.fileArray.identifier
    }
    // The rest is not needed, but a description in which it is wrong is not one of pipefunc's.
    _ = try reader.string("run_folder")
    _ = try reader.string("defaults_path")
    _ = try reader.table("input_paths") { node in node.string }
    if let internalShapes = root["internal_shapes"], internalShapes.kind != .null {
      _ = try reader.table("internal_shapes", PipefuncRunInfo.internalShape)
    }
  }

  /// Where the values of an output belong.
  ///
  /// An output whose dimensions are all internal (a mask that is all false, as of `... -> v[k]`) is
  /// one value, not an array.
  func place(of output: JSONString) -> Place {
    guard let shape = shapes[output] else { return .singleValue }
    let mask = masks[output] ?? Array(repeating: true, count: shape.count)
    guard mask.contains(true) else { return .singleValue }
    let external = zip(shape, mask).filter { $0.1 }.map(\.0)
    return .array(shape: external, storage: storages[output] ?? defaultStorage)
  }

  /// A dimension of a shape: a size, or `"?"` while it is unknown (from 0.43).
  private static func shape(_ node: JSONNode) -> [Int?]? {
    guard let elements = node.elements else { return nil }
    var sizes: [Int?] = []
    for element in elements {
      if let size = element.integer, size >= 0 {
        sizes.append(size)
      } else if element.isString("?") {
        sizes.append(nil)
      } else {
        return nil
      }
    }
    return sizes
  }

  private static func internalShape(_ node: JSONNode) -> [Int?]? {
    if node.isString("?") { return [nil] }
    if let size = node.integer { return [size] }
    return shape(node)
  }

  private static func mask(_ node: JSONNode) -> [Bool]? {
    guard let elements = node.elements else { return nil }
    var flags: [Bool] = []
    for element in elements {
      guard let flag = element.bool else { return nil }
      flags.append(flag)
    }
    return flags
  }

  /// The names behind the arrow of a mapping specification such as `x[i], z[j] -> a[i, j], b[i, j]`.
  static func outputs(ofMapSpec specification: JSONString) -> [JSONString] {
    let bytes = specification.bytes
    guard
      let arrow = bytes.indices.first(where: { bytes[$0...].starts(with: Array("->".utf8)) })
    else { return [] }
    var names: [JSONString] = []
    var name: [UInt8] = []
    var depth = 0
    for byte in bytes[(arrow + 2)...] + [UInt8(ascii: ",")] {
      switch byte {
      case UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "]"): depth -= 1
      case UInt8(ascii: " "): break
      case UInt8(ascii: ",") where depth == 0:
        if !name.isEmpty { names.append(JSONString(generalisedUTF8: name)) }
        name = []
      default: if depth == 0 { name.append(byte) }
      }
    }
    return names
  }
}

/// Reads typed values from under the keys of an object, and says which key held something else.
private struct KeyedReader {
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
    var strings: [JSONString] = []
    for element in elements {
      guard let string = element.string else {
        throw unexpected(key, "an array of strings", element)
      }
      strings.append(string)
    }
    return strings
  }

  /// An object whose keys may stand for several names, joined by commas.
  func table<Value>(
    _ key: JSONString, _ convert: (JSONNode) -> Value?
  ) throws(InspectionError) -> [JSONString: Value]? {
    guard let node = root[key] else { return nil }
    guard let members = node.members else { throw unexpected(key, "an object", node) }
    var table: [JSONString: Value] = [:]
    var joined: [(JSONString, Value)] = []
    for member in members {
      let name = member.key
      guard let value = convert(member.value) else {
        throw unexpected(
          JSONString(generalisedUTF8: key.bytes + [UInt8(ascii: ".")] + name.bytes),
          "what pipefunc writes there", member.value)
      }
      table[name] = value
      if name.bytes.contains(UInt8(ascii: ",")) { joined.append((name, value)) }
    }
    for (name, value) in joined {
      for part in name.bytes.split(separator: UInt8(ascii: ",")) {
        let single = JSONString(generalisedUTF8: Array(part))
        if table[single] == nil { table[single] = value }
      }
    }
    return table
  }
}
