import FileFormats
import ReadOnlyFiles

extension ZarrChunk {
  /// Confirms that the chunk can be unpacked, to its end and as its checksums say, and that what is in
  /// it is whole.
  ///
  /// - Parameter holdsObjects: whether pickles are in it, and not plain numbers.
  func confirmWhole(in run: borrowing Folder, holdsObjects: Bool) throws(InspectionError) {
    let packed = try packed(in: run)
    let place = run.path.appending(path)
    let content: [UInt8]
    do throws(DecompressionError) {
      content = try unpacked(packed, limit: limit(packed))
    } catch {
      guard case .outputTooLarge = error.reason else {
        throw .layout(PipefuncFault.damagedChunk(place, error))
      }
      return try confirmWholeInParts(packed, place, holdsObjects: holdsObjects)
    }
    if holdsObjects { try confirmWholeObjects(in: content, place, in: run) }
  }

  /// Whether a small chunk is whole, found out before its turn comes, while others are read; false for one
  /// that may need more room, so that not many do at once, and for one of which it has to be told what is
  /// wrong with it.
  func isWholeAhead(in run: borrowing Folder, holdsObjects: Bool) -> Bool {
    guard size > 0, size <= ZarrChunk.largestAhead else { return false }
    do {
      let content = try unpacked(try packed(in: run), limit: ZarrChunk.largestAhead)
      if holdsObjects { try confirmWholeObjects(in: content, run.path.appending(path), in: run) }
      return true
    } catch {
      return false
    }
  }

  private func confirmWholeObjects(
    in content: [UInt8], _ place: RawPath, in run: borrowing Folder
  ) throws(InspectionError) {
    switch format {
    case .version2: try StoredFileVerification.confirmWhole(content, place)
    case .version3:
      for item in try items(content, in: run) {
        try StoredFileVerification.confirmWhole(Array(content[item]), place)
      }
    }
  }

  /// The same for a chunk that unpacks to much more than it takes: no more than a part of its content is
  /// ever in memory.
  private func confirmWholeInParts(
    _ packed: [UInt8], _ place: RawPath, holdsObjects: Bool
  ) throws(InspectionError) {
    var check = ZarrContentCheck(format: format, place: place)
    do throws(DecompressionError) {
      switch format {
      case .version2:
        try Blosc.forEachPart(of: packed, limit: ZarrChunk.sizeLimit) {
          if holdsObjects { check.take($0) }
        }
      case .version3:
        try Zstandard.forEachPart(of: packed, limit: ZarrChunk.sizeLimit) {
          if holdsObjects { check.take($0) }
        }
      }
      if holdsObjects { try check.confirmEnd() }
    } catch {
      throw .layout(PipefuncFault.damagedChunk(place, error))
    }
    if let fault = check.fault { throw fault }
  }
}

/// Checks the objects in the content of a chunk that comes in parts.
private struct ZarrContentCheck {
  private let format: ZarrFormat
  private let place: RawPath
  private var items = VariableLengthBytesScan()
  /// The pickle that is being read.
  private var pickle: PickleCompletenessScan?
  /// What is wrong with the first pickle that is not whole.
  private(set) var fault: InspectionError?

  init(format: ZarrFormat, place: RawPath) {
    self.format = format
    self.place = place
    // The pickle of Zarr 2 is all of the content, whose length the buffer states and keeps.
    if case .version2 = format { pickle = PickleCompletenessScan(length: .max) }
  }

  mutating func take(_ part: UnsafeBufferPointer<UInt8>) {
    guard case .version3 = format else {
      pickle?.take(part)
      return
    }
    var items = items
    items.take(part) { event in
      switch event {
      case .item(let length):
        endItem()
        pickle = PickleCompletenessScan(length: length)
      case .bytes(let bytes): pickle?.take(bytes)
      }
    }
    self.items = items
  }

  mutating func confirmEnd() throws(DecompressionError) {
    endItem()
    if case .version3 = format { try items.confirmEnd() }
  }

  private mutating func endItem() {
    guard fault == nil, let pickle else { return }
    switch pickle.finish() {
    case .complete: break
    case .truncated(let offset): fault = .pickleCutShort(place, offset: offset)
    case .malformed(let error): fault = .notAPickle(place, error)
    }
  }
}
