import ReadOnlyFiles

/// The lines of a file, in constant memory.
struct LineReader: ~Copyable {
  /// The largest log that is read, in bytes. Those of real runs are megabytes; one of this size takes less
  /// than a minute.
  static let sizeLimit = 1 << 32

  /// A line; its bytes are valid only during the call that receives it.
  struct Line {
    /// Its contents without the newline; if the line is too long, the beginning.
    let bytes: UnsafeBufferPointer<UInt8>
    /// Its number, from 1.
    let number: Int
    /// Whether it ends in a newline, so that its writer was not interrupted in it.
    let isTerminated: Bool
    /// Whether it is longer than the limit.
    let isCut: Bool
  }

  /// How much is read at once.
  private static let pieceSize = 1 << 17

  private var stream: FileStream
  private let limit: Int
  /// The beginning of a line whose end has not been read yet.
  private var pending: [UInt8] = []
  /// Whether `pending` was reported already and the rest of the line is skipped.
  private var isSkipping = false
  private var number = 0

  /// - Parameter lengthLimit: the most bytes that are kept of a line.
  init(_ stream: consuming FileStream, lengthLimit: Int) {
    self.stream = stream
    limit = lengthLimit
  }

  /// Calls `body` for each line from the current position of the file to its end.
  mutating func forEach(_ body: (Line) -> Void) throws(FileError) {
    while true {
      let piece = try stream.next(count: LineReader.pieceSize)
      if piece.isEmpty { break }
      piece.withUnsafeBufferPointer { take($0, body) }
    }
    // A file that ends in a newline has no line after it.
    if !pending.isEmpty, !isSkipping { give(isTerminated: false, isCut: false, body) }
  }

  private mutating func take(_ piece: UnsafeBufferPointer<UInt8>, _ body: (Line) -> Void) {
    var start = 0
    while let end = LineReader.newline(in: piece, from: start) {
      let bytes = UnsafeBufferPointer(rebasing: piece[start..<end])
      start = end + 1
      if isSkipping {
        isSkipping = false
        pending.removeAll(keepingCapacity: true)
      } else if pending.isEmpty {
        number += 1
        let kept = UnsafeBufferPointer(rebasing: bytes.prefix(limit))
        body(
          Line(bytes: kept, number: number, isTerminated: true, isCut: kept.count < bytes.count))
      } else {
        let room = limit - pending.count
        pending += bytes.prefix(room)
        give(isTerminated: true, isCut: bytes.count > room, body)
      }
    }
    guard !isSkipping, start < piece.count else { return }
    let rest = piece[start...]
    let room = limit - pending.count
    pending += rest.prefix(room)
    if rest.count > room {
      give(isTerminated: true, isCut: true, body)
      isSkipping = true
    }
  }

  private mutating func give(isTerminated: Bool, isCut: Bool, _ body: (Line) -> Void) {
    number += 1
    pending.withUnsafeBufferPointer {
      body(Line(bytes: $0, number: number, isTerminated: isTerminated, isCut: isCut))
    }
    pending.removeAll(keepingCapacity: true)
  }

  private static func newline(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    var index = start
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "\n") { return index }
      index += 1
    }
    return nil
  }
}
