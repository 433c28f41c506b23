/// Decodes a pickle to inert values. Nothing that the pickle names is looked up, imported or
/// called: a call becomes a ``PickleObject`` that tells of it.
///
/// It accepts what CPython 3.11's own reader accepts, protocols 0 to 5, and in doubt more: what a
/// call would have made cannot be known, so any object takes list items, dictionary items and
/// state. Text is not checked to be UTF-8. An object that the pickle makes and drops again, as
/// cloudpickle does to set the state of a function, is not in the result.
public enum PickleDecoder {
  /// Decodes the pickle that begins at byte `offset` of `bytes`. It ends with `STOP`; what follows
  /// is not looked at, see ``PickleDocument/endOffset``. Time is linear in the length of the pickle.
  public static func decode(
    _ bytes: [UInt8], from offset: Int = 0, limits: PickleLimits = PickleLimits()
  ) throws(PickleError) -> PickleDocument {
    guard bytes.count <= limits.effectiveInputBytes else {
      throw PickleError(offset: 0, reason: .limitReached(.inputBytes))
    }
    var machine = PickleMachine(bytes: bytes, offset: offset, limits: limits)
    return try machine.run()
  }
}

/// The stack machine behind ``PickleDecoder``: what the instructions do.
struct PickleMachine {
  private var scanner: PickleScanner
  let limits: PickleLimits
  var arena: PickleArena
  /// Nodes by number, deepest first.
  var stack: [UInt32] = []
  /// For each open mark, how many values are below it.
  var marks: [Int] = []
  var memo: PickleMemo<UInt32>
  /// The opcode that is being carried out and its offset, for errors.
  var opcode = PickleOpcode.stop
  var offset = 0
  /// Memory used beside the input, in bytes.
  var usedBytes = 0
  /// The largest number of values and marks that were on the stack at one time.
  var highestStack = 0
  var highestMarks = 0
  private var protocolVersion = 0
  private var bufferCount = 0

  init(bytes: [UInt8], offset: Int, limits: PickleLimits) {
    scanner = PickleScanner(bytes: bytes, offset: offset)
    self.limits = limits
    arena = PickleArena(bytes: bytes, limits: limits)
    let room = max(0, min(bytes.count, limits.workingBytes / MemoryLayout<UInt32>.stride))
    stack.reserveCapacity(min(room, limits.stackDepth))
    memo = PickleMemo(capacity: min(room, limits.memoEntries))
  }

  mutating func run() throws(PickleError) -> PickleDocument {
    while let instruction = try scanner.next() {
      opcode = instruction.opcode
      offset = instruction.offset
      if opcode == .stop {
        return PickleDocument(
          arena: arena, root: PickleReference(index: try pop()),
          endOffset: instruction.endOffset, protocolVersion: protocolVersion,
          bufferCount: bufferCount)
      }
      try perform(instruction.argument)
    }
    throw PickleError(offset: arena.bytes.count, reason: .missingStop)
  }

  private mutating func perform(_ argument: PickleArgument) throws(PickleError) {
    switch opcode {
    case .int, .long, .binint, .binint1, .binint2, .long1, .long4:
      try pushInteger(argument)
    case .float, .binfloat:
      guard case .float(let value) = argument else { throw failure(.malformedNumber(opcode)) }
      try push(node(PickleNode(.float, bits: value.bitPattern)))
    case .string, .unicode, .binstring, .shortBinstring:
      try pushText(argument)
    case .binunicode, .shortBinunicode, .binunicode8:
      try pushBytes(argument, as: .string)
    case .binbytes, .shortBinbytes, .binbytes8:
      try pushBytes(argument, as: .bytes)
    case .bytearray8:
      try pushBytes(argument, as: .byteArray)
    case .pushNone: try push(PickleArena.noneNode)
    case .newtrue: try push(PickleArena.trueNode)
    case .newfalse: try push(PickleArena.falseNode)
    case .emptyList: try push(node(PickleNode(.list)))
    case .emptyDict: try push(node(PickleNode(.dictionary)))
    case .emptySet: try push(node(PickleNode(.set)))
    case .emptyTuple: try push(node(PickleNode(.tuple)))
    case .tuple1: try pushRun(.tuple, from: try position(of: 1))
    case .tuple2: try pushRun(.tuple, from: try position(of: 2))
    case .tuple3: try pushRun(.tuple, from: try position(of: 3))
    case .tuple: try pushRun(.tuple, from: try popMark())
    case .frozenset: try pushRun(.frozenSet, from: try popMark())
    case .list: try pushContainer(.list, from: try popMark())
    case .dict: try pushContainer(.dictionary, from: try popMark())
    case .append: try addItems(from: try position(of: 1))
    case .appends, .additems: try addItems(from: try popMark())
    case .setitem: try setItems(from: try position(of: 2))
    case .setitems: try setItems(from: try popMark())
    case .mark: try pushMark()
    case .popMark: stack.removeSubrange(try popMark()...)
    case .pop: try dropTop()
    case .dup: try push(try top())
    case .get, .binget, .longBinget: try pushMemoEntry(argument)
    case .put, .binput, .longBinput:
      guard case .integer(let number) = argument, number >= 0 else {
        throw failure(.malformedNumber(opcode))
      }
      try memoize(number)
    case .memoize: try memoize(memo.count)
    case .global: try pushGlobal(argument)
    case .stackGlobal: try pushStackGlobal()
    case .ext1, .ext2, .ext4:
      guard case .integer(let code) = argument, code > 0 else {
        throw failure(.malformedNumber(opcode))
      }
      try push(node(PickleNode(.extensionCode, UInt32(truncatingIfNeeded: code))))
    case .persid:
      try pushBytes(argument, as: .string)
      try push(node(PickleNode(.persistentIdentifier, try pop())))
    case .binpersid:
      try push(node(PickleNode(.persistentIdentifier, try pop())))
    case .reduce, .newobj, .newobjEx, .obj, .inst: try makeObject(argument)
    case .build: try setState()
    case .nextBuffer:
      try push(node(PickleNode(.buffer, UInt32(truncatingIfNeeded: bufferCount), 0)))
      bufferCount += 1
    case .readonlyBuffer:
      let buffer = arena.nodes[Int(try pop())]
      guard buffer.kind == .buffer else { throw failure(.unexpectedOperand(opcode)) }
      try push(node(PickleNode(.buffer, buffer.first, 1)))
    case .proto:
      guard case .integer(let version) = argument, version <= 5 else {
        var claimed = 0
        if case .integer(let version) = argument { claimed = version }
        throw failure(.unsupportedProtocol(claimed))
      }
      protocolVersion = max(protocolVersion, version)
    case .frame, .stop: break
    }
  }
}
