import FileFormats

/// The objects of PETsARD in a decoded pickle.
struct PetsardObjects {
  /// The kinds of records.
  enum Kind {
    case snapshot
    case timing
    case change
  }

  /// An object or a dictionary with its fields in order.
  struct Record {
    let className: String?
    let fields: [(name: JSONString, value: PickleReference)]
    let reference: PickleReference

    /// A field by its name.
    subscript(name: JSONString) -> PickleReference? {
      fields.last { $0.name == name }?.value
    }

    /// The kind of record that it is; nil for anything else. Dictionaries are recognised by their keys.
    var kind: Kind? {
      switch className {
      case "ExecutionSnapshot": return .snapshot
      case "TimingRecord": return .timing
      case "MetadataChange": return .change
      case nil: break
      default: return nil
      }
      if self["snapshot_id"] != nil { return .snapshot }
      if self["record_id"] != nil { return .timing }
      if self["change_id"] != nil { return .change }
      return self["diff"] != nil && self["module"] != nil ? .change : nil
    }
  }

  let document: PickleDocument

  /// An object of PETsARD, or a dictionary with string keys; nil for anything else.
  func record(_ reference: PickleReference) -> Record? {
    switch document[reference] {
    case .dictionary(let entries):
      return fields(entries).map { Record(className: nil, fields: $0, reference: reference) }
    case .object(let object):
      guard let name = className(of: object), name.module.split(separator: ".").first == "petsard",
        let state = object.state, let entries = attributes(state), let fields = fields(entries)
      else { return nil }
      return Record(className: name.name, fields: fields, reference: reference)
    default: return nil
    }
  }

  /// The records of one kind among items. An object that occurs twice is included once: the producer
  /// creates a new one each time, and many references to a large one would take forever.
  func records(_ items: [PickleReference], _ kind: Kind) -> [Record] {
    var seen: Set<PickleReference> = []
    return items.filter { seen.insert($0).inserted }.compactMap(record).filter { $0.kind == kind }
  }

  /// The items of a list, a tuple or a deque.
  func items(of reference: PickleReference) -> [PickleReference]? {
    switch document[reference] {
    case .list(let items), .tuple(let items): return items
    case .object(let object):
      guard document.className(of: object) == PickleGlobal(module: "collections", name: "deque")
      else { return nil }
      if object.listItems.isEmpty, case .tuple(let arguments) = document[object.arguments],
        let first = arguments.first, case .list(let items) = document[first]
      {
        return items
      }
      return object.listItems
    default: return nil
    }
  }

  /// The strings in a sequence; nil if it contains anything else.
  func texts(_ reference: PickleReference) -> [JSONString]? {
    guard let items = items(of: reference) else { return nil }
    let texts = items.compactMap(text)
    return texts.count == items.count ? texts : nil
  }

  /// The keys of a dictionary.
  func keys(_ reference: PickleReference) -> [JSONString]? {
    guard case .dictionary(let entries) = document[reference] else { return nil }
    return fields(entries)?.map(\.name)
  }

  /// The value as a string; nil for anything else.
  func text(_ reference: PickleReference) -> JSONString? {
    guard case .string(let bytes) = document[reference] else { return nil }
    return JSONString(generalisedUTF8: Array(bytes))
  }

  /// Whether there is a value other than `None`.
  func isSet(_ reference: PickleReference?) -> Bool {
    guard let reference, case .none = document[reference] else { return reference != nil }
    return false
  }

  /// Whether a value describes data: a Schema, or up to 1.5 a SchemaMetadata.
  func isSchema(_ reference: PickleReference) -> Bool {
    record(reference)?.className?.hasPrefix("Schema") ?? false
  }

  /// The class of an object; in protocols 0 and 1 `copyreg._reconstructor` is called with it.
  private func className(of object: PickleObject) -> PickleGlobal? {
    guard let name = document.className(of: object) else { return nil }
    guard name.name == "_reconstructor", case .tuple(let arguments) = document[object.arguments],
      let first = arguments.first, case .global(let actual) = document[first]
    else { return name }
    return actual
  }

  /// The attributes in the state of an object: a dictionary, or for a class with slots the second of
  /// two (CPython 3.11, `object.__reduce_ex__`).
  private func attributes(_ state: PickleReference) -> [PickleEntry]? {
    switch document[state] {
    case .dictionary(let entries): return entries
    case .tuple(let parts):
      guard parts.count == 2, case .dictionary(let entries) = document[parts[1]] else {
        return nil
      }
      return entries
    default: return nil
    }
  }

  private func fields(
    _ entries: [PickleEntry]
  ) -> [(name: JSONString, value: PickleReference)]? {
    var fields: [(name: JSONString, value: PickleReference)] = []
    for entry in entries {
      guard let name = text(entry.key) else { return nil }
      fields.append((name, entry.value))
    }
    return fields
  }
}
