/// The stack machine of ``PickleMachine`` with values reduced to tags: what each value is, not what
/// is in it. It knows one dictionary, the first that begins at the bottom of the stack.
struct PickleTagMachine {
  private(set) var scanner: PickleScanner
  let limits: PickleLimits
  var stack: [UInt64] = []
  var marks: [Int] = []
  var memo: PickleMemo<UInt64>
  var globals: PickleGlobalTable
  var summary: PickleDictionarySurvey.Summary
  /// The integers of the key at hand; kept, so that keys do not allocate.
  var key: [Int] = []
  /// Whether the one dictionary has begun.
  var hasDictionary = false
  var opcode = PickleOpcode.stop
  var offset = 0
  var usedBytes = 0
  var highestStack = 0
  var highestMarks = 0

  init(
    bytes: [UInt8], offset: Int, classes: [PickleGlobal], limits: PickleLimits,
    isPrefix: Bool = false
  ) {
    scanner = PickleScanner(bytes: bytes, offset: offset, isPrefix: isPrefix)
    self.limits = limits
    let room = max(0, min(bytes.count, limits.workingBytes / MemoryLayout<UInt64>.stride))
    stack.reserveCapacity(min(room, limits.stackDepth))
    memo = PickleMemo(capacity: min(room, limits.memoEntries))
    globals = PickleGlobalTable(classes: classes)
    summary = PickleDictionarySurvey.Summary(
      instanceCounts: [Int](repeating: 0, count: classes.count))
  }

  /// Runs to `STOP` and gives the tag of the value on top.
  mutating func run(_ onEntry: ([Int]?, Int?) -> Void) throws(PickleError) -> PickleTag {
    while let instruction = try scanner.next() {
      opcode = instruction.opcode
      offset = instruction.offset
      if opcode == .stop { return PickleTag(raw: try pop()) }
      try perform(instruction.argument, onEntry)
    }
    throw PickleError(offset: scanner.bytes.count, reason: .missingStop)
  }

  private mutating func perform(
    _ argument: PickleArgument, _ onEntry: ([Int]?, Int?) -> Void
  ) throws(PickleError) {
    switch opcode {
    case .int, .long, .binint, .binint1, .binint2, .long1, .long4:
      if case .bool = argument { try push(.bool) } else { try push(.integer, offset) }
    case .float, .binfloat: try push(.float)
    case .string, .unicode, .binstring, .shortBinstring: try pushText(argument)
    case .binunicode, .shortBinunicode, .binunicode8: try push(.string, offset)
    case .binbytes, .shortBinbytes, .binbytes8: try push(.bytes)
    case .bytearray8: try push(.byteArray)
    case .pushNone: try push(.none)
    case .newtrue, .newfalse: try push(.bool)
    case .emptyList: try push(.list)
    case .emptyDict: try push(.dictionary, beginDictionary())
    case .emptySet: try push(.set)
    case .emptyTuple: try push(.tuple, PickleTag.emptyTuple)
    case .tuple1: try pushTuple(from: try position(of: 1))
    case .tuple2: try pushTuple(from: try position(of: 2))
    case .tuple3: try pushTuple(from: try position(of: 3))
    case .tuple: try pushTuple(from: try popMark())
    case .frozenset: try replace(from: try popMark(), with: .frozenSet)
    case .list: try replace(from: try popMark(), with: .list)
    case .dict: try pushDictionary(from: try popMark(), onEntry)
    case .append: try addItems(from: try position(of: 1))
    case .appends, .additems: try addItems(from: try popMark())
    case .setitem: try setItems(from: try position(of: 2), onEntry)
    case .setitems: try setItems(from: try popMark(), onEntry)
    case .mark: try pushMark()
    case .popMark: stack.removeSubrange(try popMark()...)
    case .pop: try dropTop()
    case .dup: try push(stack[try position(of: 1)])
    case .get, .binget, .longBinget:
      guard case .integer(let number) = argument, number >= 0 else {
        throw failure(.malformedNumber(opcode))
      }
      guard let tag = memo[number] else { throw failure(.missingMemoEntry(number)) }
      try push(tag)
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
      try push(.extensionCode)
    case .persid: try push(.persistentIdentifier)
    case .binpersid: try replace(from: try position(of: 1), with: .persistentIdentifier)
    case .reduce, .newobj: try makeObject(from: try position(of: 2))
    case .newobjEx: try makeObject(from: try position(of: 3))
    case .obj:
      let start = try popMark()
      guard start < stack.count else { throw failure(.stackUnderflow(opcode)) }
      try makeObject(from: start)
    case .inst:
      let start = try popMark()
      stack.removeLast(stack.count - start)
      try pushGlobal(argument)
      try makeObject(from: start)
    case .build:
      let start = try position(of: 2)
      guard PickleTag(raw: stack[start]).kind == .object else {
        throw failure(.unexpectedOperand(opcode))
      }
      stack.removeLast()
    case .nextBuffer: try push(.buffer)
    case .readonlyBuffer:
      guard PickleTag(raw: stack[try position(of: 1)]).kind == .buffer else {
        throw failure(.unexpectedOperand(opcode))
      }
    case .proto:
      if case .integer(let version) = argument, version > 5 {
        throw failure(.unsupportedProtocol(version))
      }
    case .frame, .stop: break
    }
  }
}
