/// The store behind ``PickleDecoder``: builds every value in an arena and refers to it by its node.
struct PickleValueStore: PickleStore {
  typealias Stack = PickleStack<UInt32>

  private(set) var arena: PickleArena
  /// How many buffers the writer has handed out so far.
  private var bufferCount = 0

  init(bytes: [UInt8], limits: PickleLimits) {
    arena = PickleArena(bytes: bytes, limits: limits)
  }

  static var none: UInt32 { PickleArena.noneNode }

  static func bool(_ value: Bool) -> UInt32 {
    value ? PickleArena.trueNode : PickleArena.falseNode
  }

  func kind(of value: UInt32) -> PickleKind { arena.nodes[Int(value)].kind }

  /// Adds a node and returns its number.
  private mutating func node(
    _ node: PickleNode, _ stack: inout Stack
  ) throws(PickleError) -> UInt32 {
    guard arena.nodes.count - PickleArena.sharedNodes < stack.limits.values else {
      throw stack.failure(.limitReached(.values))
    }
    try stack.charge(MemoryLayout<PickleNode>.stride)
    arena.nodes.append(node)
    return UInt32(truncatingIfNeeded: arena.nodes.count - 1)
  }

  mutating func integer(
    _ argument: PickleArgument, _ stack: inout Stack
  ) throws(PickleError) -> UInt32 {
    switch argument {
    case .integer(let value): return try integer(value, &stack)
    case .decimal(let range):
      return try node(PickleNode(.integer, range: range, form: .decimal), &stack)
    case .bytes(let range):
      guard let value = PickleInteger.small(ofTwosComplement: arena.bytes[range]) else {
        return try node(PickleNode(.integer, range: range, form: .twosComplement), &stack)
      }
      return try integer(value, &stack)
    default: throw stack.failure(.malformedNumber(stack.opcode))
    }
  }

  private mutating func integer(
    _ value: Int, _ stack: inout Stack
  ) throws(PickleError) -> UInt32 {
    if value >= 0, value <= 255 {
      return PickleArena.zeroNode + UInt32(truncatingIfNeeded: value)
    }
    return try node(PickleNode(.integer, bits: UInt64(bitPattern: Int64(value))), &stack)
  }

  mutating func float(_ value: Double, _ stack: inout Stack) throws(PickleError) -> UInt32 {
    try node(PickleNode(.float, bits: value.bitPattern), &stack)
  }

  mutating func bytes(
    _ range: Range<Int>, as kind: PickleKind, _ stack: inout Stack
  ) throws(PickleError) -> UInt32 {
    try node(PickleNode(kind, range: range), &stack)
  }

  mutating func escapedText(
    _ line: Range<Int>, _ stack: inout Stack
  ) throws(PickleError) -> UInt32 {
    let text = arena.bytes[line]
    // The result is at most twice as long: make sure of that room before anything is decoded.
    try stack.ensureRoom(2 * text.count)
    if arena.pool.isEmpty {
      arena.pool.reserveCapacity(min(2 * arena.bytes.count, stack.limits.workingBytes))
    }
    let start = arena.pool.count
    let isWellFormed =
      stack.opcode == .unicode
      ? PickleText.unescape(text, into: &arena.pool)
      : PickleText.unquote(text, into: &arena.pool)
    guard isWellFormed else { throw stack.failure(.malformedText(stack.opcode)) }
    try stack.charge(arena.pool.count - start)
    let isString = stack.opcode == .unicode || arena.pool[start...].allSatisfy { $0 < 0x80 }
    let range = start..<arena.pool.count
    return try node(
      PickleNode(isString ? .string : .bytes, range: range, form: .pooled), &stack)
  }

  mutating func empty(_ kind: PickleKind, _ stack: inout Stack) throws(PickleError) -> UInt32 {
    try node(PickleNode(kind), &stack)
  }

  mutating func container(
    _ kind: PickleKind, from start: Int, _ stack: inout Stack
  ) throws(PickleError) -> UInt32 {
    switch kind {
    case .list, .dictionary:
      var chain = PickleChain()
      try extend(&chain, from: start, &stack)
      return try node(PickleNode(kind, chain.first, chain.last), &stack)
    default:
      let count = stack.count - start
      try stack.charge(count * MemoryLayout<UInt32>.stride)
      let first = arena.items.count
      arena.items.append(contentsOf: stack.values[start...])
      return try node(PickleNode(kind, range: first..<first + count), &stack)
    }
  }

  mutating func addItems(
    to target: UInt32, from start: Int, _ stack: inout Stack
  ) throws(PickleError) {
    try extend(target, \.listItems, from: start, &stack)
  }

  mutating func setItems(
    of target: UInt32, from start: Int, _ stack: inout Stack
  ) throws(PickleError) {
    try extend(target, \.dictionaryItems, from: start, &stack)
  }

  /// Adds the values from `start` on to a container, or to one of the lists of an object.
  private mutating func extend(
    _ target: UInt32, _ list: WritableKeyPath<PickleObjectRecord, PickleChain>, from start: Int,
    _ stack: inout Stack
  ) throws(PickleError) {
    let node = arena.nodes[Int(target)]
    if node.kind == .object {
      var chain = arena.objects[Int(node.first)][keyPath: list]
      try extend(&chain, from: start, &stack)
      arena.objects[Int(node.first)][keyPath: list] = chain
    } else {
      var chain = PickleChain(first: node.first, last: node.second)
      try extend(&chain, from: start, &stack)
      arena.nodes[Int(target)] = PickleNode(node.kind, chain.first, chain.last)
    }
  }

  /// Copies the values from `start` on to the end of a chain.
  private mutating func extend(
    _ chain: inout PickleChain, from start: Int, _ stack: inout Stack
  ) throws(PickleError) {
    try stack.charge((stack.count - start + 2) * MemoryLayout<UInt32>.stride)
    arena.extend(&chain, with: stack.values[start...])
  }

  mutating func global(
    module: Range<Int>, name: Range<Int>, _ stack: inout Stack
  ) throws(PickleError) -> UInt32 {
    let moduleNode = try node(PickleNode(.string, range: module), &stack)
    let nameNode = try node(PickleNode(.string, range: name), &stack)
    return try global(module: moduleNode, name: nameNode, &stack)
  }

  mutating func global(
    module: UInt32, name: UInt32, _ stack: inout Stack
  ) throws(PickleError) -> UInt32 {
    try node(PickleNode(.global, module, name), &stack)
  }

  mutating func extensionCode(
    _ code: Int, _ stack: inout Stack
  ) throws(PickleError) -> UInt32 {
    try node(PickleNode(.extensionCode, UInt32(truncatingIfNeeded: code)), &stack)
  }

  mutating func persistentIdentifier(
    _ identifier: UInt32, _ stack: inout Stack
  ) throws(PickleError) -> UInt32 {
    try node(PickleNode(.persistentIdentifier, identifier), &stack)
  }

  mutating func object(
    callable: UInt32, arguments: UInt32, keywordArguments: UInt32, _ stack: inout Stack
  ) throws(PickleError) -> UInt32 {
    try stack.charge(MemoryLayout<PickleObjectRecord>.stride)
    let place = UInt32(truncatingIfNeeded: arena.objects.count)
    arena.objects.append(
      PickleObjectRecord(
        callable: callable, arguments: arguments, keywordArguments: keywordArguments))
    return try node(PickleNode(.object, place), &stack)
  }

  mutating func setState(
    of target: UInt32, from start: Int, _ stack: inout Stack
  ) throws(PickleError) {
    try extend(target, \.states, from: start, &stack)
  }

  mutating func buffer(_ stack: inout Stack) throws(PickleError) -> UInt32 {
    let number = UInt32(truncatingIfNeeded: bufferCount)
    bufferCount += 1
    return try node(PickleNode(.buffer, number, 0), &stack)
  }

  mutating func readOnlyBuffer(
    _ buffer: UInt32, _ stack: inout Stack
  ) throws(PickleError) -> UInt32 {
    try node(PickleNode(.buffer, arena.nodes[Int(buffer)].first, 1), &stack)
  }
}
