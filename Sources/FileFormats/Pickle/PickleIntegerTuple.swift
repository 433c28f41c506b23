/// The integers of a tuple, read from the instructions that push them.
struct PickleIntegerTuple {
  /// The integers that were read last. They mean something only when reading succeeded.
  private(set) var values: [Int] = []

  /// How many bytes were looked at for them.
  private(set) var byteCount = 0

  /// A key is read again each time that the memo brings it back, so its length is bounded, by as
  /// many dimensions as an array of numpy can have.
  private static let longestTuple = 64
  /// How many bytes the instruction of an integer, and a frame before it, may take.
  private static let longestInteger = 40

  mutating func removeAll() {
    values.removeAll(keepingCapacity: true)
  }

  /// Reads `count` integers, the instructions of which take up the bytes from `start` to `end`.
  mutating func read(_ count: Int, from start: Int, to end: Int, in bytes: [UInt8]) -> Bool {
    count <= Self.longestTuple && end - start <= count * Self.longestInteger
      && read(at: start, count: count, end: end, in: bytes)
  }

  /// Reads as many integers as there are from `start` on.
  mutating func read(from start: Int, in bytes: [UInt8]) -> Bool {
    read(at: start, count: nil, end: nil, in: bytes)
  }

  /// Reads integers: `count` of them, which must end at `end`, or with a count of nil as many as
  /// there are. A frame of the pickle may begin between any two.
  private mutating func read(at start: Int, count: Int?, end: Int?, in bytes: [UInt8]) -> Bool {
    removeAll()
    var position = start
    defer { byteCount = position - start }
    var justSawFrame = false
    while position < bytes.count {
      if let count, values.count == count, position == end { return true }
      guard let opcode = PickleOpcode(rawValue: bytes[position]) else { break }
      var cursor = PickleArgumentCursor(opcode: opcode, start: position, position: position + 1)
      switch opcode {
      case .int, .long, .binint, .binint1, .binint2, .long1, .long4:
        if values.count == count { return false }
        guard let argument = try? cursor.argument(in: bytes),
          let value = Self.integer(argument, in: bytes)
        else { return false }
        values.append(value)
        justSawFrame = false
      case .frame where !justSawFrame:
        // Two in a row are never written, and would make this slow.
        guard (try? cursor.argument(in: bytes)) != nil else { return false }
        justSawFrame = true
      default:
        return count == nil
      }
      position = cursor.position
    }
    return count == nil
  }

  private static func integer(_ argument: PickleArgument, in bytes: [UInt8]) -> Int? {
    switch argument {
    case .integer(let value): return value
    case .bytes(let range): return PickleInteger.small(ofTwosComplement: bytes[range])
    default: return nil
    }
  }
}
