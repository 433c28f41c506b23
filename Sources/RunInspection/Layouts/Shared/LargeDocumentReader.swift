import FileFormats
import ReadOnlyFiles

/// Reads JSON documents that may be far larger than what is of interest in them: of a large one, the rest
/// is left out while it is read, so that memory stays bounded.
struct LargeDocumentReader {
  let environment: InspectionEnvironment
  /// How long the ways are that `isLeftOut` is asked about.
  let deepestRule: Int
  /// Whether a value of a large document is left out, by the way to it.
  let isLeftOut: ([JSONReduction.Step]) -> Bool

  /// Up to this size, a document is read whole, in bytes.
  private static let smallSize = 1 << 20
  /// How much may be left of a larger one, in bytes.
  private static let reducedLimit = 1 << 24
  /// How much is kept of each string of a larger one, in bytes.
  private static let longestString = 1 << 16
  private static let pieceSize = 1 << 18

  /// Reads a document. One that is not whole but was changed within the last two seconds is being
  /// rewritten in place, and is read again, for as long as the environment allows.
  func readRetrying(
    _ name: RawPath, in folder: borrowing Folder, path: RawPath, links: LinkRule = .refuse
  ) throws(InspectionError) -> DocumentReader.Document {
    var waited = 0.0
    while true {
      let failure: InspectionError
      let modified: Timestamp
      do throws(FileError) {
        var stream = try folder.stream(of: name, links: links)
        modified = stream.status.modified
        let isSmall = stream.status.size <= LargeDocumentReader.smallSize
        switch isSmall ? try whole(&stream, path) : try reduced(&stream, path) {
        case .success(let document):
          return DocumentReader.Document(root: document.root, modified: modified)
        case .failure(let error): failure = error
        }
      } catch {
        throw .unreadable(error)
      }
      guard waited < environment.documentPatience,
        RecentChange.isRecent(modified, now: environment.now())
      else { throw failure }
      environment.clock.sleep(0.01)
      waited += 0.01
    }
  }

  private func whole(
    _ stream: inout FileStream, _ path: RawPath
  ) throws(FileError) -> Result<JSONDocument, InspectionError> {
    var bytes: [UInt8] = []
    while bytes.count <= LargeDocumentReader.reducedLimit {
      let piece = try stream.next(count: LargeDocumentReader.pieceSize)
      if piece.isEmpty { break }
      bytes += piece
    }
    return LargeDocumentReader.parsed(bytes, path)
  }

  private func reduced(
    _ stream: inout FileStream, _ path: RawPath
  ) throws(FileError) -> Result<JSONDocument, InspectionError> {
    var reduction = JSONReduction(
      limit: LargeDocumentReader.reducedLimit, longestString: LargeDocumentReader.longestString,
      deepestRule: deepestRule, isLeftOut: isLeftOut)
    while true {
      let piece = try stream.next(count: LargeDocumentReader.pieceSize)
      if piece.isEmpty || !reduction.append(piece) { break }
    }
    let (text, fault) = reduction.finish()
    if let fault { return .failure(.layout(LargeDocumentFault(path: path, fault: fault))) }
    return LargeDocumentReader.parsed(text, path)
  }

  private static func parsed(
    _ bytes: [UInt8], _ path: RawPath
  ) -> Result<JSONDocument, InspectionError> {
    do throws(JSONError) {
      return .success(try JSONDocument(bytes))
    } catch {
      return .failure(.notJSON(path, error))
    }
  }
}

/// Why a large document can't be read.
struct LargeDocumentFault: LayoutFault {
  let path: RawPath
  let fault: JSONReduction.Fault

  var text: String {
    switch fault {
    case .cutShort: "\(path.quoted) is not JSON: it ends in the middle"
    case .notJSON(let offset): "\(path.quoted) is not JSON at byte \(offset)"
    case .tooDeep(let limit): "\(path.quoted) is nested more than \(limit) levels deep"
    case .tooLarge(let limit):
      "\(path.quoted) has more than \(limit) bytes, without what can be left out of it"
    }
  }

  var mayPass: Bool {
    switch fault {
    case .cutShort, .notJSON: true
    case .tooDeep, .tooLarge: false
    }
  }
}

extension JSONReduction.Step {
  /// A member of an object.
  static func key(_ name: StaticString) -> JSONReduction.Step {
    .key(Array(UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)))
  }
}
