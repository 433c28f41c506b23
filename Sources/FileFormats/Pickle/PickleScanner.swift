/// Splits a pickle into instructions, without interpreting them.
///
/// Every length is checked against the input before anything is done with it, and nothing is
/// copied. The scanner reads on after `STOP`; where a pickle ends is for the caller to decide.
/// Source of the formats: CPython 3.11 `pickletools`.
struct PickleScanner {
  /// The whole input.
  let bytes: [UInt8]
  /// Where the next instruction begins, in bytes from the start of the input.
  private(set) var offset: Int
  /// Whether the input is only the beginning of a pickle, so that a frame may reach beyond it.
  private let isPrefix: Bool

  /// A scanner of `bytes`, from their start on. With `isPrefix`, the input is taken for the beginning
  /// of a longer one, and the length of a frame is not checked against it.
  init(bytes: [UInt8], isPrefix: Bool = false) {
    self.bytes = bytes
    offset = 0
    self.isPrefix = isPrefix
  }

  /// The next instruction, or nil at the end of the input. After an error, `offset` is where the
  /// instruction at fault begins.
  mutating func next() throws(PickleError) -> PickleInstruction? {
    let start = offset
    guard start < bytes.count else { return nil }
    guard let opcode = PickleOpcode(rawValue: bytes[start]) else {
      throw PickleError(offset: start, reason: .unknownOpcode(bytes[start]))
    }
    var cursor = PickleArgumentCursor(opcode: opcode, start: start, position: start + 1)
    let argument = try cursor.argument(in: bytes)
    switch (opcode, argument) {
    case (.frame, .integer(let length))
    where !isPrefix && length > bytes.count - cursor.position:
      throw PickleError(
        offset: start,
        reason: .lengthBeyondInput(
          opcode, claimed: UInt64(length), available: bytes.count - cursor.position))
    case (.proto, .integer(let version)) where version > 5:
      throw PickleError(offset: start, reason: .unsupportedProtocol(version))
    default: break
    }
    offset = cursor.position
    return PickleInstruction(opcode: opcode, offset: start, argument: argument)
  }
}

/// Reads the argument of one instruction.
struct PickleArgumentCursor {
  let opcode: PickleOpcode
  /// Where the opcode byte is: the offset of every error.
  let start: Int
  /// Where the next byte of the argument is.
  var position: Int

  mutating func argument(in bytes: [UInt8]) throws(PickleError) -> PickleArgument {
    switch opcode.argument {
    case .none:
      return .none
    case .unsigned1:
      return .integer(Int(try number(UInt8.self, in: bytes)))
    case .unsigned2:
      return .integer(Int(try number(UInt16.self, in: bytes)))
    case .unsigned4:
      return .integer(Int(try number(UInt32.self, in: bytes)))
    case .unsigned8:
      let length = try number(UInt64.self, in: bytes)
      guard length <= UInt64(Int.max) else {
        throw error(
          .lengthBeyondInput(opcode, claimed: length, available: bytes.count - position))
      }
      return .integer(Int(length))
    case .signed4:
      return .integer(Int(try number(Int32.self, in: bytes)))
    case .float8:
      return .float(Double(bitPattern: try number(UInt64.self, in: bytes).byteSwapped))
    case .string1, .bytes1, .unicode1, .long1:
      return .bytes(try counted(UInt64(try number(UInt8.self, in: bytes)), in: bytes))
    case .bytes4, .unicode4:
      return .bytes(try counted(UInt64(try number(UInt32.self, in: bytes)), in: bytes))
    case .string4, .long4:
      let length = Int(try number(Int32.self, in: bytes))
      guard length >= 0 else { throw error(.negativeLength(opcode, length)) }
      return .bytes(try counted(UInt64(length), in: bytes))
    case .bytes8, .unicode8, .byteArray8:
      return .bytes(try counted(try number(UInt64.self, in: bytes), in: bytes))
    case .decimalLine, .longDecimalLine:
      return try decimal(try line(in: bytes), in: bytes)
    case .floatLine:
      return .float(try float(try line(in: bytes), in: bytes))
    case .quotedLine, .unicodeLine, .plainLine:
      return .line(try line(in: bytes))
    case .plainLinePair:
      let module = try line(in: bytes)
      return .linePair(module, try line(in: bytes))
    }
  }

  private func error(_ reason: PickleError.Reason) -> PickleError {
    PickleError(offset: start, reason: reason)
  }

  /// A little-endian number.
  @inline(__always)
  private mutating func number<Number: FixedWidthInteger>(
    _ type: Number.Type, in bytes: [UInt8]
  ) throws(PickleError) -> Number {
    let width = MemoryLayout<Number>.size
    guard bytes.count - position >= width else { throw error(.truncated(opcode)) }
    let value = bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: position, as: type) }
    position += width
    return Number(littleEndian: value)
  }

  @inline(__always)
  private mutating func counted(
    _ length: UInt64, in bytes: [UInt8]
  ) throws(PickleError) -> Range<Int> {
    let available = bytes.count - position
    guard length <= UInt64(available) else {
      throw error(.lengthBeyondInput(opcode, claimed: length, available: available))
    }
    let range = position..<position + Int(length)
    position = range.upperBound
    return range
  }

  private mutating func line(in bytes: [UInt8]) throws(PickleError) -> Range<Int> {
    let first = position
    while position < bytes.count {
      if bytes[position] == UInt8(ascii: "\n") {
        defer { position += 1 }
        return first..<position
      }
      position += 1
    }
    throw error(.truncated(opcode))
  }

  /// A decimal line. It is not converted when it does not fit in 64 bits, because conversion of
  /// long numbers takes time that grows faster than their length.
  private func decimal(
    _ line: Range<Int>, in bytes: [UInt8]
  ) throws(PickleError) -> PickleArgument {
    if opcode == .int, line.count == 2, bytes[line.lowerBound] == UInt8(ascii: "0") {
      if bytes[line.lowerBound + 1] == UInt8(ascii: "0") { return .bool(false) }
      if bytes[line.lowerBound + 1] == UInt8(ascii: "1") { return .bool(true) }
    }
    var digits = line
    if opcode == .long, let last = digits.last, bytes[last] == UInt8(ascii: "L") {
      digits = digits.lowerBound..<last
    }
    let number = digits
    var isNegative = false
    if let first = digits.first,
      bytes[first] == UInt8(ascii: "-") || bytes[first] == UInt8(ascii: "+")
    {
      isNegative = bytes[first] == UInt8(ascii: "-")
      digits = first + 1..<digits.upperBound
    }
    guard !digits.isEmpty else { throw error(.malformedNumber(opcode)) }
    var value = 0
    var fits = true
    for index in digits {
      let digit = Int(bytes[index]) - Int(UInt8(ascii: "0"))
      guard digit >= 0, digit <= 9 else { throw error(.malformedNumber(opcode)) }
      guard fits else { continue }
      // Counting downwards reaches the smallest integer, which has no positive counterpart.
      let (product, overflows) = value.multipliedReportingOverflow(by: 10)
      let (sum, underflows) = product.subtractingReportingOverflow(digit)
      fits = !overflows && !underflows
      value = sum
    }
    if fits, isNegative { return .integer(value) }
    if fits, value != Int.min { return .integer(-value) }
    return .decimal(number)
  }

  /// The length that a line with a floating-point number may have. Python writes at most 25.
  private static let longestFloat = 512

  private func float(_ line: Range<Int>, in bytes: [UInt8]) throws(PickleError) -> Double {
    // Hexadecimal floats, which Swift takes and Python does not, are refused by their `x`.
    let isPlain = line.allSatisfy { bytes[$0] < 0x80 && bytes[$0] | 0x20 != UInt8(ascii: "x") }
    guard line.count <= Self.longestFloat, isPlain,
      let value = Double(String(decoding: bytes[line], as: UTF8.self))
    else {
      throw error(.malformedNumber(opcode))
    }
    return value
  }
}
