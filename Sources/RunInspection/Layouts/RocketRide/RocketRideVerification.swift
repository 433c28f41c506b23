import FileFormats
import ReadOnlyFiles

/// Reads the file of a task to its end.
enum RocketRideVerification {
  /// How long a line may be, in bytes.
  private static let lineLimit = 1 << 22

  /// Parses every line of an event log. A document was parsed as a whole when it was read.
  static func verify(
    _ file: RawPath, _ form: RocketRideFiles.Form, _ run: borrowing OpenedRun, now: Timestamp
  ) -> FileVerification {
    var found = FileVerification()
    guard form == .eventLog else {
      found.noteWhole()
      return found
    }
    let path = run.folder.path.appending(file)
    var modified = now
    var damage: InspectionError?
    do throws(FileError) {
      let stream = try run.folder.stream(
        of: file, limit: LineReader.sizeLimit, links: run.links)
      modified = stream.status.modified
      var lines = LineReader(stream, lengthLimit: lineLimit)
      try lines.forEach { line in
        guard damage == nil, let fault = fault(in: line) else { return }
        damage = .lineDamaged(path, line: line.number, fault)
      }
    } catch {
      damage = .unreadable(error)
    }
    found.check(path, modified: modified, now: now) { () throws(InspectionError) in
      if let damage { throw damage }
    }
    return found
  }

  private static func fault(in line: LineReader.Line) -> LineDamage? {
    if line.isCut { return .tooLong }
    let bytes = Array(line.bytes)
    guard bytes.contains(where: { !" \t\r".utf8.contains($0) }) else { return nil }
    do throws(JSONError) {
      _ = try JSONDocument(bytes)
    } catch {
      return line.isTerminated ? .notJSON : .cutShort
    }
    return nil
  }
}
