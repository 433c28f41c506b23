import FileFormats
import ReadOnlyFiles

/// A run's description as the peer reads it (pipefunc 0.93.2, `_run_status.py`,
/// `_load_run_metadata`), with the exceptions that it raises, in the same order.
struct PipefuncCLIDescription {
  let outputNames: [JSONString]
  let storage: JSONNode
  let resolvedShapes: JSONNode
  let shapeMasks: JSONNode
  /// The description with paths in older forms converted to the newer one.
  let runInfo: JSONObject
  let version: JSONNode?
  private let shapeIndex: [JSONString: (key: JSONString, value: JSONNode)]
  private let maskIndex: [JSONString: JSONNode]
  private let storageValues: [JSONString: JSONNode]
  private let storageIndex: [JSONString: (key: JSONString, value: JSONNode)]

  init(_ root: JSONNode, folder: RawPath, resolvedFolder: () -> RawPath) throws(PythonError) {
    runInfo = try PipefuncCLIDescription.legacyFix(
      root, folder: folder, resolvedFolder: resolvedFolder)
    outputNames = try PipefuncCLIDescription.sortedNames(
      PipefuncCLIDescription.value(root, "all_output_names"))
    storage = try PipefuncCLIDescription.value(root, "storage")
    if storage.kind != .string, storage.kind != .object {
      throw .noAttribute("items", storage)
    }
    resolvedShapes = try PipefuncCLIDescription.table(root, "resolved_shapes")
    shapeMasks = try PipefuncCLIDescription.table(root, "shape_masks")
    version = root["pipefunc_version"]
    shapeIndex = PipefuncCLIDescription.index(
      PipefuncCLIDescription.values(resolvedShapes), resolvedShapes, of: outputNames)
    storageValues = PipefuncCLIDescription.values(storage)
    storageIndex = PipefuncCLIDescription.index(storageValues, storage, of: outputNames)
    maskIndex = PipefuncCLIDescription.values(shapeMasks)
  }

  /// `root[key]`.
  private static func value(_ root: JSONNode, _ key: JSONString) throws(PythonError) -> JSONNode {
    guard let value = root[key] else { throw .key(key) }
    return value
  }

  private static func table(_ root: JSONNode, _ key: JSONString) throws(PythonError) -> JSONNode {
    let table = try value(root, key)
    guard let members = table.members else { throw .noAttribute("items", table) }
    for member in members {
      switch member.value.kind {
      case .array, .string, .object: break
      default: throw .notIterable(member.value)
      }
    }
    return table
  }

  /// The most outputs that are read.
  private static let mostOutputs = 1_000_000
  /// The most dimensions of an array (numpy 2, `NPY_MAXDIMS`).
  static let mostDimensions = 64

  private static func sortedNames(_ node: JSONNode) throws(PythonError) -> [JSONString] {
    guard node.hasEntries(atMost: mostOutputs) else {
      // The peer has no such limit.
      throw PythonError("more than \(mostOutputs) outputs")
    }
    switch node.kind {
    case .object: return Array(Set((node.members.map { Array($0) } ?? []).map(\.key))).sorted()
    case .array:
      let elements = node.elements.map(Array.init) ?? []
      // Numbers can be sorted among themselves, and become strings when they are printed as keys.
      if elements.allSatisfy({ $0.kind == .integer }) {
        return Array(Set(elements.compactMap(\.integer))).sorted().map { JSONString("\($0)") }
      }
      var names: [JSONString] = []
      var other: JSONNode?
      for element in elements {
        if let name = element.string { names.append(name) } else { other = element }
      }
      if let other {
        throw PythonError(
          "'<' not supported between instances of '\(other.pythonTypeName)' and 'str'")
      }
      // A name that is listed twice is one key of the answer.
      return Array(Set(names)).sorted()
    case .string:
      return Array(
        Set((node.string ?? "").description.unicodeScalars.map { JSONString(String($0)) })
      )
      .sorted()
    default: throw .notIterable(node)
    }
  }

  /// Releases up to 0.86.0 wrote paths that begin with the run folder as the user gave it; the peer
  /// removes that prefix (`map/_run_info.py`, `_legacy_fix`).
  private static func legacyFix(
    _ root: JSONNode, folder: RawPath, resolvedFolder: () -> RawPath
  ) throws(PythonError) -> JSONObject {
    switch root.kind {
    case .object: break
    case .array: throw PythonError("list indices must be integers or slices, not str")
    case .string: throw PythonError("string indices must be integers, not 'str'")
    default: throw PythonError("'\(root.pythonTypeName)' object is not subscriptable")
    }
    var fixed = JSONObject()
    fixed.set("error_handling", "raise")
    fixed.merge(root)
    let stored = try value(root, "run_folder")
    let defaults = try value(root, "defaults_path")
    guard let defaultsPath = defaults.string else { throw .noAttribute("startswith", defaults) }
    guard let prefix = stored.string else {
      throw PythonError(
        "startswith first arg must be str or a tuple of str, not \(stored.pythonTypeName)")
    }
    guard defaultsPath.bytes.starts(with: prefix.bytes) else { return fixed }
    fixed.set("run_folder", .string(JSONString(fileSystemBytes: resolvedFolder().bytes)))
    fixed.set("defaults_path", .string(try relative(defaultsPath, to: prefix)))
    let inputs = try value(root, "input_paths")
    guard let members = inputs.members else { throw .noAttribute("items", inputs) }
    var paths = JSONObject()
    for member in members {
      guard let path = member.value.string else {
        throw PythonError(
          "expected str, bytes or os.PathLike object, not \(member.value.pythonTypeName)")
      }
      paths.set(member.key, .string(try relative(path, to: prefix)))
    }
    fixed.set("input_paths", .object(paths))
    return fixed
  }

  /// `str(Path(path).relative_to(prefix))`.
  private static func relative(
    _ path: JSONString, to prefix: JSONString
  ) throws(PythonError) -> JSONString {
    let whole = RawPath(bytes: path.bytes).normalised
    let start = RawPath(bytes: prefix.bytes).normalised
    if start == RawPath("."), !whole.isAbsolute {
      return JSONString(generalisedUTF8: whole.bytes)
    }
    if whole == start { return "." }
    let beginning =
      start.bytes.last == UInt8(ascii: "/") ? start.bytes : start.bytes + [UInt8(ascii: "/")]
    guard whole.bytes.starts(with: beginning) else {
      func quoted(_ path: RawPath) -> String {
        PythonText.representation(JSONString(generalisedUTF8: path.bytes))
      }
      throw PythonError(
        "\(quoted(whole)) is not in the subpath of \(quoted(start))"
          + " OR one path is relative and the other is absolute.")
    }
    return JSONString(generalisedUTF8: Array(whole.bytes[beginning.count...]))
  }

  /// The shape of an output, with the key under which it was found: the first that is the name, or
  /// joins the name with others by commas.
  func shape(of output: JSONString) -> (key: JSONString, value: JSONNode)? { shapeIndex[output] }

  /// The mask under a key.
  func mask(_ key: JSONString) -> JSONNode? { maskIndex[key] }

  /// The storage under a key.
  func storage(under key: JSONString) -> JSONNode? { storageValues[key] }

  /// The storage under the first key that is the name, or joins the name with others.
  func joinedStorage(of output: JSONString) -> JSONNode? { storageIndex[output]?.value }

  /// For each output, the first key that is its name or joins it with others; if a key occurs twice, the
  /// last value counts. Nobody asks for other names, and a key may join millions of them.
  private static func index(
    _ values: [JSONString: JSONNode], _ table: JSONNode, of outputs: [JSONString]
  ) -> [JSONString: (key: JSONString, value: JSONNode)] {
    guard let members = table.members else { return [:] }
    let known = Set(outputs)
    var isLength = [Bool](repeating: false, count: (outputs.map(\.bytes.count).max() ?? 0) + 1)
    for output in outputs { isLength[output.bytes.count] = true }
    var index: [JSONString: (key: JSONString, value: JSONNode)] = [:]
    for member in members {
      let key = member.key
      let found = (key: key, value: values[key] ?? member.value)
      let bytes = key.bytes
      guard bytes.contains(UInt8(ascii: ",")) else {
        if index[key] == nil { index[key] = found }
        continue
      }
      forEachPart(of: bytes) { part in
        guard part.count < isLength.count, isLength[part.count] else { return }
        let name = JSONString(generalisedUTF8: Array(part))
        if known.contains(name), index[name] == nil { index[name] = found }
      }
    }
    return index
  }

  /// The values of a table by their keys; if a key occurs twice, the last one counts.
  private static func values(_ table: JSONNode) -> [JSONString: JSONNode] {
    var values: [JSONString: JSONNode] = [:]
    guard let members = table.members else { return values }
    for member in members { values[member.key] = member.value }
    return values
  }

  /// `repr` of a key, which is a tuple when it joins names.
  static func representation(ofKey key: JSONString) -> String {
    guard key.bytes.contains(UInt8(ascii: ",")) else { return PythonText.representation(key) }
    var text = "("
    var separator = ""
    forEachPart(of: key.bytes) { part in
      text += separator
      text +=
        part.isEmpty ? "''" : PythonText.representation(JSONString(generalisedUTF8: Array(part)))
      separator = ", "
    }
    return text + ")"
  }

  /// The parts of a key between its commas.
  private static func forEachPart(
    of key: [UInt8], _ body: (Slice<UnsafeBufferPointer<UInt8>>) -> Void
  ) {
    key.withUnsafeBufferPointer { key in
      var start = 0
      var end = 0
      while end < key.count {
        if key[end] == UInt8(ascii: ",") {
          body(key[start..<end])
          start = end + 1
        }
        end += 1
      }
      body(key[start..<end])
    }
  }
}
