/// Whether bytes hold a whole pickle, or only the beginning of one, as a writer leaves it that is
/// killed or runs out of disk space. Each instruction shows where the next one begins, so a scan
/// finds out without building any value.
///
/// The scan does not check that the instructions make sense together: ``PickleDecoder`` may still
/// fail on a complete pickle.
public enum PickleCompleteness: Equatable, Sendable {
  /// The pickle ends with `STOP`, and `endOffset` is the offset of the byte after it. It is less than
  /// the length of the input if something follows.
  case complete(endOffset: Int)
  /// The input ends before `STOP`. `offset` is where the first instruction that is not whole begins
  /// or, if the instructions before the cut are whole, the length of the input. A `FRAME` is whole
  /// if all that it spans is there.
  case truncated(offset: Int)
  /// The bytes are not a pickle, whatever might follow them.
  case malformed(PickleError)

  /// Scans the pickle at the start of `bytes` up to its `STOP`. Takes time linear in the length of
  /// the input, and no memory.
  public init(of bytes: [UInt8]) {
    var scanner = PickleScanner(bytes: bytes)
    do throws(PickleError) {
      while let instruction = try scanner.next() {
        if instruction.opcode == .stop {
          self = .complete(endOffset: scanner.offset)
          return
        }
      }
      self = .truncated(offset: bytes.count)
    } catch {
      switch error.reason {
      case .truncated:
        self = .truncated(offset: error.offset)
      // A longer claim than that can't come from a file that was cut.
      case .lengthBeyondInput(_, let claimed, _) where claimed <= Int.max:
        self = .truncated(offset: error.offset)
      default:
        self = .malformed(error)
      }
    }
  }
}
