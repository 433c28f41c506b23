/// A text that is being written. Its last bytes are on the stack, where adding one takes next to nothing, and
/// a short text is copied once, into an array that is no larger than it.
struct JSONTextBuffer {
  /// How many bytes are on the stack: more than the answer about a run without its outputs has.
  private static let size = 1_024

  private let recent: UnsafeMutablePointer<UInt8>
  private var recentCount = 0
  private var earlier: [UInt8] = []

  /// Calls with an empty buffer, which is valid until `body` ends.
  static func with(_ body: (JSONTextBuffer) -> [UInt8]) -> [UInt8] {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: size) { memory in
      memory.baseAddress.map { body(JSONTextBuffer(recent: $0)) } ?? []
    }
  }

  private init(recent: UnsafeMutablePointer<UInt8>) { self.recent = recent }

  /// Adds a byte.
  @inline(__always)
  mutating func append(_ byte: UInt8) {
    if recentCount == JSONTextBuffer.size { flush() }
    (recent + recentCount).initialize(to: byte)
    recentCount += 1
  }

  /// Adds bytes.
  @inline(__always)
  mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let start = bytes.baseAddress else { return }
    if bytes.count > JSONTextBuffer.size - recentCount {
      flush()
      if bytes.count > JSONTextBuffer.size {
        earlier += bytes
        return
      }
    }
    (recent + recentCount).initialize(from: start, count: bytes.count)
    recentCount += bytes.count
  }

  /// Adds a word that the source has.
  @inline(__always)
  mutating func append(word: StaticString) {
    append(UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount))
  }

  /// Adds the UTF-8 form of a text.
  mutating func append(_ text: String) {
    var text = text
    text.withUTF8 { append($0) }
  }

  /// The whole text, after which nothing is left.
  mutating func takeAll() -> [UInt8] {
    if earlier.isEmpty {
      defer { recentCount = 0 }
      return Array(UnsafeBufferPointer(start: recent, count: recentCount))
    }
    flush()
    defer { earlier = [] }
    return earlier
  }

  private mutating func flush() {
    earlier += UnsafeBufferPointer(start: recent, count: recentCount)
    recentCount = 0
  }
}
