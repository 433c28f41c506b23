/// Finds out whether bytes that come in parts hold a whole pickle, as ``PickleCompleteness`` does for bytes
/// that are all there. Takes memory for one instruction.
public struct PickleCompletenessScan {
  /// The longest instruction that is kept until the rest of it comes, in bytes. Only texts of the oldest
  /// protocol can be longer; of them, no more than the end of the line is looked for.
  private static let longestInstruction = 1 << 20

  /// How many bytes there are in all.
  private let length: Int
  /// The beginning of an instruction that is not whole yet.
  private var pending: [UInt8] = []
  /// Where `pending` begins.
  private var offset = 0
  /// How long `pending` has to be before it is scanned again: twice as long as it was the last time, so that
  /// many small parts don't take the time of their number squared.
  private var wanted = 0
  /// Whether the rest of a long line is to come.
  private var isInLine = false
  /// Where the instruction with that line begins.
  private var lineStart = 0
  /// How many bytes of a long argument are to come.
  private var skipped = 0
  private var outcome: PickleCompleteness?

  /// - Parameter length: how many bytes will come.
  public init(length: Int) {
    self.length = length
  }

  /// How much is copied of a part at a time, in bytes.
  private static let step = 1 << 18

  /// Takes the next part.
  public mutating func take(_ part: UnsafeBufferPointer<UInt8>) {
    var rest = part[...]
    while outcome == nil, !rest.isEmpty {
      let passed = min(skipped, rest.count)
      rest = rest.dropFirst(passed)
      skipped -= passed
      offset += passed
      if isInLine {
        let line = rest.firstIndex(of: UInt8(ascii: "\n"))
        isInLine = line == nil
        offset += (line.map { $0 + 1 } ?? rest.endIndex) - rest.startIndex
        rest = line.map { rest[($0 + 1)...] } ?? rest[rest.endIndex...]
        continue
      }
      let next = rest.prefix(PickleCompletenessScan.step)
      guard !next.isEmpty else { return }
      rest = rest.dropFirst(next.count)
      pending += next
      if pending.count >= wanted { scan() }
    }
  }

  private mutating func scan() {
    var scanner = PickleScanner(bytes: pending, isPrefix: true)
    do throws(PickleError) {
      while let instruction = try scanner.next() {
        if case (.frame, .integer(let size)) = (instruction.opcode, instruction.argument),
          size > length - offset - scanner.offset
        {
          outcome = .truncated(offset: offset + instruction.offset)
          return
        }
        if instruction.opcode == .stop {
          outcome = .complete(endOffset: offset + scanner.offset)
          return
        }
      }
      offset += pending.count
      pending = []
      wanted = 0
    } catch {
      takeFault(error, at: scanner.offset)
    }
  }

  /// An instruction that is not whole may go on in the next part.
  private mutating func takeFault(_ error: PickleError, at start: Int) {
    let place = offset + start
    switch error.reason {
    case .lengthBeyondInput(_, let claimed, let available):
      // What the argument lacks has to come after this part.
      guard claimed <= UInt64(Int.max) else { break }
      let (missing, overflow) = Int(claimed).subtractingReportingOverflow(available)
      guard !overflow, missing <= length - offset - pending.count else {
        outcome = .truncated(offset: place)
        return
      }
      offset += pending.count
      pending = []
      wanted = 0
      skipped = missing
      return
    case .truncated where pending.count - start <= PickleCompletenessScan.longestInstruction:
      pending.removeFirst(start)
      offset = place
      wanted = 2 * pending.count
      return
    case .truncated
    where pending[start] == PickleOpcode.unicode.rawValue
      || pending[start] == PickleOpcode.string.rawValue:
      lineStart = place
      offset += pending.count
      pending = []
      wanted = 0
      isInLine = true
      return
    default: break
    }
    outcome = .malformed(PickleError(offset: place, reason: error.reason))
  }

  /// What all parts together are.
  public func finish() -> PickleCompleteness {
    var last = self
    if outcome == nil, !isInLine { last.scan() }
    return last.outcome ?? .truncated(offset: last.isInLine ? last.lineStart : last.offset)
  }
}
