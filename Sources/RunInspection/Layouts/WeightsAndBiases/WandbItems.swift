import FileFormats

/// Values by their names, as W&B stores its config, its summary and the rows of its history: each as JSON.
/// A later value replaces an earlier one of the same name.
struct WandbItems {
  /// The most names that are kept, and the most bytes of their values.
  static let mostItems = 50_000
  static let mostBytes = 1 << 24

  /// A value as it is stored.
  enum Value {
    case json([UInt8])
    case bool(Bool)
    case integer(Int)
    case number(Double)
    case text([UInt8])
    case none
  }

  private(set) var values: [JSONString: Value] = [:]
  /// Whether values were left out because there are too many.
  private(set) var isCut = false
  private var byteCount = 0

  var isEmpty: Bool { values.isEmpty }

  /// The names, in code point order, without W&B's own.
  var names: [JSONString] { values.keys.filter { !WandbItems.isInternal($0) }.sorted() }

  private static func isInternal(_ name: JSONString) -> Bool {
    let bytes = name.bytes
    return bytes == Array("_wandb".utf8) || bytes.starts(with: "_wandb.".utf8)
  }

  /// Takes what a later part of the log tells.
  mutating func take(later: WandbItems) {
    // In an order of their own, so that it is always the same ones that there is no room for.
    for (name, value) in later.values.sorted(by: { $0.key < $1.key }) { set(name, value) }
    isCut = isCut || later.isCut
  }

  /// Takes the items of a message: updates or the columns of a row in its field 1, in a summary or a config
  /// removals in its field 2.
  mutating func take(_ message: WandbMessage, hasRemovals: Bool) {
    message.forEach { number, value in
      guard let item = message.message(value) else { return }
      if number == 1 { takeItem(item) }
      if number == 2, hasRemovals, let name = WandbItems.name(of: item) { remove(name) }
    }
  }

  private mutating func takeItem(_ item: WandbMessage) {
    guard let name = WandbItems.name(of: item) else { return }
    var found = Value.none
    item.forEach { number, value in
      switch (number, value) {
      case (3, _): found = .none
      case (4, .number(let bits)): found = .bool(bits != 0)
      // A `sint64` is encoded in zigzag.
      case (5, .number(let bits)):
        found = .integer(Int(bitPattern: UInt(bits >> 1)) ^ -Int(bits & 1))
      case (6, .fixed64(let bits)): found = .number(Double(bitPattern: bits))
      case (7, .bytes): found = .text(item.contents(value).map { Array($0) } ?? [])
      case (8, .bytes), (16, .bytes): found = .json(item.contents(value).map { Array($0) } ?? [])
      default: break
      }
    }
    set(name, found)
  }

  private mutating func set(_ name: JSONString, _ value: Value) {
    remove(name)
    let size = WandbItems.size(of: value) + name.bytes.count
    guard values.count < WandbItems.mostItems, byteCount + size <= WandbItems.mostBytes else {
      isCut = true
      return
    }
    byteCount += size
    values[name] = value
  }

  private mutating func remove(_ name: JSONString) {
    guard let old = values.removeValue(forKey: name) else { return }
    byteCount -= WandbItems.size(of: old) + name.bytes.count
  }

  private static func size(of value: Value) -> Int {
    switch value {
    case .json(let bytes), .text(let bytes): bytes.count
    case .bool, .integer, .number, .none: 8
    }
  }

  /// The name in field 1, or the names of the levels in field 2, joined by dots.
  private static func name(of item: WandbMessage) -> JSONString? {
    var levels: [[UInt8]] = []
    var key: JSONString?
    item.forEach { number, value in
      if number == 1 { key = item.text(value) }
      if number == 2, levels.count < 64, let level = item.contents(value) {
        levels.append(Array(level))
      }
    }
    if let key { return key }
    guard !levels.isEmpty else { return nil }
    let joined = Array(levels.joined(separator: [UInt8(ascii: ".")]))
    return JSONString(String(decoding: joined, as: UTF8.self))
  }

  /// The value with this name; nil if there is none.
  func value(_ name: JSONString, _ json: StoredJSON) -> StoredValue? {
    switch values[name] {
    case nil: return nil
    case .json(let bytes): return json.value(text: bytes)
    case .bool(let value): return .bool(value)
    case .integer(let value): return .integer("\(value)")
    case .number(let value): return .float(value)
    case .text(let bytes): return .string(JSONString(String(decoding: bytes, as: UTF8.self)))
    case .some(.none): return StoredValue.none
    }
  }

  /// The number with this name; nil if there is none.
  func number(_ name: JSONString) -> Double? {
    switch value(name, StoredJSON(limit: 1)) {
    case .integer(let digits): Double(digits)
    case .float(let number): number
    default: nil
    }
  }
}
