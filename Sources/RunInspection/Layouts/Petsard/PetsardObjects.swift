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
  private let known = Known()

  /// The most fields of a record; PETsARD's own have up to a dozen.
  static let mostFields = 64
  /// The most names in a sequence, or modules in a dictionary.
  static let mostNames = 10_000
  /// The most records of one kind; a workflow has one for each of its steps.
  static let mostRecords = 20_000
  /// The longest name, in bytes. Names are written wherever they are referred to.
  private static let longestName = 256
  /// The longest text that is read, in bytes.
  private static let longestText = 1 << 20

  /// What was read before: many places of a pickle can refer to one text or one state.
  private final class Known {
    var texts: [PickleReference: JSONString] = [:]
    var fields: [PickleReference: [(name: JSONString, value: PickleReference)]?] = [:]
    var exceeded: Int?
  }

  /// The limit that something had more entries than; nil if nothing was left out so far.
  var exceededLimit: Int? { known.exceeded }

  init(document: PickleDocument) {
    self.document = document
  }

  /// An object of PETsARD, or a dictionary with string keys; nil for anything else.
  ///
  /// - Parameter isWhole: whether all fields are wanted, as of the dictionary of all modules.
  func record(_ reference: PickleReference, isWhole: Bool = false) -> Record? {
    switch document.outline(of: reference) {
    case .dictionary:
      return fields(reference, isWhole).map {
        Record(className: nil, fields: $0, reference: reference)
      }
    case .object:
      guard let call = document.call(reference), let name = className(of: call),
        name.module.split(separator: ".").first == "petsard",
        let state = attributes(call.state), let fields = fields(state, isWhole)
      else { return nil }
      return Record(className: name.name, fields: fields, reference: reference)
    default: return nil
    }
  }

  /// The records of one kind among items. An object that occurs twice is included once: the producer
  /// creates a new one each time, and many references to a large one would take forever.
  func records(_ items: [PickleReference], _ kind: Kind) -> [Record] {
    var seen: Set<PickleReference> = []
    var records: [Record] = []
    for item in items where seen.insert(item).inserted {
      guard let record = record(item), record.kind == kind else { continue }
      records.append(record)
      // One more than are allowed tells that there are too many.
      if records.count > PetsardObjects.mostRecords { break }
    }
    return records
  }

  /// The items of a list, a tuple or a deque.
  func items(of reference: PickleReference) -> [PickleReference]? {
    switch document[reference] {
    case .list(let items), .tuple(let items): return items
    case .object(let object):
      guard document.className(of: object) == PickleGlobal(module: "collections", name: "deque")
      else { return nil }
      if object.listItems.isEmpty,
        let first = document.first(1, of: .items, in: object.arguments).first,
        case .list(let items) = document[first]
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
    guard items.count <= PetsardObjects.mostNames else {
      known.exceeded = PetsardObjects.mostNames
      return nil
    }
    let texts = items.compactMap(name)
    return texts.count == items.count ? texts : nil
  }

  /// The keys of a dictionary.
  func keys(_ reference: PickleReference) -> [JSONString]? {
    guard case .dictionary = document.outline(of: reference) else { return nil }
    return fields(reference, true)?.map(\.name)
  }

  /// The value as a string; nil for anything else.
  func text(_ reference: PickleReference) -> JSONString? {
    if let text = known.texts[reference] { return text }
    guard let bytes = document.textBytes(of: reference),
      bytes.count <= PetsardObjects.longestText
    else { return nil }
    let text = JSONString(generalisedUTF8: Array(bytes))
    known.texts[reference] = text
    return text
  }

  /// The value as the name of something; nil for anything else.
  func name(_ reference: PickleReference) -> JSONString? {
    guard let bytes = document.textBytes(of: reference),
      bytes.count <= PetsardObjects.longestName
    else { return nil }
    return text(reference)
  }

  /// Whether there is a value other than `None`.
  func isSet(_ reference: PickleReference?) -> Bool {
    reference.map { !document.isNone($0) } ?? false
  }

  /// Whether a value describes data: a Schema, or up to 1.5 a SchemaMetadata.
  func isSchema(_ reference: PickleReference) -> Bool {
    record(reference)?.className?.hasPrefix("Schema") ?? false
  }

  /// The class of an object; in protocols 0 and 1 `copyreg._reconstructor` is called with it.
  private func className(of call: PickleDocument.Call) -> PickleGlobal? {
    guard let name = document.global(call.callable) else { return nil }
    guard name.name == "_reconstructor",
      let first = document.first(1, of: .items, in: call.arguments).first
    else { return name }
    return document.global(first) ?? name
  }

  /// The attributes in the state of an object: a dictionary, or for a class with slots the second of
  /// two (CPython 3.11, `object.__reduce_ex__`).
  private func attributes(_ state: PickleReference?) -> PickleReference? {
    guard let state else { return nil }
    switch document.outline(of: state) {
    case .dictionary: return state
    case .tuple:
      let parts = document.first(3, of: .items, in: state)
      guard parts.count == 2, case .dictionary = document.outline(of: parts[1]) else { return nil }
      return parts[1]
    default: return nil
    }
  }

  /// The keys of a dictionary with their values; nil if one of them is no text.
  private func fields(
    _ dictionary: PickleReference, _ isWhole: Bool
  ) -> [(name: JSONString, value: PickleReference)]? {
    if !isWhole, let fields = known.fields[dictionary] { return fields }
    let most = isWhole ? PetsardObjects.mostNames : PetsardObjects.mostFields
    var fields: [(name: JSONString, value: PickleReference)]? = []
    // One more than are allowed tells that there are too many.
    for entry in document.firstEntries(most + 1, of: .items, in: dictionary) {
      guard fields?.count ?? 0 < most else {
        known.exceeded = most
        break
      }
      guard let name = name(entry.key) else {
        fields = nil
        break
      }
      fields?.append((name, entry.value))
    }
    if !isWhole { known.fields[dictionary] = .some(fields) }
    return fields
  }
}
