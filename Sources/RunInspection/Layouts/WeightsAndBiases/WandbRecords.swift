import FileFormats

/// What the records of a log, or of a part of one, tell of a run. Of everything the last one counts.
struct WandbRecords {
  /// How much of the end of what the run printed to standard error is kept, in bytes.
  private static let outputLimit = 1 << 16

  private(set) var run = WandbRun()
  /// The code that the run ended with, and after how many seconds; nil while it has not ended.
  private(set) var exit: (code: Int, seconds: Int?)?
  private(set) var config = WandbItems()
  private(set) var summary = WandbItems()
  /// The last value in each column of the history.
  private(set) var history = WandbItems()
  /// The step of the last row of the history.
  private(set) var step: Int?
  /// The end of what the run printed to standard error; empty if W&B did not keep it.
  private(set) var standardError: [UInt8] = []
  private(set) var recordCount = 0
  /// How many records could not be read.
  private(set) var unreadableCount = 0

  /// Takes a record (`Record` in wandb's `proto/wandb_internal.proto`).
  mutating func take(_ bytes: UnsafeBufferPointer<UInt8>) {
    recordCount += 1
    let record = WandbMessage(bytes)
    let isWhole = record.forEach { number, value in
      guard let message = record.message(value) else { return }
      switch number {
      case 2: takeRow(message)
      case 3: summary.take(message, hasRemovals: true)
      case 4, 13: takeOutput(message)
      case 5: config.take(message, hasRemovals: true)
      case 17:
        run.take(message)
        message.forEach { number, value in
          guard number == 4, let items = message.message(value) else { return }
          config.take(items, hasRemovals: true)
        }
      case 18: takeExit(message)
      case 21: run.takeHeader(message)
      case 26: run.takeEnvironment(message)
      default: break
      }
    }
    if !isWhole { unreadableCount += 1 }
  }

  private mutating func takeRow(_ row: WandbMessage) {
    history.take(row, hasRemovals: false)
    step = step ?? 0
    row.forEach { number, value in
      guard number == 2, let message = row.message(value) else { return }
      // Zero is not encoded.
      var found = 0
      message.forEach { number, value in if number == 1 { found = value.signed ?? 0 } }
      step = max(0, found)
    }
  }

  /// An empty record is an exit with 0, which is not encoded.
  private mutating func takeExit(_ message: WandbMessage) {
    var code = 0
    var seconds: Int?
    message.forEach { number, value in
      if number == 1 { code = value.signed ?? 0 }
      if number == 2 { seconds = value.signed }
    }
    exit = (code, seconds)
  }

  /// What was printed, in pieces that are no lines; the type of standard error is not encoded.
  private mutating func takeOutput(_ message: WandbMessage) {
    var isError = true
    var text: UnsafeBufferPointer<UInt8>?
    message.forEach { number, value in
      if number == 1 { isError = value.signed == 0 }
      if number == 3 { text = message.contents(value) }
    }
    guard isError else { return }
    // In 0.31.0 the end of a line is a piece without a text.
    append(text.map { Array($0.suffix(WandbRecords.outputLimit)) } ?? [])
  }

  private mutating func append(_ bytes: [UInt8]) {
    standardError += bytes
    if standardError.count > 2 * WandbRecords.outputLimit {
      standardError.removeFirst(standardError.count - WandbRecords.outputLimit)
    }
  }

  /// Takes what a later part of the log tells.
  mutating func take(later: WandbRecords) {
    run.take(later: later.run)
    exit = later.exit ?? exit
    config.take(later: later.config)
    summary.take(later: later.summary)
    history.take(later: later.history)
    step = later.step ?? step
    append(later.standardError)
    recordCount = recordCount.addingSaturated(later.recordCount)
    unreadableCount = unreadableCount.addingSaturated(later.unreadableCount)
  }
}
