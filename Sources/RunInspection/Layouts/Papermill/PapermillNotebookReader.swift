import FileFormats
import ReadOnlyFiles

/// Reads a notebook, however large what its cells printed is: images and texts are left out while a large
/// one is read, so that memory stays bounded.
struct PapermillNotebookReader {
  let environment: InspectionEnvironment

  /// How many lines are kept of a source, a trace and a result. Of a large notebook, one more is read, which
  /// tells that there are more.
  static let mostLines = 10_000
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

  /// Reads a notebook.
  func read(
    _ name: RawPath, in folder: borrowing Folder, path: RawPath
  ) throws(InspectionError) -> DocumentReader.Document {
    let reader = LargeDocumentReader(
      environment: environment, deepestRule: 7, isLeftOut: PapermillNotebookReader.isLeftOut)
    do throws(InspectionError) {
      return try reader.readRetrying(name, in: folder, path: path, links: .follow)
    } catch {
      // One that stays empty is nobody's.
      if let status = try? folder.status(of: name, links: .follow), status.size == 0,
        !RecentChange.isRecent(status.modified, now: environment.now())
      {
        throw .noRunRecognised(path, markers: [RawPath("*.ipynb")])
      }
      throw error
    }
  }

  /// Of a large notebook, what cells printed and showed is left out, but for results as plain text; and
  /// the states of widgets, attachments, and more lines than anybody reads.
  static func isLeftOut(_ way: [JSONReduction.Step]) -> Bool {
    if way.count == 2 { return way[0] == metadata && way[1] == widgets }
    guard way.count > 2, way[0] == cells else { return false }
    if way.count == 3 { return way[2] == attachments }
    if way.count == 4, way[2] == source, case .index(let line) = way[3] { return line > mostLines }
    guard way.count > 4, way[2] == outputs else { return false }
    if way.count == 5 { return way[4] == text }
    if way.count == 6 {
      if case .index(let line) = way[5], way[4] == traceback { return line > mostLines }
      return way[4] == data && way[5] != plainText
    }
    if case .index(let line) = way[6], way[5] == plainText { return line > mostLines }
    return false
  }

  private static let attachments = JSONReduction.Step.key("attachments")
  private static let cells = JSONReduction.Step.key("cells")
  private static let data = JSONReduction.Step.key("data")
  private static let metadata = JSONReduction.Step.key("metadata")
  private static let outputs = JSONReduction.Step.key("outputs")
  private static let plainText = JSONReduction.Step.key("text/plain")
  private static let source = JSONReduction.Step.key("source")
  private static let text = JSONReduction.Step.key("text")
  private static let traceback = JSONReduction.Step.key("traceback")
  private static let widgets = JSONReduction.Step.key("widgets")
}
