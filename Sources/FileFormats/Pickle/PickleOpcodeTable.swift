extension PickleOpcode {
  /// The name of this instruction in CPython, such as `SHORT_BINUNICODE`.
  var name: String { row.name.description }

  /// The argument that follows the opcode byte in the file.
  var argument: PickleArgumentKind { row.argument }

  /// The table of CPython 3.11 `pickletools`. Inlined, so that the compiler makes an array of each
  /// column, and looking up an instruction reads one element.
  @inline(__always)
  private var row: (name: StaticString, argument: PickleArgumentKind) {
    switch self {
    // Since protocol 0.
    case .int: ("INT", .decimalLine)
    case .long: ("LONG", .longDecimalLine)
    case .string: ("STRING", .quotedLine)
    case .pushNone: ("NONE", .none)
    case .unicode: ("UNICODE", .unicodeLine)
    case .float: ("FLOAT", .floatLine)
    case .append: ("APPEND", .none)
    case .list: ("LIST", .none)
    case .tuple: ("TUPLE", .none)
    case .dict: ("DICT", .none)
    case .setitem: ("SETITEM", .none)
    case .pop: ("POP", .none)
    case .dup: ("DUP", .none)
    case .mark: ("MARK", .none)
    case .get: ("GET", .decimalLine)
    case .put: ("PUT", .decimalLine)
    case .global: ("GLOBAL", .plainLinePair)
    case .reduce: ("REDUCE", .none)
    case .build: ("BUILD", .none)
    case .inst: ("INST", .plainLinePair)
    case .stop: ("STOP", .none)
    case .persid: ("PERSID", .plainLine)
    // Since protocol 1.
    case .binint: ("BININT", .signed4)
    case .binint1: ("BININT1", .unsigned1)
    case .binint2: ("BININT2", .unsigned2)
    case .binstring: ("BINSTRING", .string4)
    case .shortBinstring: ("SHORT_BINSTRING", .string1)
    case .binunicode: ("BINUNICODE", .unicode4)
    case .binfloat: ("BINFLOAT", .float8)
    case .emptyList: ("EMPTY_LIST", .none)
    case .appends: ("APPENDS", .none)
    case .emptyTuple: ("EMPTY_TUPLE", .none)
    case .emptyDict: ("EMPTY_DICT", .none)
    case .setitems: ("SETITEMS", .none)
    case .popMark: ("POP_MARK", .none)
    case .binget: ("BINGET", .unsigned1)
    case .longBinget: ("LONG_BINGET", .unsigned4)
    case .binput: ("BINPUT", .unsigned1)
    case .longBinput: ("LONG_BINPUT", .unsigned4)
    case .obj: ("OBJ", .none)
    case .binpersid: ("BINPERSID", .none)
    // Since protocol 2.
    case .long1: ("LONG1", .long1)
    case .long4: ("LONG4", .long4)
    case .newtrue: ("NEWTRUE", .none)
    case .newfalse: ("NEWFALSE", .none)
    case .tuple1: ("TUPLE1", .none)
    case .tuple2: ("TUPLE2", .none)
    case .tuple3: ("TUPLE3", .none)
    case .ext1: ("EXT1", .unsigned1)
    case .ext2: ("EXT2", .unsigned2)
    case .ext4: ("EXT4", .signed4)
    case .newobj: ("NEWOBJ", .none)
    case .proto: ("PROTO", .unsigned1)
    // Since protocol 3.
    case .binbytes: ("BINBYTES", .bytes4)
    case .shortBinbytes: ("SHORT_BINBYTES", .bytes1)
    // Since protocol 4.
    case .binbytes8: ("BINBYTES8", .bytes8)
    case .shortBinunicode: ("SHORT_BINUNICODE", .unicode1)
    case .binunicode8: ("BINUNICODE8", .unicode8)
    case .emptySet: ("EMPTY_SET", .none)
    case .additems: ("ADDITEMS", .none)
    case .frozenset: ("FROZENSET", .none)
    case .memoize: ("MEMOIZE", .none)
    case .stackGlobal: ("STACK_GLOBAL", .none)
    case .newobjEx: ("NEWOBJ_EX", .none)
    case .frame: ("FRAME", .unsigned8)
    // Since protocol 5.
    case .bytearray8: ("BYTEARRAY8", .byteArray8)
    case .nextBuffer: ("NEXT_BUFFER", .none)
    case .readonlyBuffer: ("READONLY_BUFFER", .none)
    }
  }
}
