/// Reads the entries of an open folder, a block of them at a time.
public struct FolderEntryReader: Sendable {
  private let source: FolderEntrySource
  private var block = EntryBlock()
  private var position = 0
  private var end = 0
  private var hasEnded = false

  init(_ descriptor: Int32) { source = FolderEntrySource(descriptor) }

  /// The next entry, `.` and `..` included, which is valid until the next call; nil at the end.
  mutating func next() throws(SystemCallError) -> FolderEntry? {
    guard try hasMore() else { return nil }
    return block.entry(at: &position, end: end)
  }

  /// The next entries, `.` and `..` included, for threads that share a listing; nil at the end.
  ///
  /// - Parameter share: the part of the entries at hand that is wanted, as a divisor; at least one entry
  ///   is taken.
  /// - Parameter most: how many entries are taken at most.
  mutating func batch(share: Int, most: Int) throws(SystemCallError) -> FolderEntryBatch? {
    guard try hasMore() else { return nil }
    let first = position
    let size = max(1, (end - position) / max(1, share))
    var count = 0
    while position < end, count == 0 || count < most && position < first + size {
      block.skip(&position, end: end)
      count += 1
    }
    return FolderEntryBatch(block: block, range: first..<position)
  }

  private mutating func hasMore() throws(SystemCallError) -> Bool {
    if position < end { return true }
    // Each of the threads that share a listing asks for more; the kernel need be asked once.
    if hasEnded { return false }
    // Entries that were handed out stay as they are.
    if !isKnownUniquelyReferenced(&block) { block = EntryBlock() }
    position = 0
    end = try source.fill(block)
    hasEnded = end == 0
    return !hasEnded
  }
}

/// Entries of a folder that were read together.
public struct FolderEntryBatch: Sendable {
  fileprivate let block: EntryBlock
  fileprivate let range: Range<Int>

  /// Calls with each entry but `.` and `..`, in the order of the folder.
  public func forEach<Thrown: Error>(
    _ body: (borrowing FolderEntry) throws(Thrown) -> Void
  ) throws(Thrown) {
    var position = range.lowerBound
    while position < range.upperBound {
      let entry = block.entry(at: &position, end: range.upperBound)
      if !entry.isSelfOrParent { try body(entry) }
    }
    withExtendedLifetime(block) {}
  }
}

/// Entries in the form in which the kernel of Linux gives them. Once it is filled, it does not change as
/// long as anybody else refers to it, which is what makes it safe to share.
final class EntryBlock: @unchecked Sendable {
  /// How many bytes of entries are read at once, as `readdir` does.
  static let capacity = 32_768
  // Where the parts of a `struct linux_dirent64` are (linux/dirent.h, getdents(2)).
  static let lengthOffset = 16
  static let typeOffset = 18
  static let nameOffset = 19

  let bytes = UnsafeMutableRawPointer.allocate(
    byteCount: EntryBlock.capacity, alignment: MemoryLayout<UInt64>.alignment)

  deinit { bytes.deallocate() }

  /// The entry at a position, which moves behind it.
  func entry(at position: inout Int, end: Int) -> FolderEntry {
    let entry = bytes + position
    skip(&position, end: end)
    return FolderEntry(
      name: (entry + EntryBlock.nameOffset).assumingMemoryBound(to: CChar.self),
      type: entry.load(fromByteOffset: EntryBlock.typeOffset, as: UInt8.self))
  }

  /// Moves a position behind the entry there. Entries come whole; without a length there would be no end.
  func skip(_ position: inout Int, end: Int) {
    let length = Int(
      bytes.load(fromByteOffset: position + EntryBlock.lengthOffset, as: UInt16.self))
    position = length > 0 ? min(position + length, end) : end
  }
}
