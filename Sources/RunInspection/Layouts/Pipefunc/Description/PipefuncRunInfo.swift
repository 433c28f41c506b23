import FileFormats
import ReadOnlyFiles

/// The description of a run in `run_info.json` (pipefunc 0.12 to 0.93.2). An object, as the run is whose
/// description it is.
final class PipefuncRunInfo: Sendable {
  /// Where the values of an output belong.
  enum Place: Equatable {
    /// In one file.
    case singleValue
    /// In an array with these elements and this storage.
    case array(ArrayGrid, storage: JSONString)
  }

  /// The names of all outputs, in code point order and without duplicates; nil in releases that don't
  /// list them.
  let outputNames: [JSONString]?
  /// The mapping specifications, such as `x[i] -> y[i]`.
  var specifications: [JSONString] { specificationNodes?.compactMap { $0.string } ?? [] }
  /// The outputs that the mapping specifications name.
  var mappedNames: [JSONString] { specifications.flatMap(MapSpec.outputs) }
  /// The names of all inputs, in code point order; nil if the run doesn't list them.
  var inputNames: [JSONString]? { inputs?.members?.map(\.key).sortedOnce() }
  /// Whether the run says that it keeps default values (from 0.21).
  let keepsDefaults: Bool
  /// The release that wrote the run.
  let version: JSONString?
  /// Whether failures are stored as elements (`error_handling="continue"`, from 0.90).
  let storesErrors: Bool

  private let specificationNodes: JSONElements?
  private let inputs: JSONNode?
  private let shapes: NameTable
  private let masks: NameTable?
  private let storages: NameTable?
  private let defaultStorage: JSONString

  /// Checks the types of all values and extracts those that are needed.
  ///
  /// - Parameter run: the run folder, for messages.
  init(_ root: JSONNode, run: RawPath) throws(InspectionError) {
    let reader = RunInfoReader(root: root, run: run)
    guard root.kind == .object else { throw reader.unexpected("", "an object", root) }
    outputNames = try reader.strings(.outputNames)?.compactMap { $0.string }.sortedOnce()
    specificationNodes = try reader.strings(.specifications)
    guard outputNames != nil || specificationNodes != nil else {
      throw .missingKey(reader.path, key: "all_output_names")
    }
    version = try reader.string(.version)
    storesErrors = try reader.isString(.errorHandling, "continue")
    let resolved = try reader.table(.resolvedShapes, PipefuncRunInfo.isShape)
    let unresolved = try reader.table(.shapes, PipefuncRunInfo.isShape)
    guard let shapes = resolved ?? unresolved else {
      throw .missingKey(reader.path, key: "shapes")
    }
    // Each table is searched for every output: linearly if there are few, otherwise by an index.
    let lookUps: Int
    if let outputNames {
      lookUps = outputNames.count
    } else {
      // A specification can name many outputs.
      lookUps = (specificationNodes?.compactMap { $0.string } ?? []).reduce(0) {
        count, specification in
        count + 1 + specification.bytes.count { $0 == UInt8(ascii: ",") }
      }
      guard lookUps <= OutputStatus.mostOfRun else {
        throw .tooManyEntries(
          reader.path, key: "mapspecs_as_strings", limit: OutputStatus.mostOfRun)
      }
    }
    self.shapes = NameTable(shapes, lookUps: lookUps)
    masks = try reader.table(.shapeMasks, PipefuncRunInfo.isMask).map {
      NameTable($0, lookUps: lookUps)
    }
    if let storage = reader[.storage], storage.kind == .object {
      storages = NameTable(
        try reader.table(.storage) { $0.kind == .string } ?? storage, lookUps: lookUps)
      defaultStorage = storage[""]?.string ?? ""
    } else {
      storages = nil
      defaultStorage = try reader.string(.storage) ?? "file_array"
    }
    // The rest is not needed, but a description in which it is wrong was not written by pipefunc.
    _ = try reader.hasString(.runFolder)
    // The paths are not used: they are those of the machine that wrote the run.
    keepsDefaults = try reader.hasString(.defaults)
    inputs = try reader.table(.inputs) { $0.kind == .string }
    if let internalShapes = reader[.internalShapes], internalShapes.kind != .null {
      _ = try reader.table(.internalShapes, PipefuncRunInfo.isInternalShape)
    }
  }

  /// Whether an output has a shape: it may be an array, while one without is a single value.
  func hasShape(_ output: JSONString) -> Bool { shapes[output] != nil }

  /// Where the values of an output belong.
  ///
  /// An output whose dimensions are all internal (a mask that is all false, as of `... -> v[k]`) is
  /// one value, not an array.
  func place(of output: JSONString) throws(InspectionError) -> Place {
    guard let node = shapes[output] else { return .singleValue }
    // Many outputs can share one long shape, so that its length is looked at first.
    guard node.hasEntries(atMost: ArrayGrid.rankLimit) else {
      throw .layout(PipefuncFault.shapeTooLarge(output))
    }
    guard let shape = PipefuncRunInfo.shape(node) else { return .singleValue }
    let mask =
      mask(of: output) ?? Array(repeating: true, count: shape.count)
    guard mask.contains(true) else { return .singleValue }
    // Of most outputs, all dimensions are external.
    let external =
      mask.contains(false) || mask.count != shape.count
      ? zip(shape, mask).filter { $0.1 }.map(\.0) : shape
    return .array(
      try ArrayGrid(shape: external, mask: mask, output: output),
      storage: storages?[output]?.string ?? defaultStorage)
  }

  /// The names of all outputs. Releases before 0.15 don't list them; for those, the names in the
  /// mapping specifications and on disk.
  func names(in folder: borrowing Folder) throws(InspectionError) -> [JSONString] {
    if let names = outputNames { return names }
    try folder.confirmFolderOrNothing(PipefuncNames.outputs)
    var names = Set(mappedNames)
    do throws(FileError) {
      var listing = try folder.listing(of: PipefuncNames.outputs)
      let ending = Array(PipefuncNames.singleValueEnding.utf8)
      while let entry = try listing.next() {
        var name = entry.name.bytes
        if name.reversed().starts(with: ending.reversed()) { name.removeLast(ending.count) }
        names.insert(JSONString(fileSystemBytes: name))
      }
    } catch {
      guard error.isMissing else { throw .unreadable(error) }
    }
    return names.sorted()
  }

  /// The sizes of an output along its internal dimensions; empty if one is unknown.
  func internalShape(of output: JSONString) -> [Int] {
    guard let node = shapes[output], node.hasEntries(atMost: ArrayGrid.rankLimit),
      let shape = PipefuncRunInfo.shape(node), let mask = mask(of: output)
    else { return [] }
    let sizes = zip(shape, mask).filter { !$0.1 }.map(\.0)
    return sizes.contains(nil) ? [] : sizes.compactMap { $0 }
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

  private static func isShape(_ node: JSONNode) -> Bool {
    node.elements?.allSatisfy { ($0.integer ?? -1) >= 0 || $0.isString("?") } ?? false
  }

  private static func isMask(_ node: JSONNode) -> Bool {
    node.elements?.allSatisfy { $0.kind == .bool } ?? false
  }

  private static func isInternalShape(_ node: JSONNode) -> Bool {
    node.isString("?") || node.integer != nil || isShape(node)
  }

  /// For each dimension of an output, whether it is external; nil if that is not told. What is beyond the
  /// dimensions that an array can have is not looked at.
  private func mask(of output: JSONString) -> [Bool]? {
    guard let elements = masks?[output]?.elements else { return nil }
    var flags: [Bool] = []
    for element in elements.prefix(ArrayGrid.rankLimit) {
      guard let flag = element.bool else { return nil }
      flags.append(flag)
    }
    return flags
  }

}

extension [JSONString] {
  /// The names in code point order, without duplicates.
  fileprivate func sortedOnce() -> [JSONString] {
    // The pipelines of most runs have them in this order.
    if zip(self, dropFirst()).allSatisfy({ $0 < $1 }) { return self }
    let sorted = self.sorted()
    return sorted.indices.filter { $0 == 0 || sorted[$0 - 1] != sorted[$0] }.map { sorted[$0] }
  }
}
