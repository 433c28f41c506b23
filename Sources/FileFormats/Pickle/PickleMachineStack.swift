/// The stack, the marks, the memo and the account of memory.
extension PickleMachine {
  /// An error of the present instruction.
  func failure(_ reason: PickleError.Reason) -> PickleError {
    PickleError(offset: offset, reason: reason)
  }

  /// Counts memory before it is used.
  mutating func charge(_ bytes: Int) throws(PickleError) {
    usedBytes += bytes
    if usedBytes > limits.workingBytes { throw failure(.limitReached(.workingBytes)) }
  }

  /// Adds a node and gives its number.
  mutating func node(_ node: PickleNode) throws(PickleError) -> UInt32 {
    guard arena.nodes.count - PickleArena.sharedNodes < limits.values else {
      throw failure(.limitReached(.values))
    }
    try charge(MemoryLayout<PickleNode>.stride)
    arena.nodes.append(node)
    return UInt32(truncatingIfNeeded: arena.nodes.count - 1)
  }

  mutating func push(_ value: UInt32) throws(PickleError) {
    if stack.count >= highestStack {
      guard stack.count < limits.stackDepth else { throw failure(.limitReached(.stackDepth)) }
      try charge(MemoryLayout<UInt32>.stride)
      highestStack += 1
    }
    stack.append(value)
  }

  /// Where the topmost `count` values begin. Values below the topmost mark cannot be reached.
  func position(of count: Int) throws(PickleError) -> Int {
    let position = stack.count - count
    guard position >= marks.last ?? 0 else { throw failure(.stackUnderflow(opcode)) }
    return position
  }

  func top() throws(PickleError) -> UInt32 {
    stack[try position(of: 1)]
  }

  mutating func pop() throws(PickleError) -> UInt32 {
    _ = try position(of: 1)
    return stack.removeLast()
  }

  /// `POP` takes away a mark when nothing is above it, as CPython does.
  mutating func dropTop() throws(PickleError) {
    if let mark = marks.last, mark == stack.count {
      marks.removeLast()
    } else {
      _ = try pop()
    }
  }

  mutating func pushMark() throws(PickleError) {
    if marks.count >= highestMarks {
      guard marks.count < limits.markDepth else { throw failure(.limitReached(.markDepth)) }
      // Twice the size, because the array moves as it grows.
      try charge(2 * MemoryLayout<Int>.stride)
      highestMarks += 1
    }
    marks.append(stack.count)
  }

  /// Takes the topmost mark away and tells how many values were below it.
  mutating func popMark() throws(PickleError) -> Int {
    guard let mark = marks.popLast() else { throw failure(.missingMark(opcode)) }
    return mark
  }

  mutating func memoize(_ number: Int) throws(PickleError) {
    let value = try top()
    guard memo.count < limits.memoEntries else { throw failure(.limitReached(.memoEntries)) }
    try charge(memo.set(number, to: value))
  }

  mutating func pushMemoEntry(_ argument: PickleArgument) throws(PickleError) {
    guard case .integer(let number) = argument, number >= 0 else {
      throw failure(.malformedNumber(opcode))
    }
    guard let value = memo[number] else { throw failure(.missingMemoEntry(number)) }
    try push(value)
  }
}
