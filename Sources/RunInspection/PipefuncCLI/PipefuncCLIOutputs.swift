import FileFormats
import ReadOnlyFiles

/// What the peer finds out about the outputs on disk (pipefunc 0.93.2, `_run_status.py`,
/// `_output_status`).
///
/// Where the peer crashes because it can't print the progress of a Zarr store, this is the answer that
/// it was about to print. What the peer writes while it reads is not written here, but counted as the
/// peer counts it.
struct PipefuncCLIOutputs {
  struct Output {
    let name: JSONString
    var progress: OutputProgress
    var isComplete: Bool
    var bytes: Int

    var value: JSONObject {
      [
        "bytes": .integer(bytes), "complete": .bool(isComplete),
        "progress": progress.fraction.map { .double($0) } ?? "unknown",
      ]
    }
  }

  let metadata: PipefuncCLIDescription

  func survey(_ folder: borrowing Folder, withBytes: Bool) throws(PythonError) -> [Output] {
    var outputs: [Output] = []
    for name in metadata.outputNames {
      outputs.append(try output(name, in: folder, withBytes: withBytes))
    }
    return outputs
  }

  private func output(
    _ name: JSONString, in folder: borrowing Folder, withBytes: Bool
  ) throws(PythonError) -> Output {
    guard let path = name.fileSystemBytes.map(RawPath.init(bytes:)), path.isSingleName else {
      throw PythonError("the output name \(PythonText.representation(name)) leaves the run folder")
    }
    guard let (key, shape) = metadata.shape(of: name) else {
      return try singleValue(name, path, in: folder)
    }
    guard let mask = metadata.mask(key) else {
      throw PythonError(PipefuncCLIDescription.representation(ofKey: key))
    }
    let storageName = try storage(of: name)
    guard let storage = PipefuncCLIStorage(rawValue: storageName.description) else {
      let known = PipefuncCLIStorage.allCases.map(\.rawValue).joined(separator: ", ")
      throw PythonError("Storage class `\(storageName)` not found, only `\(known)` available.")
    }
    guard storage != .dictionary, storage != .zarrMemory else {
      return Output(name: name, progress: .unknown, isComplete: false, bytes: 0)
    }
    guard shape.hasEntries(atMost: PipefuncCLIDescription.mostDimensions) else {
      throw PythonError(
        "maximum supported dimension for an ndarray is \(PipefuncCLIDescription.mostDimensions)")
    }
    let external = externalShape(shape, mask)
    let place = PipefuncNames.array(path)
    try refuse(storage, external, internalShape(shape, mask), at: place, in: folder)
    let total = external.reduce(1 as Int?) { product, size in
      guard let product, let size else { return nil }
      let (result, overflow) = product.multipliedReportingOverflow(by: size)
      return overflow ? nil : result
    }
    var count = try storage.count(
      place, in: folder, shape: external, total: total, wantsBytes: withBytes)
    if count.isMissing, storage.makesStore, let store = store(shape, mask) {
      count.bytes = store.bytes
    }
    guard let total else {
      return Output(name: name, progress: .unknown, isComplete: false, bytes: count.bytes)
    }
    // Computed from what is missing, as the peer does it, for the same digits.
    let progress =
      total == 0 ? 1 : 1 - Double(total - min(count.elements, total)) / Double(total)
    return Output(
      name: name, progress: .fraction(progress), isComplete: progress == 1, bytes: count.bytes)
  }

  /// The errors of the libraries with which the peer reads, as it prints them: numpy and Zarr 3 can't
  /// slice an array without dimensions (a single value that the peer mistakes for an array), and Zarr 3
  /// can't open arrays of Python objects that Zarr 2 wrote (pipefunc up to 0.87).
  private func refuse(
    _ storage: PipefuncCLIStorage, _ shape: [Int?], _ internalShape: [Int?], at path: RawPath,
    in folder: borrowing Folder
  ) throws(PythonError) {
    switch storage {
    case .fileArray, .dictionary, .zarrMemory: return
    case .sharedMemoryDictionary:
      guard !shape.isEmpty else {
        throw PythonError(
          "too many indices for array: array is 0-dimensional, but 1 were indexed")
      }
    case .zarrFileArray, .zarrSharedMemory:
      // The peer computes the chunks, and then the shape, before it opens the store.
      guard !internalShape.contains(nil) else {
        throw PythonError("invalid literal for int() with base 10: '?'")
      }
      guard !shape.contains(nil) else { throw PythonError("") }
      let oldArray = path.appending(PipefuncNames.zarr2Array)
      if (try? folder.status(of: oldArray, links: .follow)) ?? nil != nil {
        throw PythonError(
          "No Zarr data type found that matches {'name': '|O', 'object_codec_id': None}")
      }
      guard !shape.isEmpty else {
        throw PythonError("too many indices for array; expected 0, got 1")
      }
    }
  }

  private func singleValue(
    _ name: JSONString, _ path: RawPath, in folder: borrowing Folder
  ) throws(PythonError) -> Output {
    let file = PipefuncNames.singleValue(path)
    do throws(FileError) {
      guard let status = try folder.status(of: file, links: .follow) else {
        return Output(name: name, progress: .fraction(0), isComplete: false, bytes: 0)
      }
      return Output(name: name, progress: .fraction(1), isComplete: true, bytes: status.size)
    } catch {
      // For `Path.exists`, a loop of links does not exist.
      if error.reason == .system(.symbolicLinkLoop) {
        return Output(name: name, progress: .fraction(0), isComplete: false, bytes: 0)
      }
      throw .file(error)
    }
  }

  private func storage(of output: JSONString) throws(PythonError) -> JSONString {
    if let name = metadata.storage.string { return name }
    let table = metadata.storage
    let found =
      metadata.storage(under: output) ?? metadata.joinedStorage(of: output)
      ?? metadata.storage(under: "")
    if let found, found.kind != .null {
      if found.kind == .array || found.kind == .object {
        throw PythonError("unhashable type: '\(found.pythonTypeName)'")
      }
      return found.string
        ?? JSONString(generalisedUTF8: JSONWriter.text(.node(found), numbers: .asWritten))
    }
    let keys = (table.members.map { Array($0) } ?? []).map { member in
      member.key.bytes.contains(UInt8(ascii: ","))
        ? JSONString(PipefuncCLIDescription.representation(ofKey: member.key)) : member.key
    }
    let list = Set(keys).sorted().map(PythonText.representation).joined(separator: ", ")
    throw PythonError("Cannot find storage class for '\(output)'. Available keys: [\(list)]")
  }

  private func store(_ shape: JSONNode, _ mask: JSONNode) -> PipefuncCLIZarrStore? {
    let flags = mask.elements.map(Array.init) ?? []
    let sizes = (shape.elements.map(Array.init) ?? []).compactMap(\.integer)
    guard sizes.count == flags.count else { return nil }
    return PipefuncCLIZarrStore(
      dimensions: zip(sizes, flags).map { (size: $0, isExternal: $1.bool ?? true) })
  }

  private func externalShape(_ shape: JSONNode, _ mask: JSONNode) -> [Int?] {
    sizes(shape, mask) { $0 }
  }

  private func internalShape(_ shape: JSONNode, _ mask: JSONNode) -> [Int?] {
    sizes(shape, mask) { !$0 }
  }

  private func sizes(
    _ shape: JSONNode, _ mask: JSONNode, where isMeant: (Bool) -> Bool
  ) -> [Int?] {
    let sizes = shape.elements.map(Array.init) ?? []
    let flags = mask.elements.map(Array.init) ?? []
    return zip(sizes, flags).filter { isMeant($0.1.bool ?? true) }.map { $0.0.integer }
  }
}
