/// A handle on one value of a ``PickleDocument``. Two handles are equal if they mean one and the
/// same Python object, except for none, truth values and the integers from 0 to 255, which are
/// always shared.
public struct PickleReference: Hashable, Sendable {
  let index: UInt32
}

/// One value of a pickle, as data: no class is looked up and nothing is called. Containers hold
/// references, so that a value that contains itself stays finite; a walk over them has to keep
/// track of where it is, and to bound its depth.
public enum PickleValue: Equatable, Sendable {
  /// `None`.
  case none
  /// `True` or `False`.
  case bool(Bool)
  /// An integer of any size.
  case integer(PickleInteger)
  /// A float.
  case float(Double)
  /// A `str`: UTF-8 as it is in the file, not validated. Python writes lone surrogates as three
  /// bytes each. A Python 2 string is here when it is ASCII, as Python 3 loads it.
  case string(ArraySlice<UInt8>)
  /// `bytes`, or a Python 2 string with bytes above 127, which Python 3 refuses by default.
  case bytes(ArraySlice<UInt8>)
  /// A `bytearray`.
  case byteArray(ArraySlice<UInt8>)
  /// A `list`.
  case list([PickleReference])
  /// A `tuple`.
  case tuple([PickleReference])
  /// A `dict`: keys and values in the order in which the pickle sets them. Keys are not compared;
  /// if some are equal, the last counts.
  case dictionary([PickleEntry])
  /// A `set`, in the order of the file.
  case set([PickleReference])
  /// A `frozenset`, in the order of the file.
  case frozenSet([PickleReference])
  /// A class or function by its name.
  case global(PickleGlobal)
  /// An instance, or what some other call would have returned.
  case object(PickleObject)
  /// An object that the writer kept elsewhere, by the identifier that it chose (a string in
  /// protocol 0).
  case persistentIdentifier(PickleReference)
  /// A class or function by its code in the `copyreg` extension registry, at least 1.
  case extensionCode(Int)
  /// Buffer number `index`, from 0, of those that the writer handed out (PEP 574).
  case buffer(index: Int, isReadOnly: Bool)
}

/// A key and its value.
public struct PickleEntry: Equatable, Sendable {
  /// The key.
  public let key: PickleReference
  /// The value.
  public let value: PickleReference

  /// A key and a value, which may stand in different places.
  public init(key: PickleReference, value: PickleReference) {
    self.key = key
    self.value = value
  }
}

/// The name of a class or function. Bytes that are not UTF-8 are replaced, so they equal no name
/// that a program would look for.
public struct PickleGlobal: Hashable, Sendable {
  /// The module, such as `pipefunc.exceptions`.
  public let module: String
  /// The name in the module; dotted for nested classes from protocol 4 on.
  public let name: String

  /// The name `name` in the module `module`.
  public init(module: String, name: String) {
    self.module = module
    self.name = name
  }
}

/// A call that Python would have made, and what it would have done with the result. Calls of a
/// class itself (`REDUCE`, `OBJ`, `INST`) and of its `__new__` (`NEWOBJ`, `NEWOBJ_EX`) are not
/// distinguished.
public struct PickleObject: Equatable, Sendable {
  /// The class or callable: in real pickles a global, an extension code, or an object.
  public let callable: PickleReference
  /// The arguments: in real pickles a tuple.
  public let arguments: PickleReference
  /// The keyword arguments of `NEWOBJ_EX`: in real pickles a dictionary.
  public let keywordArguments: PickleReference?
  /// What `BUILD` set, in order. Python writes at most one; it is a dictionary, or a tuple of two
  /// dictionaries where a class has slots, or whatever the class defines.
  public let states: [PickleReference]
  /// What `APPEND`, `APPENDS` and `ADDITEMS` added, in order.
  public let listItems: [PickleReference]
  /// What `SETITEM` and `SETITEMS` set, in order.
  public let dictionaryItems: [PickleEntry]

  /// The state that counts: the last one set.
  public var state: PickleReference? { states.last }
}
