/// What a ``PickleMachine`` works with: the stack with its marks, the memo, and the account of the
/// memory in use. All of it is bounded by the limits.
///
/// The methods that most instructions need are forced inline: a call to a method that is not
/// mutating copies the whole struct first, which took 15% of the time of a survey.
struct PickleStack<Value: FixedWidthInteger & UnsignedInteger & Sendable> {
  let limits: PickleLimits
  /// The values, deepest first.
  private(set) var values: [Value] = []
  /// For each open mark, how many values are below it.
  private(set) var marks: [Int] = []
  private(set) var memo: PickleMemo<Value>
  /// The instruction that is being carried out and its offset, for errors.
  var opcode = PickleOpcode.stop
  var offset = 0
  /// Memory used in addition to the input, in bytes.
  private var usedBytes = 0
  /// The largest numbers of values and marks that there have been at one time.
  private var highestCount = 0
  private var highestMarks = 0

  /// A stack for an input of `inputBytes` bytes: no instruction is shorter than one byte.
  init(inputBytes: Int, limits: PickleLimits) {
    self.limits = limits
    let room = max(0, min(inputBytes, limits.workingBytes / MemoryLayout<Value>.stride))
    values.reserveCapacity(min(room, limits.stackDepth))
    memo = PickleMemo(capacity: min(room, limits.memoEntries))
  }

  var count: Int { values.count }

  /// An error in the current instruction.
  func failure(_ reason: PickleError.Reason) -> PickleError {
    PickleError(offset: offset, reason: reason)
  }

  /// Counts memory before it is used.
  mutating func charge(_ bytes: Int) throws(PickleError) {
    usedBytes += bytes
    if usedBytes > limits.workingBytes { throw failure(.limitReached(.workingBytes)) }
  }

  /// Checks that there is room for something that is counted later or freed at once.
  func ensureRoom(_ bytes: Int) throws(PickleError) {
    guard limits.workingBytes - usedBytes >= bytes else {
      throw failure(.limitReached(.workingBytes))
    }
  }

  mutating func push(_ value: Value) throws(PickleError) {
    if values.count >= highestCount {
      guard values.count < limits.stackDepth else { throw failure(.limitReached(.stackDepth)) }
      try charge(MemoryLayout<Value>.stride)
      highestCount += 1
    }
    values.append(value)
  }

  /// Where the topmost `count` values begin. Values below the topmost mark are out of reach.
  @inline(__always)
  func position(of count: Int) throws(PickleError) -> Int {
    let position = values.count - count
    guard position >= marks.last ?? 0 else { throw failure(.stackUnderflow(opcode)) }
    return position
  }

  /// The value just below `start`, if it is within reach.
  func value(below start: Int) throws(PickleError) -> Value {
    guard start - 1 >= marks.last ?? 0 else { throw failure(.stackUnderflow(opcode)) }
    return values[start - 1]
  }

  @inline(__always)
  func top() throws(PickleError) -> Value {
    values[try position(of: 1)]
  }

  mutating func pop() throws(PickleError) -> Value {
    _ = try position(of: 1)
    return values.removeLast()
  }

  /// Removes all values from `start` on.
  mutating func removeAll(from start: Int) {
    values.removeLast(values.count - start)
  }

  /// Replaces all values from `start` on by one.
  mutating func replace(from start: Int, with value: Value) throws(PickleError) {
    removeAll(from: start)
    try push(value)
  }

  /// `POP` removes a mark if nothing is above it, as in CPython.
  mutating func dropTop() throws(PickleError) {
    if let mark = marks.last, mark == values.count {
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
    marks.append(values.count)
  }

  /// Removes the topmost mark and returns how many values were below it.
  mutating func popMark() throws(PickleError) -> Int {
    guard let mark = marks.popLast() else { throw failure(.missingMark(opcode)) }
    return mark
  }

  /// Writes the topmost value to the memo.
  mutating func memoize(_ number: Int) throws(PickleError) {
    let value = try top()
    guard memo.count < limits.memoEntries else { throw failure(.limitReached(.memoEntries)) }
    try charge(memo.set(number, to: value))
  }

  mutating func pushMemoEntry(_ number: Int) throws(PickleError) {
    guard let value = memo[number] else { throw failure(.missingMemoEntry(number)) }
    try push(value)
  }
}
