import ReadOnlyFiles

/// The lines of a file of any size, in constant memory.
struct BoundedLines: ~Copyable {
  /// A line.
  enum Line {
    /// Its place in `bytes`, without the newline; and whether there is a newline.
    case text(Range<Int>, isTerminated: Bool)
    /// It is longer than the limit, and was passed over.
    case tooLong
  }

  /// How long a line may be, in bytes.
  static let lengthLimit = 1 << 22
  /// How much is read at once.
  private static let pieceSize = 1 << 18

  private var stream: FileStream
  private var start = 0
  private var isAtEnd = false
  /// What was read and not passed yet.
  private(set) var bytes: [UInt8] = []
  /// The number of the line that was given last, from 1.
  private(set) var number = 0

  init(_ stream: consuming FileStream) {
    self.stream = stream
  }

  /// The next line; nil at the end of the file. Its place is valid until the next call.
  mutating func next() throws(FileError) -> Line? {
    var searched = start
    var isTooLong = false
    while true {
      if let newline = BoundedLines.newline(in: bytes, from: searched) {
        let line = start..<newline
        start = newline + 1
        number += 1
        return isTooLong || line.count > BoundedLines.lengthLimit
          ? .tooLong : .text(line, isTerminated: true)
      }
      if isAtEnd {
        guard start < bytes.count || isTooLong else { return nil }
        let line = start..<bytes.count
        start = bytes.count
        number += 1
        return isTooLong ? .tooLong : .text(line, isTerminated: false)
      }
      bytes.removeSubrange(..<start)
      start = 0
      if bytes.count > BoundedLines.lengthLimit {
        isTooLong = true
        bytes.removeAll(keepingCapacity: true)
      }
      searched = bytes.count
      let piece = try stream.next(count: BoundedLines.pieceSize)
      isAtEnd = piece.isEmpty
      bytes += piece
    }
  }

  private static func newline(in bytes: [UInt8], from start: Int) -> Int? {
    bytes.withUnsafeBufferPointer { bytes in
      var index = start
      while index < bytes.count {
        if bytes[index] == UInt8(ascii: "\n") { return index }
        index += 1
      }
      return nil
    }
  }
}
