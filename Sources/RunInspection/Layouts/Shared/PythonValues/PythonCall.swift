import FileFormats

/// A call in a pickle, as its owner would name it: what is called may be given by name, by value, or
/// by way of one of Python's helpers (CPython 3.11, `copyreg.py`).
struct PythonCall {
  /// The object that the call gives.
  let reference: PickleReference
  /// The class or function that is called.
  private(set) var callable: PickleReference
  /// Its name; of the class where a helper makes an instance.
  private(set) var name: PickleGlobal
  /// The first arguments, enough to know every call that has a form of its own.
  private(set) var arguments: [PickleReference]
  /// How many arguments there are.
  private(set) var argumentCount: Int
  private(set) var keywordArguments: PickleReference?
  let state: PickleReference?
  /// Where all arguments are, and how many of them belong to the helper.
  private var whole: (tuple: PickleReference, skipped: Int)

  /// The most attributes of an object whose class is known. One with more is shown by its parts.
  static let mostAttributes = 1_000
  /// How many arguments are read at least, and the most that a helper takes for itself.
  static let fewArguments = 8
  private static let mostSkipped = 3

  /// The call that gives an object; nil for other values.
  init?(_ reference: PickleReference, in reader: inout PickleValueReader) {
    let document = reader.document
    guard let call = document.call(reference) else { return nil }
    self.reference = reference
    callable = call.callable
    name = reader.classes.name(of: call.callable)
    arguments = document.first(
      PythonCall.fewArguments + PythonCall.mostSkipped, of: .items, in: call.arguments)
    argumentCount = reader.count(of: .items, in: call.arguments)
    keywordArguments = call.keywordArguments
    state = call.state
    whole = (call.arguments, 0)
    guard name.module == "copyreg" || name.module == "copy_reg", let actual = arguments.first
    else { return }
    switch name.name {
    case "_reconstructor":
      // A class, the built-in class that it is made of, and the value of that.
      let base = arguments.count > 1 ? document.global(arguments[1]) : nil
      skip(base?.name == "object" ? 3 : 2)
    case "__newobj__": skip(1)
    case "__newobj_ex__" where argumentCount == 3:
      keywordArguments = arguments[2]
      whole = (arguments[1], 0)
      argumentCount = reader.count(of: .items, in: whole.tuple)
      arguments = document.first(PythonCall.fewArguments, of: .items, in: whole.tuple)
    default: return
    }
    callable = actual
    name = reader.classes.name(of: actual)
  }

  private mutating func skip(_ count: Int) {
    arguments = Array(arguments.dropFirst(count))
    argumentCount = max(0, argumentCount - count)
    whole.skipped = count
  }

  /// The first arguments, as many as are asked for.
  func arguments(_ limit: Int, in document: PickleDocument) -> [PickleReference] {
    guard limit > arguments.count, argumentCount > arguments.count else {
      return Array(arguments.prefix(limit))
    }
    let (end, overflow) = limit.addingReportingOverflow(whole.skipped)
    return Array(
      document.first(overflow ? .max : end, of: .items, in: whole.tuple).dropFirst(whole.skipped))
  }

  /// The attributes that were set, those in slots included; empty where the state is something else, or
  /// holds too many.
  func attributes(in document: PickleDocument) -> [PickleEntry] {
    knownAttributes(in: document) ?? []
  }

  /// The same; nil where the state is something else, or holds too many.
  func knownAttributes(in document: PickleDocument) -> [PickleEntry]? {
    document.attributes(state) ?? slots(in: document)
  }

  /// The attributes of a class with slots, whose state is a pair: a dictionary or none, and a
  /// dictionary of the slots (CPython 3.11, `object.__reduce_ex__`); nil for any other state.
  func slots(in document: PickleDocument) -> [PickleEntry]? {
    guard let state, case .tuple = document.outline(of: state) else { return nil }
    let pair = document.first(3, of: .items, in: state)
    guard pair.count == 2, let inSlots = document.attributes(pair[1]) else { return nil }
    if document.isNone(pair[0]) { return inSlots }
    return document.attributes(pair[0]).map { $0 + inSlots }
  }
}

extension [PickleEntry] {
  /// The value of the attribute of a name: of equal names the last one counts.
  func attribute(_ name: String, in document: PickleDocument) -> PickleReference? {
    last { document.isText($0.key, name) }?.value
  }
}

extension PickleDocument {
  /// The items of a tuple, if there are `count` of them.
  func tuple(_ reference: PickleReference, count: Int) -> [PickleReference]? {
    guard case .tuple = outline(of: reference) else { return nil }
    let items = first(count + 1, of: .items, in: reference)
    return items.count == count ? items : nil
  }

  /// The attributes in a dictionary; nil for anything else, and where there are too many.
  func attributes(_ reference: PickleReference?) -> [PickleEntry]? {
    guard let reference, case .dictionary = outline(of: reference) else { return nil }
    let entries = firstEntries(PythonCall.mostAttributes + 1, of: .items, in: reference)
    return entries.count > PythonCall.mostAttributes ? nil : entries
  }

  /// An integer that fits in a machine word.
  func integer(_ reference: PickleReference) -> Int? {
    guard case .plain(.integer(.small(let number))) = outline(of: reference) else { return nil }
    return number
  }

  /// Whether a value is `None`.
  func isNone(_ reference: PickleReference) -> Bool {
    if case .plain(.none) = outline(of: reference) { return true }
    return false
  }

  /// The items of a list or a tuple, as many as are asked for; nil for anything else.
  func sequence(_ reference: PickleReference, atMost limit: Int) -> [PickleReference]? {
    switch outline(of: reference) {
    case .list, .tuple: first(limit, of: .items, in: reference)
    default: nil
    }
  }
}
