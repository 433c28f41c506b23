import FileFormats

/// A value that a producer stored, as inert data: nothing of it was ever called.
public indirect enum StoredValue: Sendable {
  /// `None`, or a JSON `null`.
  case none
  /// A truth value.
  case bool(Bool)
  /// An integer of any size, in decimal digits.
  case integer(String)
  /// A floating-point number.
  case float(Double)
  /// A complex number.
  case complex(Double, Double)
  /// A text.
  case string(JSONString)
  /// Bytes, as many as are shown, and their total number.
  case bytes([UInt8], count: Int)
  /// A list: the elements that are shown, and their total number.
  case list([StoredValue], count: Int)
  /// A tuple, in the same way.
  case tuple([StoredValue], count: Int)
  /// A set, in the same way, in the order in which it was stored.
  case set([StoredValue], count: Int)
  /// A dictionary, in the same way, in the order in which it was stored.
  case dictionary([(key: StoredValue, value: StoredValue)], count: Int)
  /// A date, a time of day, or both, in ISO 8601.
  case moment(JSONString)
  /// A span of time in seconds.
  case duration(Double)
  /// An array of numbers or objects: element type in numpy's notation, shape, and the elements in C
  /// order, as many as are shown.
  case array(type: JSONString, shape: [Int], elements: [StoredValue], count: Int)
  /// An element that numpy has masked.
  case masked
  /// The elements of an output in C order, as many as are shown, with missing and failed ones among
  /// them; the size along each dimension, and how many there are.
  case elements([StoredValue], shape: [Int], count: Int)
  /// An element of an array that is not stored.
  case missing
  /// An element that failed: class and message, which is nil if it can't be told.
  case failure(type: JSONString, message: JSONString?)
  /// A class or a function, by name.
  case global(JSONString)
  /// An instance of any other class: the class, and what is known about the instance.
  case object(type: JSONString, parts: [(name: JSONString, value: StoredValue)])
  /// A value of a kind that has a documented form of its own, and its parts.
  case tagged(StoredForm, StoredMembers)
  /// A reference to a value that contains this one: how many levels up that is.
  case cycle(levelsUp: Int)
  /// A value that is nested too deeply to be shown, or that no longer fits in the answer.
  case elided
  /// A value that can't be read, and why.
  case unreadable(InspectionError)
}

/// The named parts of a stored value. Each name occurs once.
public struct StoredMembers: Sendable, ExpressibleByDictionaryLiteral {
  /// The parts in order.
  public private(set) var list: [(name: JSONString, value: StoredValue)]

  /// Parts from a literal.
  public init(dictionaryLiteral parts: (JSONString, StoredValue)...) {
    list = parts.map { ($0.0, $0.1) }
  }

  /// Adds a part.
  mutating func add(_ name: JSONString, _ value: StoredValue) {
    list.append((name, value))
  }

  /// The part with this name; nil if there is none.
  subscript(name: JSONString) -> StoredValue? {
    list.last { $0.name == name }?.value
  }
}

extension StoredValue: ExpressibleByStringLiteral {
  /// A text from a literal.
  public init(stringLiteral text: StaticString) {
    self = .string(JSONString(stringLiteral: text))
  }
}
