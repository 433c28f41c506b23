import ReadOnlyFiles

/// Where the last invocation in a log begins, which is found from its end: logs grow to 10 MiB before dbt
/// begins another.
enum DbtLogEnd {
  private static let pieceSize = 1 << 18
  /// How much of the next piece is searched with a piece, so that no sign is cut in two.
  private static let overlap = 256
  /// The line with which an invocation begins in a text log.
  private static let header = ByteSearch("\n============================== ")
  /// The first message of an invocation in a JSON log, on which it begins (dbt-core 1.11.16).
  private static let report = ByteSearch("\"name\": \"MainReportVersion\"")

  /// The position from which to read: at or before the beginning of the last invocation.
  ///
  /// - Parameter limit: how far from the end it may be, in bytes.
  /// - Throws: `FileError` with the reason `tooLarge` if it is farther.
  static func start(
    of name: RawPath, in folder: borrowing Folder, links: LinkRule,
    limit: Int = LineReader.sizeLimit
  ) throws(FileError) -> Int {
    var stream = try folder.stream(of: name, links: links)
    let size = stream.status.size
    var end = size
    while end > pieceSize {
      guard size - end < limit else {
        throw FileError(
          operation: .read, path: folder.path.appending(name), reason: .tooLarge(limit: limit))
      }
      let start = end - pieceSize
      stream.skip(to: start)
      let piece = try stream.next(count: pieceSize + overlap)
      if let offset = lastHeader(in: piece) { return start + offset }
      if let offset = lastReport(in: piece) { return start + offset }
      end = start
    }
    return 0
  }

  /// Where the last line begins that is a header. A line of a query, which continues a message, may begin
  /// like one.
  private static func lastHeader(in piece: [UInt8]) -> Int? {
    piece.withUnsafeBufferPointer { piece in
      var end = piece.count
      while let offset = header.lastPosition(in: piece, before: end) {
        let line = piece[(offset + 1)...].prefix(overlap).prefix { $0 != UInt8(ascii: "\n") }
        if DbtLogLine.header(UnsafeBufferPointer(rebasing: line)) != nil { return offset + 1 }
        end = offset
      }
      return nil
    }
  }

  /// Where the last line begins that is the first message of an invocation in a JSON log. One that goes on
  /// beyond the piece is not found: more is read then.
  private static func lastReport(in piece: [UInt8]) -> Int? {
    piece.withUnsafeBufferPointer { piece in
      var end = piece.count
      while let offset = report.lastPosition(in: piece, before: end) {
        let newline = UInt8(ascii: "\n")
        guard let before = piece[..<offset].lastIndex(of: newline) else { return nil }
        let line = piece[(before + 1)...].prefix { $0 != newline }
        if DbtLogLine.isReport(json: Array(line)) { return before + 1 }
        end = before
      }
      return nil
    }
  }
}
