/// The framing of logs of LevelDB (google/leveldb, `doc/log_format.md`): blocks of 32,768 bytes from the
/// start of the file, in them pieces of records, each with a head of seven bytes: a checksum, the length,
/// and whether it is a whole record, or the first, a middle or the last piece of one. Fewer than seven
/// bytes at the end of a block are zeros.
///
/// Unlike LevelDB, this takes the checksum as W&B writes it (wandb 0.16.6 and 0.31.0,
/// `sdk/internal/datastore.py`): plain CRC-32 of ISO 3309, not CRC-32C, and not masked.
///
/// Bytes are given in any portions that begin at the boundary of a block, so that a reader may begin in
/// the middle of a file. It holds one record that is cut into pieces, up to a limit.
public struct LevelDBLog {
  /// The length of a block in bytes.
  public static let blockSize = 32_768
  /// The length of the head of a piece in bytes.
  public static let headSize = 7

  /// How the bytes end.
  public enum End: Equatable, Sendable {
    /// With a whole record.
    case whole
    /// Within a piece, or between two pieces of a record, or with zeros: still being written, or cut short.
    /// Where that is, from the start of the file.
    case unfinished(offset: Int)
  }

  /// How many pieces had a wrong checksum, were missing, or lay where nothing was written; and where the
  /// first of them is.
  public private(set) var damagedCount = 0
  /// Where the first damaged piece lies, from the start of the file.
  public private(set) var firstDamage: Int?
  /// How many records were longer than the limit, and left out.
  public private(set) var oversizedCount = 0

  private let recordLimit: Int
  private var record: [UInt8] = []
  /// Whether a record was begun whose last piece has not come.
  private var isInside = false
  /// Whether the rest of the record is left out.
  private var isSkipping = false
  /// Whether pieces may come of a record that began where nothing was read, or was damaged.
  private var expectsRest: Bool
  /// Where zeros began after which nothing else has come yet.
  private var hole: Int?
  /// Where the record lies that was begun.
  private var recordOffset = 0

  /// - Parameter recordLimit: the longest record that is given, in bytes.
  /// - Parameter isFromStart: whether the bytes that are given begin where the log does.
  public init(recordLimit: Int = 1 << 22, isFromStart: Bool = true) {
    self.recordLimit = recordLimit
    expectsRest = !isFromStart
  }

  /// Takes bytes of the file, and calls `body` with each whole record in them.
  ///
  /// A damaged piece is left out together with its record and the rest of its block: its length may be
  /// wrong, too. Where the bytes begin within a record, its rest is left out. Zeros are what was reserved
  /// and not written yet; if something comes after them, they are damage.
  ///
  /// - Parameter bytes: from `offset` on, to the end of a block or of the file.
  /// - Parameter offset: where they lie in the file: at the boundary of a block, or in the first block after
  ///   a head of the file.
  /// - Returns: how they end.
  public mutating func read(
    _ bytes: UnsafeBufferPointer<UInt8>, at offset: Int,
    _ body: (UnsafeBufferPointer<UInt8>) -> Void
  ) -> End {
    var index = 0
    while index < bytes.count {
      let room = LevelDBLog.blockSize - (offset + index) % LevelDBLog.blockSize
      if room < LevelDBLog.headSize {
        index += room
        continue
      }
      guard bytes.count - index >= LevelDBLog.headSize else {
        return .unfinished(offset: offset + index)
      }
      let length = Int(bytes[index + 4]) | Int(bytes[index + 5]) << 8
      let type = bytes[index + 6]
      let start = index + LevelDBLog.headSize
      if type == 0, length == 0 {
        hole = hole ?? offset + index
        let rest = bytes[index..<min(index + room, bytes.count)]
        if rest.contains(where: { $0 != 0 }) { noteHole() }
        index += room
        continue
      }
      noteHole()
      guard (1...4).contains(type), length <= room - LevelDBLog.headSize else {
        noteDamage(offset + index)
        index += room
        continue
      }
      guard bytes.count - start >= length else { return .unfinished(offset: offset + index) }
      let data = UnsafeBufferPointer(rebasing: bytes[start..<start + length])
      var checksum = CRC32()
      checksum.take(type)
      checksum.take(data)
      let written =
        UInt32(bytes[index]) | UInt32(bytes[index + 1]) << 8 | UInt32(bytes[index + 2]) << 16
        | UInt32(bytes[index + 3]) << 24
      guard checksum.value == written else {
        noteDamage(offset + index)
        index += room
        continue
      }
      take(data, type, at: offset + index, body)
      index = start + length
    }
    if let hole { return .unfinished(offset: hole) }
    return isInside ? .unfinished(offset: offset + bytes.count) : .whole
  }

  private mutating func noteDamage(_ offset: Int) {
    damagedCount += 1
    if firstDamage == nil { firstDamage = offset }
    isInside = false
    isSkipping = false
    expectsRest = true
  }

  /// The zeros that came before are a hole: something comes after them.
  private mutating func noteHole() {
    guard let begin = hole else { return }
    hole = nil
    noteDamage(begin)
  }

  private mutating func take(
    _ data: UnsafeBufferPointer<UInt8>, _ type: UInt8, at offset: Int,
    _ body: (UnsafeBufferPointer<UInt8>) -> Void
  ) {
    // The last piece of the record before is missing.
    if type <= 2, isInside { noteDamage(recordOffset) }
    switch type {
    case 1:
      expectsRest = false
      if data.count <= recordLimit { body(data) } else { oversizedCount += 1 }
    case 2:
      expectsRest = false
      recordOffset = offset
      isInside = true
      isSkipping = false
      record.removeAll(keepingCapacity: true)
      append(data)
    default:
      // The beginning may lie before the bytes, or have been damaged.
      guard isInside else {
        if !expectsRest { noteDamage(offset) }
        return
      }
      append(data)
      guard type == 4 else { return }
      isInside = false
      expectsRest = false
      if !isSkipping { record.withUnsafeBufferPointer(body) }
    }
  }

  private mutating func append(_ data: UnsafeBufferPointer<UInt8>) {
    guard !isSkipping else { return }
    if data.count > recordLimit - record.count {
      isSkipping = true
      oversizedCount += 1
      record = []
    } else {
      record += data
    }
  }
}
