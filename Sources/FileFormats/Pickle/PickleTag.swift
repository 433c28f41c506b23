/// The kind of a value in a pickle.
public enum PickleKind: UInt8, Sendable {
  case none, bool, integer, float, string, bytes, byteArray
  case list, tuple, dictionary, set, frozenSet
  /// A class or function by its name.
  case global
  /// What a call would have returned; no call is made.
  case object
  case persistentIdentifier, extensionCode, buffer
}

/// A value reduced to its kind and one number, in 8 bytes.
struct PickleTag {
  let raw: UInt64

  init(raw: UInt64) {
    self.raw = raw
  }

  init(_ kind: PickleKind, _ payload: Int = 0) {
    raw = UInt64(kind.rawValue) | UInt64(truncatingIfNeeded: payload) << 8
  }

  var kind: PickleKind { PickleKind(rawValue: UInt8(truncatingIfNeeded: raw)) ?? .none }

  /// What the number means depends on the kind:
  /// - integer, string: the offset of the instruction that pushed it;
  /// - tuple: see ``unreadableTuple`` and the two constants below;
  /// - global, object: the place of its name in the table of globals, plus one; 0 without a name;
  /// - dictionary: ``surveyedDictionary`` for the one that is surveyed, else 0.
  var payload: Int { Int(raw >> 8) }

  static let surveyedDictionary = 1
  /// A tuple that does not consist of integers alone.
  static let unreadableTuple = 0
  static let emptyTuple = 1
  /// A tuple of integers has the offset of its first integer, plus this.
  static let tupleOffset = 2
}

/// The names of the globals that a survey has met, as ranges of the input.
struct PickleGlobalTable {
  private struct Row {
    let module: Range<Int>
    let name: Range<Int>
    /// Which of the classes of interest it is; -1 for none.
    let classIndex: Int
  }

  private let interest: [(module: [UInt8], name: [UInt8])]
  private var rows: [Row] = []

  /// Real pickles name each global once and refer to it by the memo.
  static let largestCount = 1 << 17
  static let rowBytes = MemoryLayout<Row>.stride * 3

  init(classes: [PickleGlobal]) {
    interest = classes.map { (module: Array($0.module.utf8), name: Array($0.name.utf8)) }
  }

  var count: Int { rows.count }

  /// Adds a global and returns the payload of its tag.
  mutating func add(module: Range<Int>, name: Range<Int>, in bytes: [UInt8]) -> Int {
    let found = interest.firstIndex {
      $0.name.elementsEqual(bytes[name]) && $0.module.elementsEqual(bytes[module])
    }
    rows.append(Row(module: module, name: name, classIndex: found ?? -1))
    return rows.count
  }

  /// Which class of interest the payload of a global or an object means.
  func classIndex(_ payload: Int) -> Int? {
    guard payload > 0, payload <= rows.count, rows[payload - 1].classIndex >= 0 else { return nil }
    return rows[payload - 1].classIndex
  }

  /// The name that the payload of a global or an object means.
  func name(_ payload: Int, in bytes: [UInt8]) -> PickleGlobal? {
    guard payload > 0, payload <= rows.count else { return nil }
    let row = rows[payload - 1]
    return PickleGlobal(
      module: String(decoding: bytes[row.module], as: UTF8.self),
      name: String(decoding: bytes[row.name], as: UTF8.self))
  }
}
