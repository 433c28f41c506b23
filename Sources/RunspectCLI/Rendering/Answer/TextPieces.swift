/// Joins the parts of a text to pieces that are printed one after the other; long parts need not be copied. Who
/// adds the last part has to `end`.
struct TextPieces {
  /// From how many bytes on a part is a piece of its own; parts that were joined have no more.
  private static let longPart = 1 << 16

  private var joined: [UInt8] = []

  /// Adds a part.
  mutating func add<Thrown: Error>(
    _ part: [UInt8], _ output: ([UInt8]) throws(Thrown) -> Void
  ) throws(Thrown) {
    if part.count < TextPieces.longPart {
      try makeRoom(part.count, output)
      joined += part
    } else {
      try end(output)
      try output(part)
    }
  }

  /// Adds what stands between two parts.
  mutating func add<Thrown: Error>(
    _ separator: String, _ output: ([UInt8]) throws(Thrown) -> Void
  ) throws(Thrown) {
    try makeRoom(separator.utf8.count, output)
    joined += separator.utf8
  }

  /// Prints what is left.
  mutating func end<Thrown: Error>(
    _ output: ([UInt8]) throws(Thrown) -> Void
  ) throws(Thrown) {
    if joined.isEmpty { return }
    try output(joined)
    joined.removeAll(keepingCapacity: true)
  }

  private mutating func makeRoom<Thrown: Error>(
    _ count: Int, _ output: ([UInt8]) throws(Thrown) -> Void
  ) throws(Thrown) {
    if joined.count + count > TextPieces.longPart { try end(output) }
  }
}
