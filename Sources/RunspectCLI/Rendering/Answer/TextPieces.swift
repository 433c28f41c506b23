/// A text in pieces to be printed one after the other: short parts are joined, long ones need not be copied.
struct TextPieces {
  /// From how many bytes on a part is a piece of its own, and parts that were joined are.
  private static let longPart = 1 << 16

  private var ended: [[UInt8]] = []
  private var last: [UInt8] = []

  /// All pieces, in order.
  var all: [[UInt8]] { ended + [last] }

  mutating func add(_ part: [UInt8]) {
    if part.count < TextPieces.longPart {
      makeRoom(part.count)
      last += part
    } else {
      ended += [last, part]
      last = []
    }
  }

  /// Adds what stands between two parts.
  mutating func add(_ separator: String) {
    makeRoom(separator.utf8.count)
    last += separator.utf8
  }

  /// Begins another piece if the last one is full: nothing is copied from one to a larger one.
  private mutating func makeRoom(_ count: Int) {
    guard last.count + count > TextPieces.longPart else { return }
    ended.append(last)
    last = []
    last.reserveCapacity(TextPieces.longPart)
  }
}
