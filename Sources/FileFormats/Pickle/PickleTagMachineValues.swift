/// Tuples of integers, the one dictionary, and globals, for tags.
extension PickleTagMachine {
  /// A Python 2 string with bytes above 127 is bytes, as in ``PickleMachine``.
  mutating func pushText(_ argument: PickleArgument) throws(PickleError) {
    switch argument {
    case .bytes(let range):
      let isASCII = scanner.bytes[range].allSatisfy { $0 < 0x80 }
      try push(isASCII ? .string : .bytes, offset)
    case .line(let range) where opcode == .string:
      try charge(range.count)
      var text: [UInt8] = []
      text.reserveCapacity(range.count)
      guard PickleText.unquote(scanner.bytes[range], into: &text) else {
        throw failure(.malformedText(opcode))
      }
      usedBytes -= range.count
      try push(text.allSatisfy { $0 < 0x80 } ? .string : .bytes, offset)
    case .line(let range) where !PickleText.isPlain(scanner.bytes[range]):
      try charge(2 * range.count)
      var text: [UInt8] = []
      text.reserveCapacity(2 * range.count)
      guard PickleText.unescape(scanner.bytes[range], into: &text) else {
        throw failure(.malformedText(opcode))
      }
      usedBytes -= 2 * range.count
      try push(.string, offset)
    default: try push(.string, offset)
    }
  }

  /// A tuple is readable when its integers are the very instructions before it: then the offset of
  /// the first is all that has to be kept of it.
  mutating func pushTuple(from start: Int) throws(PickleError) {
    var payload = PickleTag.unreadableTuple
    if start == stack.count {
      payload = PickleTag.emptyTuple
    } else if PickleTag(raw: stack[start]).kind == .integer {
      let first = PickleTag(raw: stack[start]).payload
      let count = stack.count - start
      if count <= Self.longestKey, offset - first <= count * Self.longestInteger,
        readIntegers(at: first, count: count, end: offset)
      {
        payload = first + PickleTag.tupleOffset
      }
    }
    try replace(from: start, with: .tuple, payload)
  }

  /// A key is read again each time that the memo brings it back, so its length is bounded; so many
  /// dimensions an array can have in numpy.
  private static let longestKey = 64
  /// How many bytes the instruction of an integer and the frame before it may take.
  private static let longestInteger = 40

  /// Reads integers into `key`: `count` of them, which must end at `end`, or with a count of nil as
  /// many as there are. A frame of the pickle may begin between any two.
  private mutating func readIntegers(at first: Int, count: Int?, end: Int?) -> Bool {
    key.removeAll(keepingCapacity: true)
    var position = first
    var justSawFrame = false
    while position < scanner.bytes.count {
      if let count, key.count == count, position == end { return true }
      guard let opcode = PickleOpcode(rawValue: scanner.bytes[position]) else { break }
      var cursor = PickleArgumentCursor(opcode: opcode, start: position, position: position + 1)
      switch opcode {
      case .int, .long, .binint, .binint1, .binint2, .long1, .long4:
        if key.count == count { return false }
        guard let argument = try? cursor.argument(in: scanner.bytes),
          let value = smallInteger(argument)
        else { return false }
        key.append(value)
        justSawFrame = false
      case .frame where !justSawFrame:
        // Two in a row are never written, and would make this slow.
        guard (try? cursor.argument(in: scanner.bytes)) != nil else { return false }
        justSawFrame = true
      default:
        return count == nil
      }
      position = cursor.position
    }
    return count == nil
  }

  private func smallInteger(_ argument: PickleArgument) -> Int? {
    switch argument {
    case .integer(let value): return value
    case .bytes(let range): return PickleInteger.small(ofTwosComplement: scanner.bytes[range])
    default: return nil
    }
  }

  /// The payload of a new dictionary: 1 for the one at the bottom of the stack.
  mutating func beginDictionary() -> Int {
    guard !hasDictionary, stack.isEmpty, marks.isEmpty else { return 0 }
    hasDictionary = true
    return 1
  }

  /// `DICT`: protocol 0 writes an empty one and sets its items later, but others may not.
  mutating func pushDictionary(
    from start: Int, _ onEntry: ([Int]?, Int?) -> Void
  ) throws(PickleError) {
    guard (stack.count - start) % 2 == 0 else { throw failure(.oddItemCount(opcode)) }
    let isFirst = start == 0 && marks.isEmpty && !hasDictionary
    if isFirst {
      hasDictionary = true
      report(from: start, onEntry)
    }
    try replace(from: start, with: .dictionary, isFirst ? 1 : 0)
  }

  mutating func addItems(from start: Int) throws(PickleError) {
    guard start - 1 >= marks.last ?? 0 else { throw failure(.stackUnderflow(opcode)) }
    switch (PickleTag(raw: stack[start - 1]).kind, opcode) {
    case (.list, .append), (.list, .appends), (.set, .additems), (.object, _): break
    default: throw failure(.unexpectedOperand(opcode))
    }
    stack.removeLast(stack.count - start)
  }

  mutating func setItems(
    from start: Int, _ onEntry: ([Int]?, Int?) -> Void
  ) throws(PickleError) {
    guard start - 1 >= marks.last ?? 0 else { throw failure(.stackUnderflow(opcode)) }
    guard (stack.count - start) % 2 == 0 else { throw failure(.oddItemCount(opcode)) }
    let target = PickleTag(raw: stack[start - 1])
    switch target.kind {
    case .dictionary: if target.payload == 1 { report(from: start, onEntry) }
    case .object: break
    default: throw failure(.unexpectedOperand(opcode))
    }
    stack.removeLast(stack.count - start)
  }

  /// Counts and tells the pairs from `start` on.
  private mutating func report(from start: Int, _ onEntry: ([Int]?, Int?) -> Void) {
    for position in stride(from: start, to: stack.count, by: 2) {
      let entryKey = PickleTag(raw: stack[position])
      let value = PickleTag(raw: stack[position + 1])
      let classIndex = value.kind == .object ? globals.classIndex(value.payload) : nil
      summary.entryCount += 1
      if let classIndex { summary.instanceCounts[classIndex] += 1 }
      if entryKey.kind == .tuple, readKey(entryKey.payload) {
        onEntry(key, classIndex)
      } else {
        summary.unreadableKeyCount += 1
        onEntry(nil, classIndex)
      }
    }
  }

  private mutating func readKey(_ payload: Int) -> Bool {
    switch payload {
    case PickleTag.unreadableTuple: return false
    case PickleTag.emptyTuple:
      key.removeAll(keepingCapacity: true)
      return true
    default: return readIntegers(at: payload - PickleTag.tupleOffset, count: nil, end: nil)
    }
  }

  mutating func pushGlobal(_ argument: PickleArgument) throws(PickleError) {
    guard case .linePair(let module, let name) = argument else {
      throw failure(.malformedText(opcode))
    }
    try push(.global, try global(module, name))
  }

  mutating func pushStackGlobal() throws(PickleError) {
    let start = try position(of: 2)
    let module = PickleTag(raw: stack[start])
    let name = PickleTag(raw: stack[start + 1])
    guard module.kind == .string, name.kind == .string else {
      throw failure(.unexpectedOperand(opcode))
    }
    stack.removeLast(2)
    guard let moduleRange = text(module), let nameRange = text(name) else {
      try push(.global)
      return
    }
    try push(.global, try global(moduleRange, nameRange))
  }

  private mutating func global(
    _ module: Range<Int>, _ name: Range<Int>
  ) throws(PickleError) -> Int {
    guard globals.count < PickleGlobalTable.largestCount else {
      throw failure(.limitReached(.values))
    }
    try charge(PickleGlobalTable.rowBytes)
    return globals.add(module: module, name: name, in: scanner.bytes)
  }

  /// Where the bytes of a string stand; nil for the text of protocol 0, whose end would have to be
  /// searched for again, and which no writer uses together with `STACK_GLOBAL`.
  private func text(_ tag: PickleTag) -> Range<Int>? {
    guard let opcode = PickleOpcode(rawValue: scanner.bytes[tag.payload]),
      opcode != .unicode, opcode != .string
    else { return nil }
    var cursor = PickleArgumentCursor(
      opcode: opcode, start: tag.payload, position: tag.payload + 1)
    guard case .bytes(let range) = try? cursor.argument(in: scanner.bytes) else { return nil }
    return range
  }

  /// The values from `start` on, the class first, become an instance of that class.
  mutating func makeObject(from start: Int) throws(PickleError) {
    let callable = PickleTag(raw: stack[start])
    try replace(
      from: start, with: .object, callable.kind == .global ? callable.payload : 0)
  }
}
