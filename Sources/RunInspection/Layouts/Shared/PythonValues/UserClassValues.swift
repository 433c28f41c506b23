import FileFormats

/// Instances of classes that a pickle holds by value, and those classes and functions themselves:
/// members of enumerations, dataclasses and named tuples by their fields (CPython 3.11 `enum.py`,
/// `dataclasses.py`, `collections.namedtuple`).
enum UserClassValues {
  /// The value of a call; nil where it is of another class or not as Python writes it.
  static func value(of call: PythonCall, in reader: inout PickleValueReader) -> StoredValue? {
    if let function = function(call, in: &reader) { return function }
    if let userClass = reader.classes.userClass(call.reference) {
      return reader.global(userClass.name)
    }
    guard let userClass = reader.classes.userClass(call.callable) else { return nil }
    if let members = userClass.members {
      return member(of: userClass, members, call, in: &reader)
    }
    switch fields(of: call.callable, in: &reader) {
    case .namedTuple(let names): return namedTuple(call, names, in: &reader)
    case .dataclass(let names): return dataclass(call, names, in: &reader)
    case .none: return nil
    }
  }

  /// A function that is stored by value: its name, and where its source is.
  private static func function(
    _ call: PythonCall, in reader: inout PickleValueReader
  ) -> StoredValue? {
    guard call.name.name == "_make_function",
      let name = FunctionName.global(of: call.reference, in: &reader.classes)
    else { return nil }
    let dotted = JSONString(name.dotted)
    guard let place = FunctionName.place(of: call.reference, in: reader.document) else {
      return reader.global(name)
    }
    guard reader.budget.take(text: dotted), reader.budget.take(text: place.file) else {
      return .elided
    }
    return .tagged(
      .global,
      [
        "name": .string(dotted), "file": .string(place.file),
        "line": place.line.map { .integer("\($0)") } ?? .none,
      ])
  }

  // MARK: - Enumerations

  private static func member(
    of userClass: UserClasses.UserClass, _ members: PickleReference, _ call: PythonCall,
    in reader: inout PickleValueReader
  ) -> StoredValue? {
    guard call.argumentCount == 1, let value = call.arguments.first else { return nil }
    let names = reader.memory.members[members] ?? MemberNames(members, in: reader.document)
    reader.memory.members[members] = names
    let name =
      names.name(ofValue: value, in: reader.document).map { reader.value(of: $0) }
      ?? flagNames(userClass, names.entries, value, in: &reader).map { reader.text($0[...]) }
    let type = JSONString(userClass.name.dotted)
    guard reader.budget.take(text: type) else { return .elided }
    return .tagged(
      .enumeration,
      [
        "class": .string(type), "name": name ?? .none, "value": reader.value(of: value),
      ])
  }

  /// The names of the single flags that a value is made of, in the order of their definition
  /// (CPython 3.11, `Flag.name`).
  private static func flagNames(
    _ userClass: UserClasses.UserClass, _ entries: [PickleEntry], _ value: PickleReference,
    in reader: inout PickleValueReader
  ) -> [UInt8]? {
    let document = reader.document
    let isFlag = userClass.bases.contains {
      document.global($0).map { $0.module == "enum" && $0.name.hasSuffix("Flag") } ?? false
    }
    guard isFlag, var rest = document.integer(value), rest > 0,
      reader.budget.take(entries.count)
    else { return nil }
    var names: [UInt8] = []
    for entry in entries {
      guard let bit = document.integer(entry.value), bit > 0, bit & (bit - 1) == 0,
        rest & bit != 0, let name = document.textBytes(of: entry.key), name.count <= 1_024
      else { continue }
      rest &= ~bit
      names += (names.isEmpty ? [] : [UInt8(ascii: "|")]) + name
    }
    return rest == 0 && !names.isEmpty ? names : nil
  }

  // MARK: - Named tuples and dataclasses

  private static func fields(
    of userClass: PickleReference, in reader: inout PickleValueReader
  ) -> UserClasses.Fields {
    if let known = reader.classes.fields[userClass] { return known }
    let found =
      reader.classes.search(userClass) { document, userClass, _ in
        userClass.flatMap { fields(of: $0, in: document) }
      } ?? .none
    reader.classes.fields[userClass] = found
    return found
  }

  private static func fields(
    of userClass: UserClasses.UserClass, in document: PickleDocument
  ) -> UserClasses.Fields? {
    if let names = userClass.attributes.attribute("_fields", in: document),
      case .tuple = document.outline(of: names)
    {
      return .namedTuple(document.first(PythonCall.mostAttributes, of: .items, in: names))
    }
    let fields = userClass.attributes.attribute("__dataclass_fields__", in: document)
    return document.attributes(fields).map { fields in
      .dataclass(fields.filter { isField($0.value, in: document) }.map(\.key))
    }
  }

  /// Whether an entry of `__dataclass_fields__` is a field of instances, and not of the class alone
  /// (CPython 3.11, `dataclasses.fields`): cloudpickle writes its kind as
  /// `_get_dataclass_field_type_sentinel("_FIELD")`.
  private static func isField(_ field: PickleReference, in document: PickleDocument) -> Bool {
    guard let state = document.call(field)?.state,
      let pair = document.tuple(state, count: 2), case .dictionary = document.outline(of: pair[1]),
      let kind = document.firstEntries(32, of: .items, in: pair[1])
        .attribute("_field_type", in: document),
      let call = document.call(kind),
      let name = document.first(1, of: .items, in: call.arguments).first
    else { return true }
    return document.isText(name, "_FIELD")
  }

  private static func namedTuple(
    _ call: PythonCall, _ names: [PickleReference], in reader: inout PickleValueReader
  ) -> StoredValue? {
    guard call.argumentCount == names.count else { return nil }
    let values = call.arguments(names.count, in: reader.document)
    let fields = zip(names, values).map { PickleEntry(key: $0, value: $1) }
    return instance(.namedTuple, call, fields, in: &reader)
  }

  private static func dataclass(
    _ call: PythonCall, _ names: [PickleReference], in reader: inout PickleValueReader
  ) -> StoredValue? {
    let document = reader.document
    guard call.argumentCount == 0 else { return nil }
    guard let state = call.state else { return instance(.dataclass, call, [], in: &reader) }
    // Frozen ones with slots list the values of their fields (`_dataclass_getstate`).
    if case .list = document.outline(of: state) {
      let values = document.first(names.count + 1, of: .items, in: state)
      guard values.count == names.count else { return nil }
      let fields = zip(names, values).map { PickleEntry(key: $0, value: $1) }
      return instance(.dataclass, call, fields, in: &reader)
    }
    return call.knownAttributes(in: document).map {
      instance(.dataclass, call, $0, in: &reader)
    }
  }

  private static func instance(
    _ type: StoredForm, _ call: PythonCall, _ fields: [PickleEntry],
    in reader: inout PickleValueReader
  ) -> StoredValue {
    let name = JSONString(call.name.dotted)
    guard reader.budget.take(text: name) else { return .elided }
    return .tagged(
      type,
      [
        "class": .string(name),
        "fields": .dictionary(reader.pairs(fields), count: fields.count),
      ])
  }
}
