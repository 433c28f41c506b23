import FileFormats
import ReadOnlyFiles

/// Reads a notebook, however large what its cells printed is: images and texts are left out while a large
/// one is read, so that memory stays bounded.
struct PapermillNotebookReader {
  let environment: InspectionEnvironment

  /// Up to this size, a notebook is read whole, in bytes.
  private static let smallSize = 1 << 20
  /// How much may be left of a larger one, in bytes.
  private static let reducedLimit = 1 << 24
  /// How much is kept of each string of a larger one, in bytes.
  private static let longestString = 1 << 16
  /// How many lines are kept of a source, a trace and a result.
  private static let mostLines = 1_000
  private static let pieceSize = 1 << 18
  /// How much is read of both ends of a file to find out whether it is a notebook of papermill, in bytes.
  private static let endLength = 1 << 16
  private static let key = ByteSearch("\"papermill\":")

  /// Whether a file is a notebook that papermill wrote, as far as its ends tell: in Jupyter's format the
  /// metadata come last, and those of the first cell come first. An empty one may be being rewritten.
  static func isNotebook(
    _ name: RawPath, in parent: borrowing Folder
  ) throws(FileError) -> Bool {
    var stream = try parent.stream(of: name, links: .follow)
    let size = stream.status.size
    let head = try stream.next(count: endLength)
    let isPapermill = { (bytes: [UInt8]) in bytes.withUnsafeBufferPointer(key.isFound(in:)) }
    guard let first = head.first(where: { !" \t\r\n".utf8.contains($0) }) else { return size == 0 }
    guard first == UInt8(ascii: "{") else { return false }
    if isPapermill(head) { return true }
    guard size > head.count else { return false }
    stream.skip(to: max(head.count, size - endLength))
    return isPapermill(try stream.next(count: endLength))
  }

  /// Reads a notebook. Papermill rewrites it in place, so one that is not whole but was changed within
  /// the last two seconds is read again, for as long as the environment allows.
  func read(
    _ name: RawPath, in folder: borrowing Folder, path: RawPath
  ) throws(InspectionError) -> (root: JSONNode, modified: Timestamp) {
    var waited = 0.0
    while true {
      let failure: InspectionError
      let modified: Timestamp
      let isEmpty: Bool
      do throws(FileError) {
        var stream = try folder.stream(of: name, links: .follow)
        modified = stream.status.modified
        isEmpty = stream.status.size == 0
        let isSmall = stream.status.size <= PapermillNotebookReader.smallSize
        switch isSmall ? try whole(&stream, path) : try reduced(&stream, path) {
        case .success(let document): return (document.root, modified)
        case .failure(let error): failure = error
        }
      } catch {
        throw .unreadable(error)
      }
      let isRecent = RecentChange.isRecent(modified, now: environment.now())
      // One that stays empty is nobody's.
      if isEmpty, !isRecent { throw .noRunRecognised(path, markers: [RawPath("*.ipynb")]) }
      guard waited < environment.documentPatience, isRecent else { throw failure }
      environment.clock.sleep(0.01)
      waited += 0.01
    }
  }

  private func whole(
    _ stream: inout FileStream, _ path: RawPath
  ) throws(FileError) -> Result<JSONDocument, InspectionError> {
    var bytes: [UInt8] = []
    while bytes.count <= PapermillNotebookReader.reducedLimit {
      let piece = try stream.next(count: PapermillNotebookReader.pieceSize)
      if piece.isEmpty { break }
      bytes += piece
    }
    return PapermillNotebookReader.parsed(bytes, path)
  }

  private func reduced(
    _ stream: inout FileStream, _ path: RawPath
  ) throws(FileError) -> Result<JSONDocument, InspectionError> {
    var reduction = JSONReduction(
      limit: PapermillNotebookReader.reducedLimit,
      longestString: PapermillNotebookReader.longestString, deepestRule: 7,
      isLeftOut: PapermillNotebookReader.isLeftOut)
    while true {
      let piece = try stream.next(count: PapermillNotebookReader.pieceSize)
      if piece.isEmpty || !reduction.append(piece) { break }
    }
    let (text, fault) = reduction.finish()
    if let fault { return .failure(.layout(PapermillFault.notANotebook(path, fault))) }
    return PapermillNotebookReader.parsed(text, path)
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

  /// Of a large notebook, what cells printed and showed is left out, but for results as plain text; and
  /// the states of widgets, attachments, and more lines than anybody reads.
  private static func isLeftOut(_ way: [JSONReduction.Step]) -> Bool {
    if way.count == 2 { return way[0] == metadata && way[1] == widgets }
    guard way.count > 2, way[0] == cells else { return false }
    if way.count == 3 { return way[2] == attachments }
    if way.count == 4, way[2] == source, case .index(let line) = way[3] { return line >= mostLines }
    guard way.count > 4, way[2] == outputs else { return false }
    if way.count == 5 { return way[4] == text }
    if way.count == 6 {
      if case .index(let line) = way[5], way[4] == traceback { return line >= mostLines }
      return way[4] == data && way[5] != plainText
    }
    if case .index(let line) = way[6], way[5] == plainText { return line >= mostLines }
    return false
  }

  private static func step(_ name: StaticString) -> JSONReduction.Step {
    .key(Array(UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)))
  }

  private static let attachments = step("attachments")
  private static let cells = step("cells")
  private static let data = step("data")
  private static let metadata = step("metadata")
  private static let outputs = step("outputs")
  private static let plainText = step("text/plain")
  private static let source = step("source")
  private static let text = step("text")
  private static let traceback = step("traceback")
  private static let widgets = step("widgets")
}
