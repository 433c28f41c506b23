/// Numbers, text and containers.
extension PickleMachine {
  mutating func pushInteger(_ argument: PickleArgument) throws(PickleError) {
    switch argument {
    case .bool(let value): try push(value ? PickleArena.trueNode : PickleArena.falseNode)
    case .integer(let value): try pushInteger(value)
    case .decimal(let range): try push(node(PickleNode(.decimal, range: range)))
    case .bytes(let range):
      if let value = PickleInteger.small(ofTwosComplement: arena.bytes[range]) {
        try pushInteger(value)
      } else {
        try push(node(PickleNode(.twosComplement, range: range)))
      }
    default: throw failure(.malformedNumber(opcode))
    }
  }

  private mutating func pushInteger(_ value: Int) throws(PickleError) {
    if value >= 0, value <= 255 {
      try push(PickleArena.zeroNode + UInt32(truncatingIfNeeded: value))
    } else {
      try push(node(PickleNode(.integer, bits: UInt64(bitPattern: Int64(value)))))
    }
  }

  /// Pushes counted bytes, or a line, without a copy.
  mutating func pushBytes(
    _ argument: PickleArgument, as kind: PickleNodeKind
  ) throws(PickleError) {
    switch argument {
    case .bytes(let range), .line(let range): try push(node(PickleNode(kind, range: range)))
    default: throw failure(.malformedText(opcode))
    }
  }

  /// Pushes the text of protocols 0 and 1: with escapes, or from Python 2, or both.
  mutating func pushText(_ argument: PickleArgument) throws(PickleError) {
    switch argument {
    case .bytes(let range):
      let isASCII = arena.bytes[range].allSatisfy { $0 < 0x80 }
      try push(node(PickleNode(isASCII ? .string : .bytes, range: range)))
    case .line(let range) where opcode == .unicode && PickleText.isPlain(arena.bytes[range]):
      try push(node(PickleNode(.string, range: range)))
    case .line(let range):
      let text = arena.bytes[range]
      // The result is at most twice as long: make sure of that room before anything is decoded.
      guard limits.workingBytes - usedBytes >= 2 * text.count else {
        throw failure(.limitReached(.workingBytes))
      }
      if arena.pool.isEmpty {
        arena.pool.reserveCapacity(min(2 * arena.bytes.count, limits.workingBytes))
      }
      let start = arena.pool.count
      let isWellFormed =
        opcode == .unicode
        ? PickleText.unescape(text, into: &arena.pool)
        : PickleText.unquote(text, into: &arena.pool)
      guard isWellFormed else { throw failure(.malformedText(opcode)) }
      try charge(arena.pool.count - start)
      let isString = opcode == .unicode || arena.pool[start...].allSatisfy { $0 < 0x80 }
      try push(
        node(PickleNode(isString ? .pooledString : .pooledBytes, range: start..<arena.pool.count)))
    default: throw failure(.malformedText(opcode))
    }
  }

  /// Makes a tuple or a frozen set of the values from `start` on.
  mutating func pushRun(_ kind: PickleNodeKind, from start: Int) throws(PickleError) {
    let count = stack.count - start
    try charge(count * MemoryLayout<UInt32>.stride)
    let first = arena.items.count
    arena.items.append(contentsOf: stack[start...])
    stack.removeLast(stack.count - start)
    try push(node(PickleNode(kind, range: first..<first + count)))
  }

  /// Makes a list or a dictionary of the values from `start` on.
  mutating func pushContainer(_ kind: PickleNodeKind, from start: Int) throws(PickleError) {
    if kind == .dictionary, (stack.count - start) % 2 != 0 {
      throw failure(.oddItemCount(opcode))
    }
    var chain = PickleChain()
    try move(from: start, to: &chain)
    try push(node(PickleNode(kind, chain.first, chain.last)))
  }

  /// `APPEND`, `APPENDS` and `ADDITEMS`: the values from `start` on go into the container below.
  mutating func addItems(from start: Int) throws(PickleError) {
    let target = try container(below: start)
    switch (arena.nodes[target].kind, opcode) {
    case (.list, .append), (.list, .appends), (.set, .additems):
      try moveIntoNode(target, from: start)
    case (.object, _):
      let object = Int(arena.nodes[target].first)
      var chain = arena.objects[object].listItems
      try move(from: start, to: &chain)
      arena.objects[object].listItems = chain
    default: throw failure(.unexpectedOperand(opcode))
    }
  }

  /// `SETITEM` and `SETITEMS`: the values from `start` on, in pairs, go into the container below.
  mutating func setItems(from start: Int) throws(PickleError) {
    let target = try container(below: start)
    guard (stack.count - start) % 2 == 0 else { throw failure(.oddItemCount(opcode)) }
    switch arena.nodes[target].kind {
    case .dictionary:
      try moveIntoNode(target, from: start)
    case .object:
      let object = Int(arena.nodes[target].first)
      var chain = arena.objects[object].dictionaryItems
      try move(from: start, to: &chain)
      arena.objects[object].dictionaryItems = chain
    default: throw failure(.unexpectedOperand(opcode))
    }
  }

  private func container(below start: Int) throws(PickleError) -> Int {
    guard start - 1 >= marks.last ?? 0 else { throw failure(.stackUnderflow(opcode)) }
    return Int(stack[start - 1])
  }

  private mutating func moveIntoNode(_ target: Int, from start: Int) throws(PickleError) {
    var chain = PickleChain(first: arena.nodes[target].first, last: arena.nodes[target].second)
    try move(from: start, to: &chain)
    arena.nodes[target].first = chain.first
    arena.nodes[target].second = chain.last
  }

  /// Moves the values from `start` on from the stack to the end of a chain.
  private mutating func move(
    from start: Int, to chain: inout PickleChain
  ) throws(PickleError) {
    try charge((stack.count - start + 2) * MemoryLayout<UInt32>.stride)
    arena.extend(&chain, with: stack[start...])
    stack.removeLast(stack.count - start)
  }
}
