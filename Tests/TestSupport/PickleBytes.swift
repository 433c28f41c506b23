/// Writes pickles of protocol 5 that no honest program would write.
public struct PickleBytes: Sendable, ExpressibleByStringLiteral {
  /// The instructions.
  public var bytes: [UInt8]

  /// Instructions as they are.
  public init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// A text.
  public init(stringLiteral text: String) {
    self = .text(text)
  }

  /// The pickle of a value, from its first byte to its last.
  public var pickle: [UInt8] { [0x80, 5] + bytes + [0x2E] }

  /// `None`.
  public static let none = PickleBytes([0x4E])

  /// A text.
  public static func text(_ text: String) -> PickleBytes {
    let utf8 = Array(text.utf8)
    return PickleBytes([0x58] + number(utf8.count, 4) + utf8)
  }

  /// Bytes.
  public static func bytes(_ bytes: [UInt8]) -> PickleBytes {
    PickleBytes([0x42] + number(bytes.count, 4) + bytes)
  }

  /// An integer.
  public static func integer(_ value: Int) -> PickleBytes {
    PickleBytes([0x8A, 8] + number(value, 8))
  }

  /// An integer in two's complement.
  public static func integer(twosComplement bytes: [UInt8]) -> PickleBytes {
    PickleBytes([0x8B] + number(bytes.count, 4) + bytes)
  }

  /// A floating-point number.
  public static func float(_ value: Double) -> PickleBytes {
    PickleBytes([0x47] + number(Int(bitPattern: UInt(value.bitPattern)), 8).reversed())
  }

  /// A list.
  public static func list(_ items: [PickleBytes]) -> PickleBytes {
    PickleBytes([0x5D, 0x28] + items.flatMap(\.bytes) + [0x65])
  }

  /// A tuple.
  public static func tuple(_ items: PickleBytes...) -> PickleBytes {
    PickleBytes([0x28] + items.flatMap(\.bytes) + [0x74])
  }

  /// A dictionary.
  public static func dictionary(_ pairs: [(PickleBytes, PickleBytes)]) -> PickleBytes {
    PickleBytes([0x7D, 0x28] + pairs.flatMap { $0.0.bytes + $0.1.bytes } + [0x75])
  }

  /// A dictionary whose keys are texts.
  public static func fields(_ pairs: KeyValuePairs<String, PickleBytes>) -> PickleBytes {
    dictionary(pairs.map { (.text($0.key), $0.value) })
  }

  /// A class or a function by its name.
  public static func global(_ module: String, _ name: String) -> PickleBytes {
    PickleBytes([0x63] + Array("\(module)\n\(name)\n".utf8))
  }

  /// What calling something gives.
  public func called(_ arguments: PickleBytes...) -> PickleBytes {
    PickleBytes(bytes + [0x28] + arguments.flatMap(\.bytes) + [0x74, 0x52])
  }

  /// An instance of a class.
  public func instance(_ arguments: PickleBytes...) -> PickleBytes {
    PickleBytes(bytes + [0x28] + arguments.flatMap(\.bytes) + [0x74, 0x81])
  }

  /// An object with a state.
  public func with(state: PickleBytes) -> PickleBytes {
    PickleBytes(bytes + state.bytes + [0x62])
  }

  /// What an entry of the memo holds.
  public static func entry(_ number: Int) -> PickleBytes {
    PickleBytes([0x6A] + PickleBytes.number(number, 4))
  }

  /// Writes a value into an entry of the memo, and gives what follows.
  public func kept(_ number: Int, then next: PickleBytes) -> PickleBytes {
    PickleBytes(bytes + [0x72] + PickleBytes.number(number, 4) + [0x30] + next.bytes)
  }

  /// What a value becomes when it is wrapped again and again.
  public static func chain(_ count: Int, _ wrap: (PickleBytes) -> PickleBytes) -> PickleBytes {
    var chain = PickleBytes.none
    for number in 0..<count {
      // Each link is kept and referred to, so that the pickle grows with their number only.
      chain.bytes += [0x72] + PickleBytes.number(number, 4) + [0x30] + wrap(.entry(number)).bytes
    }
    return chain
  }

  /// A list of lists of one and the same value.
  public func repeated(_ outer: Int, _ inner: Int) -> PickleBytes {
    let line = PickleBytes.list(Array(repeating: .entry(900), count: inner))
    let lines = PickleBytes.list(Array(repeating: .entry(901), count: outer))
    return kept(900, then: line.kept(901, then: lines))
  }

  private static func number(_ value: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }
}
