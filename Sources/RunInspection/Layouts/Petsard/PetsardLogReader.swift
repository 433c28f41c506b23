import ReadOnlyFiles

/// Reads a log line by line in a stream: memory stays the same however long the log is.
enum PetsardLogReader {
  /// How much is read at a time, in bytes.
  private static let chunk = 1 << 16
  /// How much of a line is kept, in bytes; the rest of a longer one is passed over.
  static let lineLimit = 1 << 16

  /// A line, and whether it lacks its newline, so that its writer may have been stopped in it.
  typealias Consumer = (UnsafeBufferPointer<UInt8>, _ isTorn: Bool) -> Void

  /// Reads a log from a position on.
  static func read(
    _ log: PetsardFiles.Log, in folder: borrowing Folder, from start: Int = 0, _ consume: Consumer
  ) throws(FileError) {
    var stream = try folder.stream(of: log.name, links: log.links)
    stream.skip(to: start)
    // What was left of the chunk before: the beginning of a line.
    var rest: [UInt8] = []
    var isOverlong = false
    while true {
      let bytes = try stream.next(count: chunk)
      if bytes.isEmpty { break }
      bytes.withUnsafeBufferPointer { bytes in
        var start = 0
        while let end = newline(bytes, from: start) {
          let piece = bytes[start..<end]
          start = end + 1
          if rest.isEmpty {
            if !isOverlong { give(UnsafeBufferPointer(rebasing: piece), false, consume) }
          } else {
            rest += piece.prefix(lineLimit - rest.count)
            rest.withUnsafeBufferPointer { give($0, false, consume) }
            rest.removeAll(keepingCapacity: true)
          }
          isOverlong = false
        }
        if !isOverlong { rest += bytes[start...].prefix(lineLimit - rest.count) }
        if rest.count == lineLimit {
          rest.withUnsafeBufferPointer { give($0, false, consume) }
          rest.removeAll(keepingCapacity: true)
          isOverlong = true
        }
      }
    }
    if !rest.isEmpty { rest.withUnsafeBufferPointer { give($0, true, consume) } }
  }

  /// The time of the last line of a log that has one; nil where none is found near its end.
  static func lastTime(
    of log: PetsardFiles.Log, in folder: borrowing Folder
  ) throws(FileError) -> Timestamp? {
    var last: Timestamp?
    try read(log, in: folder, from: max(0, log.size - lineLimit)) { line, _ in
      if let head = PetsardLogLine(line) { last = head.time }
    }
    return last
  }

  /// Windows ends lines with a carriage return too, and its editors begin a file with a mark.
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

  private static func newline(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    var index = start
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "\n") { return index }
      index += 1
    }
    return nil
  }
}
