import FileFormats
import ReadOnlyFiles

/// Reads the files of a run to their ends: its logs, the pickled state, and the tables that reporters
/// saved. No value is built, and no file is held in memory but the pickle.
struct PetsardVerification {
  let files: PetsardFiles
  /// Tables that a log mentions; only those in the run folder itself are read.
  let savedFiles: [PetsardLogSurvey.SavedFile]
  /// The present moment: what may still be written is not damaged.
  let now: Timestamp

  /// How much is read at once.
  private static let pieceSize = 1 << 17

  func verify(_ run: borrowing OpenedRun) -> FileVerification {
    var found = FileVerification()
    for log in files.logs {
      check(
        log.name, in: run, limit: LineReader.sizeLimit, links: log.links,
        PetsardVerification.confirmLog, &found)
    }
    if files.pickle != nil {
      let name = run.file ?? PetsardNames.pickle
      check(name, in: run, links: run.links, PetsardVerification.confirmPickle, &found)
    }
    for name in tables { check(name, in: run, PetsardVerification.confirmTable, &found) }
    return found
  }

  /// The names of the saved tables, each once.
  private var tables: [RawPath] {
    let claimed = savedFiles.map { RawPath(bytes: $0.name) }
      .filter { $0.isSingleName && $0.bytes.suffix(4).elementsEqual(".csv".utf8) }
    return Set(files.results.map(\.name) + claimed).sorted { $0.precedes($1) }
  }

  private typealias Check = (
    _ stream: inout FileStream, _ path: RawPath
  ) throws(FileError) -> InspectionError?

  /// Reads a file; one that is missing is not judged.
  private func check(
    _ name: RawPath, in run: borrowing OpenedRun, limit: Int = .max, links: LinkRule = .refuse,
    _ body: Check, _ found: inout FileVerification
  ) {
    let path = run.folder.path.appending(name)
    var modified = now
    var damage: InspectionError?
    do throws(FileError) {
      var stream = try run.folder.stream(of: name, limit: limit, links: links)
      modified = stream.status.modified
      damage = try body(&stream, path)
    } catch {
      damage = .unreadable(error)
    }
    found.check(path, modified: modified, now: now) { () throws(InspectionError) in
      if let damage { throw damage }
    }
  }

  /// Each line of a log is written at once, with its end.
  private static func confirmLog(
    _ stream: inout FileStream, _ path: RawPath
  ) throws(FileError) -> InspectionError? {
    var line = 1
    var last = UInt8(ascii: "\n")
    while true {
      let piece = try stream.next(count: pieceSize)
      guard let end = piece.last else { break }
      last = end
      for byte in piece {
        if byte == 0 { return .lineDamaged(path, line: line, .notText) }
        if byte == UInt8(ascii: "\n") { line += 1 }
      }
    }
    return last == UInt8(ascii: "\n") ? nil : .lineDamaged(path, line: line, .cutShort)
  }

  private static func confirmTable(
    _ stream: inout FileStream, _ path: RawPath
  ) throws(FileError) -> InspectionError? {
    var scanner = DelimitedTextScanner()
    while scanner.fault == nil {
      let piece = try stream.next(count: pieceSize)
      if piece.isEmpty { break }
      scanner.take(piece)
    }
    scanner.finish()
    guard let (line, fault) = scanner.fault else { return nil }
    switch fault {
    case .unfinished: return .lineDamaged(path, line: line, .cutShort)
    case .zeroByte: return .lineDamaged(path, line: line, .notText)
    case .wrongColumnCount(let count, let expected):
      return .lineDamaged(path, line: line, .wrongColumnCount(count, expected: expected))
    }
  }

  private static func confirmPickle(
    _ stream: inout FileStream, _ path: RawPath
  ) throws(FileError) -> InspectionError? {
    var bytes: [UInt8] = []
    while bytes.count <= PetsardState.sizeLimit {
      let piece = try stream.next(count: pieceSize)
      if piece.isEmpty { break }
      bytes += piece
    }
    guard bytes.count <= PetsardState.sizeLimit else {
      throw FileError(
        operation: .read, path: path, reason: .tooLarge(limit: PetsardState.sizeLimit))
    }
    do throws(InspectionError) {
      try WholePickle.confirm(bytes, path)
    } catch {
      return error
    }
    return nil
  }
}
