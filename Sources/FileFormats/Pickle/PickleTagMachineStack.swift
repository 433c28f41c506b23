/// The stack, the marks, the memo and the account of memory, for tags.
extension PickleTagMachine {
  func failure(_ reason: PickleError.Reason) -> PickleError {
    PickleError(offset: offset, reason: reason)
  }

  mutating func charge(_ bytes: Int) throws(PickleError) {
    usedBytes += bytes
    if usedBytes > limits.workingBytes { throw failure(.limitReached(.workingBytes)) }
  }

  mutating func push(_ kind: PickleKind, _ payload: Int = 0) throws(PickleError) {
    try push(PickleTag(kind, payload).raw)
  }

  mutating func push(_ tag: UInt64) throws(PickleError) {
    if stack.count >= highestStack {
      guard stack.count < limits.stackDepth else { throw failure(.limitReached(.stackDepth)) }
      try charge(MemoryLayout<UInt64>.stride)
      highestStack += 1
    }
    stack.append(tag)
  }

  /// Where the topmost `count` values begin. Values below the topmost mark cannot be reached.
  func position(of count: Int) throws(PickleError) -> Int {
    let position = stack.count - count
    guard position >= marks.last ?? 0 else { throw failure(.stackUnderflow(opcode)) }
    return position
  }

  mutating func pop() throws(PickleError) -> UInt64 {
    _ = try position(of: 1)
    return stack.removeLast()
  }

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

  mutating func popMark() throws(PickleError) -> Int {
    guard let mark = marks.popLast() else { throw failure(.missingMark(opcode)) }
    return mark
  }

  mutating func memoize(_ number: Int) throws(PickleError) {
    let tag = stack[try position(of: 1)]
    guard memo.count < limits.memoEntries else { throw failure(.limitReached(.memoEntries)) }
    try charge(memo.set(number, to: tag))
  }

  /// Puts one value in the place of all from `start` on.
  mutating func replace(
    from start: Int, with kind: PickleKind, _ payload: Int = 0
  ) throws(PickleError) {
    stack.removeLast(stack.count - start)
    try push(kind, payload)
  }
}
