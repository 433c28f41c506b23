/// How the argument of an instruction is written. The raw value is the name in CPython 3.11
/// `pickletools`. Numbers are little-endian, except for ``float8``.
enum PickleArgumentKind: String {
  /// Nothing follows the opcode.
  case none
  /// Decimal digits with an optional sign, to the end of the line.
  case decimalLine = "decimalnl_short"
  /// The same, with an optional `L` at its end.
  case longDecimalLine = "decimalnl_long"
  /// A signed 32-bit number.
  case signed4 = "int4"
  /// One byte, 0 to 255.
  case unsigned1 = "uint1"
  /// An unsigned 16-bit number.
  case unsigned2 = "uint2"
  /// An unsigned 32-bit number.
  case unsigned4 = "uint4"
  /// An unsigned 64-bit number.
  case unsigned8 = "uint8"
  /// One length byte, then a two's complement number of that many bytes.
  case long1
  /// A signed 32-bit length, then a two's complement number of that many bytes.
  case long4
  /// A Python string literal with quotes and escapes, to the end of the line.
  case quotedLine = "stringnl"
  /// Text without escapes, to the end of the line.
  case plainLine = "stringnl_noescape"
  /// Two lines of text without escapes: a module and a name.
  case plainLinePair = "stringnl_noescape_pair"
  /// One length byte, then a Python 2 string.
  case string1
  /// A signed 32-bit length, then a Python 2 string.
  case string4
  /// One length byte, then bytes.
  case bytes1
  /// An unsigned 32-bit length, then bytes.
  case bytes4
  /// An unsigned 64-bit length, then bytes.
  case bytes8
  /// An unsigned 64-bit length, then the bytes of a `bytearray`.
  case byteArray8 = "bytearray8"
  /// Text in Python's raw-unicode-escape encoding, to the end of the line.
  case unicodeLine = "unicodestringnl"
  /// One length byte, then UTF-8 in which surrogates may be unpaired.
  case unicode1 = "unicodestring1"
  /// An unsigned 32-bit length, then UTF-8 in which surrogates may be unpaired.
  case unicode4 = "unicodestring4"
  /// An unsigned 64-bit length, then UTF-8 in which surrogates may be unpaired.
  case unicode8 = "unicodestring8"
  /// A decimal number as Python prints it, to the end of the line.
  case floatLine = "floatnl"
  /// An IEEE 754 double, big-endian.
  case float8
}

/// The argument of one scanned instruction. Text and bytes are not copied: a range says where in
/// the input they are, without length prefix or line end.
enum PickleArgument: Equatable {
  /// The instruction has no argument.
  case none
  /// A number that fits in 64 bits.
  case integer(Int)
  /// `INT` also spells the two truth values of protocol 0: `00` and `01`.
  case bool(Bool)
  /// A decimal number too large for 64 bits: an optional sign and digits.
  case decimal(Range<Int>)
  /// A floating-point number.
  case float(Double)
  /// One line of text, escapes and quotes still in it.
  case line(Range<Int>)
  /// Two lines of text: module and name.
  case linePair(Range<Int>, Range<Int>)
  /// The counted bytes of a string, of bytes, or of a two's complement number.
  case bytes(Range<Int>)
}

/// One scanned instruction.
struct PickleInstruction {
  /// What it does.
  let opcode: PickleOpcode
  /// Where its opcode byte is, in bytes from the start of the input.
  let offset: Int
  /// Its argument.
  let argument: PickleArgument
}
