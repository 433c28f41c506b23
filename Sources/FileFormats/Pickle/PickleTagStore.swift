/// The store behind ``PickleDictionarySurvey`` and ``PickleTop``: keeps only a tag of each value:
/// what it is, not what is in it. It surveys one dictionary, the first that begins at the bottom of
/// the stack.
struct PickleTagStore: PickleStore {
  typealias Stack = PickleStack<UInt64>

  private let bytes: [UInt8]
  private let onEntry: ([Int]?, Int?) -> Void
  private(set) var globals: PickleGlobalTable
  /// The integers of the current key; kept, so that keys do not allocate.
  private var key = PickleIntegerTuple()
  /// How many bytes may still be looked at to read keys once more. A writer makes each key once; two bytes
  /// that bring one back are not to cost as much as the key is long, again and again.
  private var bytesLeft: Int
  /// Whether the one dictionary has begun.
  private var hasDictionary = false

  /// - Parameter onEntry: called for each entry of the dictionary; see
  ///   ``PickleDictionarySurvey/survey(_:classes:limits:onEntry:)``.
  init(
    bytes: [UInt8], classes: [PickleGlobal],
    onEntry: @escaping (_ key: [Int]?, _ classIndex: Int?) -> Void = { _, _ in }
  ) {
    self.bytes = bytes
    bytesLeft = PickleTagStore.readings * bytes.count
    self.onEntry = onEntry
    globals = PickleGlobalTable(classes: classes)
  }

  /// How many times as long as the pickle is, all keys together may be.
  private static let readings = 16

  static var none: UInt64 { PickleTag(.none).raw }

  static func bool(_ value: Bool) -> UInt64 { PickleTag(.bool).raw }

  func kind(of value: UInt64) -> PickleKind { PickleTag(raw: value).kind }

  mutating func integer(_ argument: PickleArgument, _ stack: inout Stack) -> UInt64 {
    PickleTag(.integer, stack.offset).raw
  }

  mutating func float(_ value: Double, _ stack: inout Stack) -> UInt64 { PickleTag(.float).raw }

  mutating func bytes(
    _ range: Range<Int>, as kind: PickleKind, _ stack: inout Stack
  ) -> UInt64 {
    PickleTag(kind, stack.offset).raw
  }

  /// The text is decoded to find faults, and to tell a string of Python 2 from bytes.
  mutating func escapedText(
    _ line: Range<Int>, _ stack: inout Stack
  ) throws(PickleError) -> UInt64 {
    let isUnicode = stack.opcode == .unicode
    let room = isUnicode ? 2 * line.count : line.count
    try stack.ensureRoom(room)
    var text: [UInt8] = []
    text.reserveCapacity(room)
    let isWellFormed =
      isUnicode
      ? PickleText.unescape(bytes[line], into: &text)
      : PickleText.unquote(bytes[line], into: &text)
    guard isWellFormed else { throw stack.failure(.malformedText(stack.opcode)) }
    let isString = isUnicode || text.allSatisfy { $0 < 0x80 }
    return PickleTag(isString ? .string : .bytes, stack.offset).raw
  }

  mutating func empty(_ kind: PickleKind, _ stack: inout Stack) -> UInt64 {
    switch kind {
    case .tuple: return PickleTag(.tuple, PickleTag.emptyTuple).raw
    case .dictionary where !hasDictionary && stack.count == 0 && stack.marks.isEmpty:
      hasDictionary = true
      return PickleTag(.dictionary, PickleTag.surveyedDictionary).raw
    default: return PickleTag(kind).raw
    }
  }

  mutating func container(
    _ kind: PickleKind, from start: Int, _ stack: inout Stack
  ) throws(PickleError) -> UInt64 {
    switch kind {
    case .tuple: return tuple(from: start, stack).raw
    // Protocol 0 writes an empty dictionary and sets its items later, but others may not.
    case .dictionary where !hasDictionary && start == 0 && stack.marks.isEmpty:
      hasDictionary = true
      try report(from: start, stack)
      return PickleTag(.dictionary, PickleTag.surveyedDictionary).raw
    default: return PickleTag(kind).raw
    }
  }

  /// A tuple is readable if the instructions right before it push its integers: then the offset of
  /// the first is all that needs to be kept.
  private mutating func tuple(from start: Int, _ stack: borrowing Stack) -> PickleTag {
    guard start < stack.count else { return PickleTag(.tuple, PickleTag.emptyTuple) }
    let first = PickleTag(raw: stack.values[start])
    guard first.kind == .integer,
      key.read(
        stack.count - start, from: first.payload, to: stack.offset, in: bytes)
    else { return PickleTag(.tuple, PickleTag.unreadableTuple) }
    return PickleTag(.tuple, first.payload + PickleTag.tupleOffset)
  }

  mutating func addItems(to target: UInt64, from start: Int, _ stack: inout Stack) {}

  mutating func setItems(
    of target: UInt64, from start: Int, _ stack: inout Stack
  ) throws(PickleError) {
    let target = PickleTag(raw: target)
    if target.kind == .dictionary, target.payload == PickleTag.surveyedDictionary {
      try report(from: start, stack)
    }
  }

  /// Reports the pairs from `start` on.
  private mutating func report(
    from start: Int, _ stack: borrowing Stack
  ) throws(PickleError) {
    for position in stride(from: start, to: stack.count, by: 2) {
      let value = PickleTag(raw: stack.values[position + 1])
      let classIndex = value.kind == .object ? globals.classIndex(value.payload) : nil
      let isReadable = readKey(PickleTag(raw: stack.values[position]))
      guard bytesLeft > 0 else { throw stack.failure(.limitReached(.values)) }
      onEntry(isReadable ? key.values : nil, classIndex)
    }
  }

  private mutating func readKey(_ tag: PickleTag) -> Bool {
    guard tag.kind == .tuple else { return false }
    switch tag.payload {
    case PickleTag.unreadableTuple: return false
    case PickleTag.emptyTuple:
      key.removeAll()
      return true
    default:
      let isReadable = key.read(from: tag.payload - PickleTag.tupleOffset, in: bytes)
      bytesLeft -= key.byteCount
      return isReadable
    }
  }

  mutating func global(
    module: Range<Int>, name: Range<Int>, _ stack: inout Stack
  ) throws(PickleError) -> UInt64 {
    guard globals.count < PickleGlobalTable.largestCount else {
      throw stack.failure(.limitReached(.values))
    }
    try stack.charge(PickleGlobalTable.rowBytes)
    return PickleTag(.global, globals.add(module: module, name: name, in: bytes)).raw
  }

  mutating func global(
    module: UInt64, name: UInt64, _ stack: inout Stack
  ) throws(PickleError) -> UInt64 {
    guard let module = text(PickleTag(raw: module)), let name = text(PickleTag(raw: name)) else {
      return PickleTag(.global).raw
    }
    return try global(module: module, name: name, &stack)
  }

  /// Where the bytes of a string are; nil for the text of protocol 0, whose end would have to be
  /// searched for again, and which no writer uses together with `STACK_GLOBAL`.
  private func text(_ tag: PickleTag) -> Range<Int>? {
    guard let opcode = PickleOpcode(rawValue: bytes[tag.payload]),
      opcode != .unicode, opcode != .string
    else { return nil }
    var cursor = PickleArgumentCursor(
      opcode: opcode, start: tag.payload, position: tag.payload + 1)
    guard case .bytes(let range) = try? cursor.argument(in: bytes) else { return nil }
    return range
  }

  mutating func extensionCode(_ code: Int, _ stack: inout Stack) -> UInt64 {
    PickleTag(.extensionCode).raw
  }

  mutating func persistentIdentifier(_ identifier: UInt64, _ stack: inout Stack) -> UInt64 {
    PickleTag(.persistentIdentifier).raw
  }

  /// An object has the name of what was called, if that has one.
  mutating func object(
    callable: UInt64, arguments: UInt64, keywordArguments: UInt64, _ stack: inout Stack
  ) -> UInt64 {
    let callable = PickleTag(raw: callable)
    return PickleTag(.object, callable.kind == .global ? callable.payload : 0).raw
  }

  mutating func setState(of target: UInt64, from start: Int, _ stack: inout Stack) {}

  mutating func buffer(_ stack: inout Stack) -> UInt64 { PickleTag(.buffer).raw }

  mutating func readOnlyBuffer(_ buffer: UInt64, _ stack: inout Stack) -> UInt64 { buffer }
}
