import ReadOnlyFiles

/// Reads a log line by line, in constant memory.
enum PetsardLogReader {
  /// How much of a line is kept, in bytes; the rest of a longer one is skipped.
  static let lineLimit = 1 << 16

  /// A line, and whether it lacks its newline, so that its writer may have been interrupted in it.
  typealias Consumer = (UnsafeBufferPointer<UInt8>, _ isTorn: Bool) -> Void

  /// Reads a log from a position to its end.
  static func read(
    _ log: PetsardFiles.Log, in folder: borrowing Folder, from start: Int = 0, _ consume: Consumer
  ) throws(FileError) {
    var stream = try folder.stream(
      of: log.name, limit: LineReader.sizeLimit, links: log.links)
    stream.skip(to: start)
    var lines = LineReader(stream, lengthLimit: lineLimit)
    try lines.forEach { line in
      guard line.isCut else { return give(line.bytes, !line.isTerminated, consume) }
      CutText.marked(Array(line.bytes)).withUnsafeBufferPointer {
        give($0, !line.isTerminated, consume)
      }
    }
  }

  /// The time of the last line of a log that has one; nil if there is none near the end.
  static func lastTime(
    of log: PetsardFiles.Log, in folder: borrowing Folder
  ) throws(FileError) -> Timestamp? {
    var last: Timestamp?
    try read(log, in: folder, from: max(0, log.size - lineLimit)) { line, _ in
      if let head = PetsardLogLine(line) { last = head.time }
    }
    return last
  }

  /// Removes what Windows adds: carriage returns, and the byte order mark that its editors write.
  private static func give(
    _ line: UnsafeBufferPointer<UInt8>, _ isTorn: Bool, _ consume: Consumer
  ) {
    var line = line
    if line.last == UInt8(ascii: "\r") { line = UnsafeBufferPointer(rebasing: line.dropLast()) }
    if PetsardLogLine.begins(line, "\u{FEFF}") {
      line = UnsafeBufferPointer(rebasing: line.dropFirst(3))
    }
    consume(line, isTorn)
  }
}
