import FileFormats
import ReadOnlyFiles

/// What the log of a run tells, `run-ID.wandb` (wandb 0.16.6 and 0.31.0).
///
/// Of a long log only its beginning is read, where the run describes itself, and its end, where it says
/// how it ended and what it measured last. Memory does not grow with the log.
struct WandbLog {
  /// `:W&B`, the number 0xBEE1 and the version 0 (`sdk/internal/datastore.py`).
  private static let head: [UInt8] = [0x3A, 0x57, 0x26, 0x42, 0xE1, 0xBE, 0x00]
  /// How much is read at once: whole blocks.
  private static let pieceSize = 8 * LevelDBLog.blockSize
  /// How much of a long log is read at its beginning, and at first at its end.
  private static let startSize = 32 * LevelDBLog.blockSize
  private static let endSize = 64 * LevelDBLog.blockSize
  /// How far back from the end the last row is looked for, if what comes after it is long.
  private static let farthest = 1_024 * LevelDBLog.blockSize

  private(set) var records = WandbRecords()
  /// Whether there is nothing but the head of the file yet, or not even that.
  private(set) var isEmpty = false
  /// Whether parts in the middle were left out.
  private(set) var isExcerpt = false
  private(set) var damagedCount = 0
  private(set) var firstDamage: Int?
  private(set) var oversizedCount = 0
  /// Whether it ends within a record: it is still being written, or its writer was killed.
  private(set) var endsUnfinished = false

  /// Reads a log as far as that is needed.
  ///
  /// - Parameter isWhole: whether to read all of it, to verify it.
  static func read(
    _ files: WandbFiles, in run: borrowing Folder, isWhole: Bool = false
  ) throws(InspectionError) -> WandbLog {
    var log = WandbLog()
    var start: [UInt8] = []
    do throws(FileError) {
      var stream = try run.stream(of: files.log, isReadWhole: isWhole)
      let size = stream.status.size
      start = try stream.next(count: head.count)
      if start == head {
        if isWhole || size <= startSize + endSize {
          log.records = try log.read(&stream, head.count, size)
        } else {
          log.isExcerpt = true
          log.records = try log.read(&stream, head.count, startSize)
          log.records.take(later: try log.readEnd(&stream, size: size))
        }
      }
    } catch {
      throw .unreadable(error)
    }
    guard head.starts(with: start) else {
      throw .layout(WandbFault.notALog(run.path.appending(files.log)))
    }
    log.isEmpty = log.records.recordCount == 0 && log.damagedCount == 0
    return log
  }

  /// Reads a part of the log.
  ///
  /// - Parameter start: where it begins: at the boundary of a block, or after the head of the file.
  private mutating func read(
    _ stream: inout FileStream, _ start: Int, _ end: Int
  ) throws(FileError) -> WandbRecords {
    var records = WandbRecords()
    var log = LevelDBLog(isFromStart: start == WandbLog.head.count)
    var position = start
    stream.skip(to: start)
    while position < end {
      let room = min(WandbLog.pieceSize - position % LevelDBLog.blockSize, end - position)
      // A read may return less than it is asked for, but a piece has to end where a block does.
      var bytes: [UInt8] = []
      while bytes.count < room {
        let more = try stream.next(count: room - bytes.count)
        if more.isEmpty { break }
        if bytes.isEmpty { bytes = more } else { bytes += more }
      }
      if bytes.isEmpty { break }
      let ending = bytes.withUnsafeBufferPointer { log.read($0, at: position) { records.take($0) } }
      endsUnfinished = ending != .whole
      position += bytes.count
      if bytes.count < room { break }
    }
    damagedCount += log.damagedCount
    firstDamage = firstDamage ?? log.firstDamage
    oversizedCount += log.oversizedCount
    return records
  }

  /// Reads the end of a long log, and before that as much as it takes to find a row of the history.
  private mutating func readEnd(
    _ stream: inout FileStream, size: Int
  ) throws(FileError) -> WandbRecords {
    func boundary(_ position: Int) -> Int {
      max(WandbLog.startSize, position - position % LevelDBLog.blockSize)
    }
    var start = boundary(size - WandbLog.endSize)
    var found = try read(&stream, start, size)
    let isUnfinished = endsUnfinished
    while found.step == nil, start > WandbLog.startSize, size - start < WandbLog.farthest {
      let earlier = boundary(start - 4 * WandbLog.endSize)
      var records = try read(&stream, earlier, start)
      records.take(later: found)
      found = records
      start = earlier
    }
    endsUnfinished = isUnfinished
    return found
  }
}
