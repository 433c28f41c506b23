/// Where a ``PickleMachine`` keeps what the instructions make. One store builds the values, another
/// keeps only what kind each value is; the rules of the instructions are the machine's alone.
///
/// Where a method takes `start`, it means the values on the stack from there on. The machine
/// removes them afterwards.
protocol PickleStore {
  /// What represents a value on the stack and in the memo.
  associatedtype Value: FixedWidthInteger & UnsignedInteger & Sendable
  typealias Stack = PickleStack<Value>

  /// `None`.
  static var none: Value { get }
  /// `True` or `False`.
  static func bool(_ value: Bool) -> Value
  /// What kind of value it is.
  func kind(of value: Value) -> PickleKind

  /// An integer of any size, as the scanner found it.
  mutating func integer(
    _ argument: PickleArgument, _ stack: inout Stack
  ) throws(PickleError) -> Value
  mutating func float(_ value: Double, _ stack: inout Stack) throws(PickleError) -> Value
  /// A string, bytes or a `bytearray` that needs no decoding.
  mutating func bytes(
    _ range: Range<Int>, as kind: PickleKind, _ stack: inout Stack
  ) throws(PickleError) -> Value
  /// The line of a `STRING` or of a `UNICODE` whose escapes have to be resolved.
  mutating func escapedText(
    _ line: Range<Int>, _ stack: inout Stack
  ) throws(PickleError) -> Value

  /// A list, tuple, dictionary or set without items.
  mutating func empty(_ kind: PickleKind, _ stack: inout Stack) throws(PickleError) -> Value
  /// A list, tuple, dictionary or frozen set of the values from `start` on.
  mutating func container(
    _ kind: PickleKind, from start: Int, _ stack: inout Stack
  ) throws(PickleError) -> Value
  /// Adds the values from `start` on to a list, a set or an object.
  mutating func addItems(
    to target: Value, from start: Int, _ stack: inout Stack
  ) throws(PickleError)
  /// Sets the values from `start` on, in pairs, in a dictionary or an object.
  mutating func setItems(
    of target: Value, from start: Int, _ stack: inout Stack
  ) throws(PickleError)

  /// A class or function by the lines that name it.
  mutating func global(
    module: Range<Int>, name: Range<Int>, _ stack: inout Stack
  ) throws(PickleError) -> Value
  /// A class or function by the two strings that name it.
  mutating func global(
    module: Value, name: Value, _ stack: inout Stack
  ) throws(PickleError) -> Value
  mutating func extensionCode(_ code: Int, _ stack: inout Stack) throws(PickleError) -> Value
  mutating func persistentIdentifier(
    _ identifier: Value, _ stack: inout Stack
  ) throws(PickleError) -> Value

  /// What a call would have returned. `keywordArguments` is ``none`` if there are none.
  mutating func object(
    callable: Value, arguments: Value, keywordArguments: Value, _ stack: inout Stack
  ) throws(PickleError) -> Value
  /// Sets the state of an object, the one value from `start` on.
  mutating func setState(
    of target: Value, from start: Int, _ stack: inout Stack
  ) throws(PickleError)

  /// The next of the buffers that the writer handed out.
  mutating func buffer(_ stack: inout Stack) throws(PickleError) -> Value
  mutating func readOnlyBuffer(
    _ buffer: Value, _ stack: inout Stack
  ) throws(PickleError) -> Value
}
