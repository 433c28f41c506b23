/// Why a pickle could not be read, and where.
public struct PickleError: Error, Equatable, Sendable {
  /// The offset of the opcode at fault, in bytes from the start of the input; for a pickle that
  /// ends too early, the length of the input.
  public let offset: Int
  /// What is wrong there.
  public let reason: Reason

  /// What can be wrong with a pickle.
  public enum Reason: Equatable, Sendable {
    /// The input ends without `STOP`.
    case missingStop
    /// The input ends within the argument of this instruction.
    case truncated(PickleOpcode)
    /// No protocol from 0 to 5 has this opcode.
    case unknownOpcode(UInt8)
    /// A protocol above 5.
    case unsupportedProtocol(Int)
    /// A length that the rest of the input cannot hold.
    case lengthBeyondInput(PickleOpcode, claimed: UInt64, available: Int)
    /// A length below zero.
    case negativeLength(PickleOpcode, Int)
    /// A line that does not hold a number that this instruction can take.
    case malformedNumber(PickleOpcode)
    /// Text with a broken escape or without its quotes.
    case malformedText(PickleOpcode)
    /// Fewer values on the stack, above the topmost mark, than the instruction takes.
    case stackUnderflow(PickleOpcode)
    /// The instruction needs a mark, and there is none.
    case missingMark(PickleOpcode)
    /// The instruction found a value of a kind that it cannot work on.
    case unexpectedOperand(PickleOpcode)
    /// An odd number of values where keys and values alternate.
    case oddItemCount(PickleOpcode)
    /// A memo entry that was never written.
    case missingMemoEntry(Int)
    /// One of the ``PickleLimits`` was reached.
    case limitReached(PickleLimit)
  }
}

extension PickleError: CustomStringConvertible {
  /// One sentence that names the offset and the reason.
  public var description: String { "pickle, byte \(offset): \(reason)" }
}

extension PickleError.Reason: CustomStringConvertible {
  /// The reason in words, without the offset.
  public var description: String {
    switch self {
    case .missingStop:
      return "the data ends before STOP"
    case .truncated(let opcode):
      return "the data ends within the argument of \(opcode.name)"
    case .unknownOpcode(let code):
      return "there is no opcode 0x\(code < 16 ? "0" : "")\(String(code, radix: 16))"
    case .unsupportedProtocol(let version):
      return "protocol \(version) is not supported, the newest known one is 5"
    case .lengthBeyondInput(let opcode, let claimed, let available):
      return "\(opcode.name) claims \(claimed) bytes, and \(available) are left"
    case .negativeLength(let opcode, let length):
      return "\(opcode.name) claims a negative length, \(length)"
    case .malformedNumber(let opcode):
      return "the argument of \(opcode.name) is not a number in its range"
    case .malformedText(let opcode):
      return "the text of \(opcode.name) has a broken escape or lacks its quotes"
    case .stackUnderflow(let opcode):
      return "\(opcode.name) takes more values than there are"
    case .missingMark(let opcode):
      return "\(opcode.name) needs a mark, and there is none"
    case .unexpectedOperand(let opcode):
      return "\(opcode.name) cannot work on a value of this kind"
    case .oddItemCount(let opcode):
      return "\(opcode.name) finds a key without a value"
    case .missingMemoEntry(let index):
      return "memo entry \(index) is read before it is written"
    case .limitReached(let limit):
      return "more \(limit.rawValue) than allowed"
    }
  }
}
