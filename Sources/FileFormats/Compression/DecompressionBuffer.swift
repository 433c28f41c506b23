/// Output that grows as it is filled, never merely because a header claims a size.
///
/// The storage is larger than the content: growing doubles it, so that the bytes cleared stay in
/// proportion to the bytes written, and fast copies may write up to `slack` bytes past their end.
struct DecompressionBuffer {
  /// How many bytes past the requested room a copy may overwrite.
  static let slack = 32

  private var storage: [UInt8] = []
  /// The size of the content in bytes.
  private(set) var count = 0
  private let largestStorage: Int

  /// `limit` is the largest content that will be requested, in bytes; it bounds the doubling.
  init(limit: Int) {
    largestStorage = limit > Int.max - Self.slack ? .max : limit + Self.slack
  }

  /// Makes sure that `more` bytes can follow the content.
  mutating func makeRoom(_ more: Int) {
    let needed = count + more + Self.slack
    guard storage.count < needed else { return }
    let size = max(needed, min(storage.count * 2, largestStorage))
    storage.reserveCapacity(size)
    storage.append(contentsOf: repeatElement(0, count: size - storage.count))
  }

  /// Calls `body` with the whole storage and the size of the content, which `body` increases by
  /// what it has written, at most the room made before.
  mutating func extend<Result>(
    _ body: (UnsafeMutableBufferPointer<UInt8>, inout Int) -> Result
  ) -> Result {
    var end = count
    let result = storage.withUnsafeMutableBufferPointer { body($0, &end) }
    precondition(end >= count && end <= storage.count)
    count = end
    return result
  }

  mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
    makeRoom(bytes.count)
    storage.replaceContent(at: count, with: bytes)
    count += bytes.count
  }

  mutating func append(_ byte: UInt8, count repetitions: Int) {
    makeRoom(repetitions)
    storage.withUnsafeMutableBufferPointer { target in
      target[count..<count + repetitions].update(repeating: byte)
    }
    count += repetitions
  }

  /// Forgets the content and keeps the storage.
  mutating func removeAll() {
    count = 0
  }

  /// Forgets so many bytes of the content from an index on, and moves what follows to their place.
  mutating func remove(_ removed: Int, from start: Int) {
    precondition(start >= 0 && removed >= 0 && start + removed <= count)
    storage.withUnsafeMutableBufferPointer { target in
      let moved = target[start + removed..<count]
      _ = UnsafeMutableBufferPointer(rebasing: target[start..<start + moved.count])
        .update(fromContentsOf: UnsafeMutableBufferPointer(rebasing: moved))
    }
    count -= removed
  }

  func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    storage.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[0..<count])) }
  }

  /// The content; the buffer is used up.
  consuming func finish() -> [UInt8] {
    storage.removeLast(storage.count - count)
    return storage
  }
}

extension [UInt8] {
  /// Overwrites as many bytes as `bytes` has; they must lie within the array.
  fileprivate mutating func replaceContent(at start: Int, with bytes: UnsafeBufferPointer<UInt8>) {
    withUnsafeMutableBufferPointer { target in
      let part = UnsafeMutableBufferPointer(rebasing: target[start..<start + bytes.count])
      _ = part.update(fromContentsOf: bytes)
    }
  }
}
