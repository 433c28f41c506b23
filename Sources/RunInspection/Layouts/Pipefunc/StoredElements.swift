import FileFormats
import ReadOnlyFiles

/// One element of an output, as it is stored.
struct StoredElement {
  /// Its place in C order over the external dimensions; nil for an output that is one value.
  let index: Int?
  /// Its place along the external dimensions.
  let coordinates: [Int]
  let content: Content

  enum Content {
    /// One value of a decoded pickle.
    case value(PickleDocument, PickleReference)
    /// The values along the internal dimensions, in C order.
    case block([(PickleDocument, PickleReference)])
    /// A table in the format Parquet: its size, and what its footer tells.
    case parquet(bytes: Int, ParquetFooter)
    /// It can't be read.
    case fault(InspectionError)
  }

  /// The instance of a class of stored errors that the element is or holds.
  func storedError() -> StoredError? {
    switch content {
    case .value(let document, let reference): StoredErrors.error(reference, in: document)
    case .block(let values):
      values.lazy.compactMap { StoredErrors.error($0.1, in: $0.0) }.first
    case .parquet, .fault: nil
    }
  }
}

/// Reads the elements of an output one by one, in order.
struct StoredElementReader {
  let output: RawPath
  let place: PipefuncRunInfo.Place
  /// The largest file that is read, in bytes.
  private static let sizeLimit = 1 << 28
  /// A dictionary of a whole array holds more values than a single element.
  private static let pickleLimits = PickleLimits(
    memoEntries: 20_000_000, values: 20_000_000, workingBytes: 1 << 29)

  /// Calls for the elements that are stored, in order, until the call gives false.
  ///
  /// - Parameter suspects: leave out, unread or half-read, what can't be a stored error.
  func forEach(
    in run: borrowing Folder, suspects: Bool, _ body: (StoredElement) -> Bool
  ) throws(InspectionError) {
    switch place {
    case .singleValue:
      let file = PipefuncNames.singleValue(output)
      if suspects {
        do throws(FileError) {
          guard try StoredElementReader.mayBeError(file, in: run) else { return }
        } catch {
          if error.isMissing { return }
          throw .unreadable(error)
        }
      }
      if let content = StoredElementReader.content(of: file, in: run) {
        _ = body(StoredElement(index: nil, coordinates: [], content: content))
      }
    case .array(let shape, let mask, let identifier):
      let wanted = ArrayContents.Wanted(
        shape: shape, mask: mask, total: nil, bytes: false, storesErrors: false)
      switch PipefuncStorage(identifier: identifier) {
      case .fileArray: try files(in: run, wanted, suspects: suspects, body)
      case .dictionary, .sharedMemoryDictionary: try entries(in: run, wanted, body)
      case .zarrFileArray, .zarrMemory, .zarrSharedMemory: try chunks(in: run, wanted, body)
      case nil:
        throw .unknownStorage(
          output: JSONString(fileSystemBytes: output.bytes), storage: identifier)
      }
    }
  }

  private var folder: RawPath { PipefuncNames.array(output) }

  private func files(
    in run: borrowing Folder, _ wanted: ArrayContents.Wanted, suspects: Bool,
    _ body: (StoredElement) -> Bool
  ) throws(InspectionError) {
    var indices: [Int] = []
    let total = try PipefuncShape.elementCount(
      wanted.shape, output: JSONString(fileSystemBytes: output.bytes))
    do throws(FileError) {
      var listing = try run.listing(of: folder)
      while let entry = try listing.next() {
        guard let index = entry.withNameBytes(PipefuncNames.elementIndex),
          total.map({ index < $0 }) ?? true
        else { continue }
        indices.append(index)
      }
    } catch {
      try run.confirmAbsence(of: folder, error)
      return
    }
    for index in indices.sorted() {
      let file = folder.appending("__\(index)__.pickle")
      if suspects {
        do throws(FileError) {
          guard try StoredElementReader.mayBeError(file, in: run) else { continue }
        } catch {
          if error.isMissing { continue }
          let fault = StoredElement(
            index: index, coordinates: [], content: .fault(.unreadable(error)))
          if !body(fault) { return }
          continue
        }
      }
      guard let content = StoredElementReader.content(of: file, in: run) else { continue }
      let element = StoredElement(
        index: index, coordinates: coordinates(of: index, wanted.shape), content: content)
      if !body(element) { return }
    }
  }

  private func entries(
    in run: borrowing Folder, _ wanted: ArrayContents.Wanted, _ body: (StoredElement) -> Bool
  ) throws(InspectionError) {
    try run.confirmFolderOrNothing(folder)
    let file = folder.appending(PipefuncNames.dictionary)
    let contents: FileContents
    do throws(FileError) {
      contents = try run.contents(of: file, limit: DictionaryArrayReader.sizeLimit)
    } catch {
      if error.isMissing { return }
      throw .unreadable(error)
    }
    let document: PickleDocument
    do throws(PickleError) {
      document = try PickleDecoder.decode(
        contents.bytes, limits: StoredElementReader.pickleLimits)
    } catch {
      throw .notAPickle(run.path.appending(file), error)
    }
    // A reference to a lost process holds no elements.
    guard case .dictionary(let entries) = document[document.root] else { return }
    var elements: [StoredElement] = []
    for entry in entries {
      guard case .tuple(let key) = document[entry.key] else { continue }
      let coordinates = key.compactMap { reference -> Int? in
        if case .integer(.small(let value)) = document[reference] { return value }
        return nil
      }
      guard coordinates.count == key.count, wanted.isElement(coordinates) else { continue }
      elements.append(
        StoredElement(
          index: index(of: coordinates, wanted.shape), coordinates: coordinates,
          content: .value(document, entry.value)))
    }
    elements.sort { $0.coordinates.lexicographicallyPrecedes($1.coordinates) }
    for element in elements where !body(element) { return }
  }

  private func chunks(
    in run: borrowing Folder, _ wanted: ArrayContents.Wanted, _ body: (StoredElement) -> Bool
  ) throws(InspectionError) {
    var chunks = try ZarrArrayReader.chunks(of: folder, in: run, wanted: wanted)
    chunks.sort { $0.coordinates.lexicographicallyPrecedes($1.coordinates) }
    let isBlock = wanted.mask.contains(false)
    for chunk in chunks {
      let content: StoredElement.Content
      do throws(InspectionError) {
        let values = try chunk.values(in: run)
        if let only = values.first, values.count == 1, !isBlock {
          content = .value(only.0, only.1)
        } else {
          content = .block(values)
        }
      } catch {
        content = .fault(error)
      }
      let element = StoredElement(
        index: index(of: chunk.coordinates, wanted.shape), coordinates: chunk.coordinates,
        content: content)
      if !body(element) { return }
    }
  }

  private static func mayBeError(
    _ file: RawPath, in run: borrowing Folder
  ) throws(FileError) -> Bool {
    StoredErrors.isError(prefix: try run.prefix(of: file, count: StoredErrors.prefixLength))
  }

  /// What a file of one element holds; nil when it has gone meanwhile.
  private static func content(
    of file: RawPath, in run: borrowing Folder
  ) -> StoredElement.Content? {
    let contents: FileContents
    do throws(FileError) {
      contents = try run.contents(of: file, limit: sizeLimit)
    } catch {
      return error.isMissing ? nil : .fault(.unreadable(error))
    }
    // Frames of polars lie under the names of pickles (pipefunc from 0.93).
    if contents.bytes.starts(with: Array("PAR1".utf8)) {
      do throws(ParquetError) {
        return .parquet(bytes: contents.bytes.count, try ParquetFooter(contents.bytes))
      } catch {
        return .fault(.damagedParquet(run.path.appending(file), error))
      }
    }
    do throws(PickleError) {
      let document = try PickleDecoder.decode(contents.bytes, limits: pickleLimits)
      return .value(document, document.root)
    } catch {
      return .fault(.notAPickle(run.path.appending(file), error))
    }
  }

  /// The place in C order; nil while a dimension but the first is unknown.
  private func index(of coordinates: [Int], _ shape: [Int?]) -> Int? {
    var index = 0
    for (position, (coordinate, size)) in zip(coordinates, shape).enumerated() {
      guard let size else {
        guard position == 0 else { return nil }
        index = coordinate
        continue
      }
      let (product, overflow) = index.multipliedReportingOverflow(by: size)
      guard !overflow else { return nil }
      index = product + coordinate
    }
    return index
  }

  /// The coordinates of a place in C order; empty while a dimension but the first is unknown.
  private func coordinates(of index: Int, _ shape: [Int?]) -> [Int] {
    var rest = index
    var coordinates: [Int] = []
    for (position, size) in shape.enumerated().reversed() {
      guard let size, size > 0 else {
        guard position == 0 else { return [] }
        coordinates.append(rest)
        break
      }
      coordinates.append(rest % size)
      rest /= size
    }
    return coordinates.reversed()
  }
}
