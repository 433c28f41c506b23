/// What the opcode table says of one instruction. Source: CPython 3.11 `pickletools`.
public struct PickleOpcodeFacts: Equatable, Sendable {
  /// The instruction.
  public let opcode: PickleOpcode
  /// Its name in CPython, such as `SHORT_BINUNICODE`.
  public let name: String
  /// The argument that follows the opcode byte in the file.
  public let argument: PickleArgumentKind
  /// What it takes off the stack, deepest first.
  public let pops: [PickleStackItem]
  /// What it puts on the stack, deepest first. A container that is changed in place is listed among
  /// both ``pops`` and ``pushes``.
  public let pushes: [PickleStackItem]
  /// The protocol that introduced it, 0 to 5.
  public let introducedInProtocol: Int

  /// Whether it works on everything above the topmost mark.
  public var usesMark: Bool { pops.contains(.mark) }
}

/// What an instruction finds or leaves on the stack. The raw value is the name in CPython.
public enum PickleStackItem: String, CaseIterable, Sendable {
  case integer = "int"
  case integerOrBool = "int_or_bool"
  case bytesOrString = "bytes_or_str"
  case bytes
  case byteArray = "bytearray"
  case buffer
  case none = "None"
  case bool
  case string = "str"
  case float
  case list
  case any
  case mark
  case stackSlice = "stackslice"
  case tuple
  case dictionary = "dict"
  case set
  case frozenSet = "frozenset"
}

extension PickleOpcode {
  /// The facts of this instruction, found in ``table``.
  public var facts: PickleOpcodeFacts? {
    PickleOpcode.table.first { $0.opcode == self }
  }

  /// The name that CPython gives to this instruction.
  public var name: String { facts?.name ?? "0x" + String(rawValue, radix: 16) }

  /// Every instruction of the protocols 0 to 5 with its facts, oldest protocol first.
  public static let table: [PickleOpcodeFacts] = [
    // Since protocol 0.
    row(.int, "INT", .decimalLine, [], [.integerOrBool], 0),
    row(.long, "LONG", .longDecimalLine, [], [.integer], 0),
    row(.string, "STRING", .quotedLine, [], [.bytesOrString], 0),
    row(.pushNone, "NONE", .none, [], [.none], 0),
    row(.unicode, "UNICODE", .unicodeLine, [], [.string], 0),
    row(.float, "FLOAT", .floatLine, [], [.float], 0),
    row(.append, "APPEND", .none, [.list, .any], [.list], 0),
    row(.list, "LIST", .none, [.mark, .stackSlice], [.list], 0),
    row(.tuple, "TUPLE", .none, [.mark, .stackSlice], [.tuple], 0),
    row(.dict, "DICT", .none, [.mark, .stackSlice], [.dictionary], 0),
    row(.setitem, "SETITEM", .none, [.dictionary, .any, .any], [.dictionary], 0),
    row(.pop, "POP", .none, [.any], [], 0),
    row(.dup, "DUP", .none, [.any], [.any, .any], 0),
    row(.mark, "MARK", .none, [], [.mark], 0),
    row(.get, "GET", .decimalLine, [], [.any], 0),
    row(.put, "PUT", .decimalLine, [], [], 0),
    row(.global, "GLOBAL", .plainLinePair, [], [.any], 0),
    row(.reduce, "REDUCE", .none, [.any, .any], [.any], 0),
    row(.build, "BUILD", .none, [.any, .any], [.any], 0),
    row(.inst, "INST", .plainLinePair, [.mark, .stackSlice], [.any], 0),
    row(.stop, "STOP", .none, [.any], [], 0),
    row(.persid, "PERSID", .plainLine, [], [.any], 0),
    // Since protocol 1.
    row(.binint, "BININT", .signed4, [], [.integer], 1),
    row(.binint1, "BININT1", .unsigned1, [], [.integer], 1),
    row(.binint2, "BININT2", .unsigned2, [], [.integer], 1),
    row(.binstring, "BINSTRING", .string4, [], [.bytesOrString], 1),
    row(.shortBinstring, "SHORT_BINSTRING", .string1, [], [.bytesOrString], 1),
    row(.binunicode, "BINUNICODE", .unicode4, [], [.string], 1),
    row(.binfloat, "BINFLOAT", .float8, [], [.float], 1),
    row(.emptyList, "EMPTY_LIST", .none, [], [.list], 1),
    row(.appends, "APPENDS", .none, [.list, .mark, .stackSlice], [.list], 1),
    row(.emptyTuple, "EMPTY_TUPLE", .none, [], [.tuple], 1),
    row(.emptyDict, "EMPTY_DICT", .none, [], [.dictionary], 1),
    row(.setitems, "SETITEMS", .none, [.dictionary, .mark, .stackSlice], [.dictionary], 1),
    row(.popMark, "POP_MARK", .none, [.mark, .stackSlice], [], 1),
    row(.binget, "BINGET", .unsigned1, [], [.any], 1),
    row(.longBinget, "LONG_BINGET", .unsigned4, [], [.any], 1),
    row(.binput, "BINPUT", .unsigned1, [], [], 1),
    row(.longBinput, "LONG_BINPUT", .unsigned4, [], [], 1),
    row(.obj, "OBJ", .none, [.mark, .any, .stackSlice], [.any], 1),
    row(.binpersid, "BINPERSID", .none, [.any], [.any], 1),
    // Since protocol 2.
    row(.long1, "LONG1", .long1, [], [.integer], 2),
    row(.long4, "LONG4", .long4, [], [.integer], 2),
    row(.newtrue, "NEWTRUE", .none, [], [.bool], 2),
    row(.newfalse, "NEWFALSE", .none, [], [.bool], 2),
    row(.tuple1, "TUPLE1", .none, [.any], [.tuple], 2),
    row(.tuple2, "TUPLE2", .none, [.any, .any], [.tuple], 2),
    row(.tuple3, "TUPLE3", .none, [.any, .any, .any], [.tuple], 2),
    row(.ext1, "EXT1", .unsigned1, [], [.any], 2),
    row(.ext2, "EXT2", .unsigned2, [], [.any], 2),
    row(.ext4, "EXT4", .signed4, [], [.any], 2),
    row(.newobj, "NEWOBJ", .none, [.any, .any], [.any], 2),
    row(.proto, "PROTO", .unsigned1, [], [], 2),
    // Since protocol 3.
    row(.binbytes, "BINBYTES", .bytes4, [], [.bytes], 3),
    row(.shortBinbytes, "SHORT_BINBYTES", .bytes1, [], [.bytes], 3),
    // Since protocol 4.
    row(.binbytes8, "BINBYTES8", .bytes8, [], [.bytes], 4),
    row(.shortBinunicode, "SHORT_BINUNICODE", .unicode1, [], [.string], 4),
    row(.binunicode8, "BINUNICODE8", .unicode8, [], [.string], 4),
    row(.emptySet, "EMPTY_SET", .none, [], [.set], 4),
    row(.additems, "ADDITEMS", .none, [.set, .mark, .stackSlice], [.set], 4),
    row(.frozenset, "FROZENSET", .none, [.mark, .stackSlice], [.frozenSet], 4),
    row(.memoize, "MEMOIZE", .none, [.any], [.any], 4),
    row(.stackGlobal, "STACK_GLOBAL", .none, [.string, .string], [.any], 4),
    row(.newobjEx, "NEWOBJ_EX", .none, [.any, .any, .any], [.any], 4),
    row(.frame, "FRAME", .unsigned8, [], [], 4),
    // Since protocol 5.
    row(.bytearray8, "BYTEARRAY8", .byteArray8, [], [.byteArray], 5),
    row(.nextBuffer, "NEXT_BUFFER", .none, [], [.buffer], 5),
    row(.readonlyBuffer, "READONLY_BUFFER", .none, [.buffer], [.buffer], 5),
  ]

  private static func row(
    _ opcode: PickleOpcode, _ name: String, _ argument: PickleArgumentKind,
    _ pops: [PickleStackItem], _ pushes: [PickleStackItem], _ introducedInProtocol: Int
  ) -> PickleOpcodeFacts {
    PickleOpcodeFacts(
      opcode: opcode, name: name, argument: argument, pops: pops, pushes: pushes,
      introducedInProtocol: introducedInProtocol)
  }
}
