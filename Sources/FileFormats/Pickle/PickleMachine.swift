/// The pickle machine: what each instruction takes, what it needs, and what it leaves. What it makes
/// is up to the store.
struct PickleMachine<Store: PickleStore> {
  private var scanner: PickleScanner
  private(set) var stack: PickleStack<Store.Value>
  private(set) var store: Store

  /// A machine for the pickle at the start of `bytes`; see ``PickleScanner`` for `isPrefix`.
  init(bytes: [UInt8], limits: PickleLimits, store: Store, isPrefix: Bool = false) {
    scanner = PickleScanner(bytes: bytes, isPrefix: isPrefix)
    stack = PickleStack(inputBytes: bytes.count, limits: limits)
    self.store = store
  }

  /// Runs to `STOP` and returns the value on top.
  mutating func run() throws(PickleError) -> Store.Value {
    while let instruction = try scanner.next() {
      stack.opcode = instruction.opcode
      stack.offset = instruction.offset
      if instruction.opcode == .stop { return try stack.pop() }
      try perform(instruction.argument)
    }
    throw PickleError(offset: scanner.bytes.count, reason: .missingStop)
  }

  private mutating func perform(_ argument: PickleArgument) throws(PickleError) {
    switch stack.opcode {
    case .int, .long, .binint, .binint1, .binint2, .long1, .long4:
      if case .bool(let value) = argument {
        try stack.push(Store.bool(value))
      } else {
        try stack.push(store.integer(argument, &stack))
      }
    case .float, .binfloat:
      guard case .float(let value) = argument else { throw malformedNumber() }
      try stack.push(store.float(value, &stack))
    case .string, .unicode, .binstring, .shortBinstring: try pushText(argument)
    case .binunicode, .shortBinunicode, .binunicode8: try pushBytes(argument, as: .string)
    case .binbytes, .shortBinbytes, .binbytes8: try pushBytes(argument, as: .bytes)
    case .bytearray8: try pushBytes(argument, as: .byteArray)
    case .pushNone: try stack.push(Store.none)
    case .newtrue: try stack.push(Store.bool(true))
    case .newfalse: try stack.push(Store.bool(false))
    case .emptyList: try stack.push(store.empty(.list, &stack))
    case .emptyDict: try stack.push(store.empty(.dictionary, &stack))
    case .emptySet: try stack.push(store.empty(.set, &stack))
    case .emptyTuple: try stack.push(store.empty(.tuple, &stack))
    case .tuple1: try pushContainer(.tuple, from: stack.position(of: 1))
    case .tuple2: try pushContainer(.tuple, from: stack.position(of: 2))
    case .tuple3: try pushContainer(.tuple, from: stack.position(of: 3))
    case .tuple: try pushContainer(.tuple, from: stack.popMark())
    case .frozenset: try pushContainer(.frozenSet, from: stack.popMark())
    case .list: try pushContainer(.list, from: stack.popMark())
    case .dict:
      let start = try stack.popMark()
      try checkPairs(from: start)
      try pushContainer(.dictionary, from: start)
    case .append: try addItems(from: stack.position(of: 1))
    case .appends, .additems: try addItems(from: stack.popMark())
    case .setitem: try setItems(from: stack.position(of: 2))
    case .setitems: try setItems(from: stack.popMark())
    case .mark: try stack.pushMark()
    case .popMark: stack.removeAll(from: try stack.popMark())
    case .pop: try stack.dropTop()
    case .dup: try stack.push(stack.top())
    case .get, .binget, .longBinget: try stack.pushMemoEntry(memoNumber(argument))
    case .put, .binput, .longBinput: try stack.memoize(memoNumber(argument))
    case .memoize: try stack.memoize(stack.memo.count)
    case .global: try stack.push(global(argument))
    case .stackGlobal: try pushStackGlobal()
    case .ext1, .ext2, .ext4:
      guard case .integer(let code) = argument, code > 0 else { throw malformedNumber() }
      try stack.push(store.extensionCode(code, &stack))
    case .persid:
      try pushBytes(argument, as: .string)
      try stack.push(store.persistentIdentifier(stack.pop(), &stack))
    case .binpersid: try stack.push(store.persistentIdentifier(stack.pop(), &stack))
    case .reduce, .newobj: try pushObject(operands: 2)
    case .newobjEx: try pushObject(operands: 3)
    case .obj: try pushOldStyleObject()
    case .inst: try pushOldStyleInstance(argument)
    case .build: try setState()
    case .nextBuffer: try stack.push(store.buffer(&stack))
    case .readonlyBuffer:
      let buffer = try stack.pop()
      guard store.kind(of: buffer) == .buffer else { throw unexpectedOperand() }
      try stack.push(store.readOnlyBuffer(buffer, &stack))
    case .proto, .frame, .stop: break
    }
  }

  private func malformedNumber() -> PickleError { stack.failure(.malformedNumber(stack.opcode)) }
  private func malformedText() -> PickleError { stack.failure(.malformedText(stack.opcode)) }
  private func unexpectedOperand() -> PickleError {
    stack.failure(.unexpectedOperand(stack.opcode))
  }

  private func memoNumber(_ argument: PickleArgument) throws(PickleError) -> Int {
    guard case .integer(let number) = argument, number >= 0 else { throw malformedNumber() }
    return number
  }
}

/// Text, containers, globals and objects.
extension PickleMachine {
  /// Pushes counted bytes, or a line, as they are in the input.
  private mutating func pushBytes(
    _ argument: PickleArgument, as kind: PickleKind
  ) throws(PickleError) {
    switch argument {
    case .bytes(let range), .line(let range): try stack.push(store.bytes(range, as: kind, &stack))
    default: throw malformedText()
    }
  }

  /// Pushes the text of protocols 0 and 1: with escapes, or from Python 2, or both. A Python 2 string
  /// with bytes above 127 is bytes.
  private mutating func pushText(_ argument: PickleArgument) throws(PickleError) {
    switch argument {
    case .bytes(let range):
      let isASCII = scanner.bytes[range].allSatisfy { $0 < 0x80 }
      try stack.push(store.bytes(range, as: isASCII ? .string : .bytes, &stack))
    case .line(let range):
      if stack.opcode == .unicode, PickleText.isPlain(scanner.bytes[range]) {
        try stack.push(store.bytes(range, as: .string, &stack))
      } else {
        try stack.push(store.escapedText(range, &stack))
      }
    default: throw malformedText()
    }
  }

  /// Replaces the values from `start` on by a container of them.
  private mutating func pushContainer(
    _ kind: PickleKind, from start: Int
  ) throws(PickleError) {
    let container = try store.container(kind, from: start, &stack)
    try stack.replace(from: start, with: container)
  }

  private func checkPairs(from start: Int) throws(PickleError) {
    guard (stack.count - start) % 2 == 0 else {
      throw stack.failure(.oddItemCount(stack.opcode))
    }
  }

  /// `APPEND`, `APPENDS` and `ADDITEMS`: the values from `start` on go into the container below.
  private mutating func addItems(from start: Int) throws(PickleError) {
    let target = try stack.value(below: start)
    switch (store.kind(of: target), stack.opcode) {
    case (.list, .append), (.list, .appends), (.set, .additems), (.object, _): break
    default: throw unexpectedOperand()
    }
    try store.addItems(to: target, from: start, &stack)
    stack.removeAll(from: start)
  }

  /// `SETITEM` and `SETITEMS`: the values from `start` on, in pairs, go into the container below.
  private mutating func setItems(from start: Int) throws(PickleError) {
    let target = try stack.value(below: start)
    try checkPairs(from: start)
    switch store.kind(of: target) {
    case .dictionary, .object: break
    default: throw unexpectedOperand()
    }
    try store.setItems(of: target, from: start, &stack)
    stack.removeAll(from: start)
  }

  /// `GLOBAL` and `INST`: a module and a name, each on a line.
  private mutating func global(_ argument: PickleArgument) throws(PickleError) -> Store.Value {
    guard case .linePair(let module, let name) = argument else { throw malformedText() }
    return try store.global(module: module, name: name, &stack)
  }

  /// `STACK_GLOBAL`: a module and a name from the stack, which must be strings.
  private mutating func pushStackGlobal() throws(PickleError) {
    let start = try stack.position(of: 2)
    let (module, name) = (stack.values[start], stack.values[start + 1])
    guard store.kind(of: module) == .string, store.kind(of: name) == .string else {
      throw unexpectedOperand()
    }
    let global = try store.global(module: module, name: name, &stack)
    try stack.replace(from: start, with: global)
  }

  /// The call of a callable with its arguments, all of them on the stack.
  private mutating func pushObject(operands: Int) throws(PickleError) {
    let start = try stack.position(of: operands)
    let object = try store.object(
      callable: stack.values[start], arguments: stack.values[start + 1],
      keywordArguments: operands > 2 ? stack.values[start + 2] : Store.none, &stack)
    try stack.replace(from: start, with: object)
  }

  /// `OBJ`: a class and its arguments, above a mark.
  private mutating func pushOldStyleObject() throws(PickleError) {
    let start = try stack.popMark()
    guard start < stack.count else { throw stack.failure(.stackUnderflow(stack.opcode)) }
    let arguments = try store.container(.tuple, from: start + 1, &stack)
    let object = try store.object(
      callable: stack.values[start], arguments: arguments, keywordArguments: Store.none, &stack)
    try stack.replace(from: start, with: object)
  }

  /// `INST`: the name of a class, and its arguments above a mark.
  private mutating func pushOldStyleInstance(_ argument: PickleArgument) throws(PickleError) {
    let start = try stack.popMark()
    let arguments = try store.container(.tuple, from: start, &stack)
    let object = try store.object(
      callable: global(argument), arguments: arguments, keywordArguments: Store.none, &stack)
    try stack.replace(from: start, with: object)
  }

  /// `BUILD`: the topmost value becomes state of the object below it.
  private mutating func setState() throws(PickleError) {
    let start = try stack.position(of: 2)
    let target = stack.values[start]
    guard store.kind(of: target) == .object else { throw unexpectedOperand() }
    try store.setState(of: target, from: start + 1, &stack)
    stack.removeAll(from: start + 1)
  }
}
