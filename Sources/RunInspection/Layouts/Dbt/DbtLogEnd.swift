import ReadOnlyFiles

/// Where the last invocation in a log begins, which is found from its end: logs grow to 10 MiB before dbt
/// begins another.
enum DbtLogEnd {
  private static let pieceSize = 1 << 18
  /// How much of the next piece is searched with a piece, so that no sign is cut in two.
  private static let overlap = 256
  /// The line with which an invocation begins in a text log.
  private static let header = Array("\n============================== ".utf8)
  /// The first message of an invocation in a JSON log, on which it begins (dbt-core 1.11.16).
  private static let report = Array("\"name\": \"MainReportVersion\"".utf8)

  /// The position from which to read: at or before the beginning of the last invocation.
  static func start(
    of name: RawPath, in folder: borrowing Folder, links: LinkRule
  ) throws(FileError) -> Int {
    var stream = try folder.stream(of: name, links: links)
    var end = stream.status.size
    while end > pieceSize {
      let start = end - pieceSize
      stream.skip(to: start)
      let piece = try stream.next(count: pieceSize + overlap)
      if let offset = lastOffset(of: header, in: piece) { return start + offset + 1 }
      if let offset = lastOffset(of: report, in: piece) {
        let line = piece[..<offset].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 }
        if let line { return start + line }
      }
      end = start
    }
    return 0
  }

  private static func lastOffset(of word: [UInt8], in bytes: [UInt8]) -> Int? {
    guard bytes.count >= word.count else { return nil }
    return bytes.withUnsafeBufferPointer { bytes in
      word.withUnsafeBufferPointer { word in
        var start = bytes.count - word.count
        while start >= 0 {
          var index = 0
          while index < word.count, bytes[start + index] == word[index] { index += 1 }
          if index == word.count { return start }
          start -= 1
        }
        return nil
      }
    }
  }
}
