import FileFormats

/// The classes and functions that a pickle holds by value: those of the user's own script or
/// notebook, which cloudpickle can't store by name. It stores a skeleton,
/// `_make_skeleton_class(type, NAME, bases, {"__module__": MODULE}, TRACKER, None)` or
/// `_make_skeleton_enum(bases, NAME, QUALIFIED_NAME, {MEMBER: VALUE}, MODULE, TRACKER, None)`, fills it
/// by `_class_setstate(CLASS, (ATTRIBUTES, {}))`, whose result it drops, and refers to the class from
/// then on (cloudpickle 2.2.1 to 3.1.2, `cloudpickle.py`).
struct UserClasses {
  /// A class that is stored by value.
  struct UserClass {
    let name: PickleGlobal
    let bases: [PickleReference]
    /// Names and values of the members; nil where the class is no enumeration.
    let members: PickleReference?
    /// What was set in the class.
    let attributes: [PickleEntry]
  }

  /// How the instances of a class hold their values.
  enum Fields {
    /// In order, under these names.
    case namedTuple([PickleReference])
    /// As attributes, of which these are declared.
    case dataclass([PickleReference])
    /// In no way that is known.
    case none
  }

  let document: PickleDocument
  /// The fields of each class that was asked for.
  var fields: [PickleReference: Fields] = [:]
  private var known: [PickleReference: UserClass?] = [:]
  private var names: [PickleReference: PickleGlobal] = [:]
  /// The state of each class and function that has one, once it was looked for.
  private var states: [PickleReference: PickleReference]?

  /// How many levels of classes are followed: bases of bases, attributes of attributes.
  private static let depthLimit = 16
  /// What stands for a name that nothing tells.
  static let unknown = PickleGlobal(module: "", name: "unknown")

  init(document: PickleDocument) {
    self.document = document
  }

  /// The name of what is called; `unknown` where nothing tells it.
  mutating func name(of callable: PickleReference) -> PickleGlobal {
    if let known = names[callable] { return known }
    let name = name(of: callable, depth: 0)
    names[callable] = name
    return name
  }

  private mutating func name(of callable: PickleReference, depth: Int) -> PickleGlobal {
    if let global = document.global(callable) { return global }
    if let userClass = userClass(callable) { return userClass.name }
    guard depth < UserClasses.depthLimit, let call = document.call(callable),
      let maker = document.global(call.callable)
    else { return UserClasses.unknown }
    let arguments = document.first(2, of: .items, in: call.arguments)
    switch maker.name {
    case "_builtin_type":
      // Types that have no name in any module, such as CodeType.
      guard let first = arguments.first, let name = document.text(of: first, atMost: 256) else {
        return UserClasses.unknown
      }
      return PickleGlobal(module: "types", name: name)
    case "getattr" where arguments.count == 2:
      guard let name = document.text(of: arguments[1], atMost: 256) else {
        return UserClasses.unknown
      }
      let owner = self.name(of: arguments[0], depth: depth + 1)
      return PickleGlobal(module: owner.module, name: String(owner.name.prefix(1_024)) + "." + name)
    case "_make_function":
      return FunctionName.global(of: callable, in: &self) ?? UserClasses.unknown
    default: return UserClasses.unknown
    }
  }

  /// The class that a reference stands for; nil where it is none that is stored by value.
  mutating func userClass(_ reference: PickleReference) -> UserClass? {
    if let known = known[reference] { return known }
    let found = read(reference)
    // Only what makes classes is kept: anything else is told apart as fast again.
    if found != nil { known[reference] = found }
    return found
  }

  private mutating func read(_ reference: PickleReference) -> UserClass? {
    guard let call = document.call(reference), let maker = document.global(call.callable) else {
      return nil
    }
    let arguments = document.first(7, of: .items, in: call.arguments)
    switch maker.name {
    case "_make_skeleton_class":
      guard arguments.count >= 4, let name = document.text(of: arguments[1], atMost: 1_024) else {
        return nil
      }
      let attributes = attributes(of: reference)
      let module =
        (document.attributes(arguments[3]) ?? []).attribute("__module__", in: document)
        ?? attributes.attribute("__module__", in: document)
      return UserClass(
        name: PickleGlobal(module: text(module) ?? "", name: name), bases: bases(arguments[2]),
        members: nil, attributes: attributes)
    case "_make_skeleton_enum":
      guard arguments.count >= 5,
        let name = document.text(of: arguments[2], atMost: 1_024)
          ?? document.text(of: arguments[1], atMost: 1_024)
      else { return nil }
      return UserClass(
        name: PickleGlobal(module: text(arguments[4]) ?? "", name: name),
        bases: bases(arguments[0]), members: arguments[3], attributes: attributes(of: reference))
    default: return nil
    }
  }

  private func bases(_ reference: PickleReference) -> [PickleReference] {
    document.sequence(reference, atMost: 64) ?? []
  }

  private func text(_ reference: PickleReference?) -> String? {
    reference.flatMap { document.text(of: $0, atMost: 1_024) }
  }

  /// What was set in a class after it was made.
  private mutating func attributes(of reference: PickleReference) -> [PickleEntry] {
    guard let state = state(of: reference) else { return [] }
    return document.sequence(state, atMost: 1).flatMap { document.attributes($0.first) } ?? []
  }

  /// What was set in a function after it was made: `_function_setstate(FUNCTION, (DICTIONARY,
  /// ATTRIBUTES))`.
  mutating func functionAttributes(of reference: PickleReference) -> [PickleEntry] {
    guard let state = state(of: reference), let parts = document.tuple(state, count: 2) else {
      return []
    }
    return document.attributes(parts[1]) ?? []
  }

  private mutating func state(of reference: PickleReference) -> PickleReference? {
    if states == nil {
      var found: [PickleReference: PickleReference] = [:]
      for call in document.calls(toAnyOf: ["_class_setstate", "_function_setstate"]) {
        guard let arguments = document.call(call)?.arguments else { continue }
        let parts = document.first(2, of: .items, in: arguments)
        if parts.count == 2 { found[parts[0]] = parts[1] }
      }
      states = found
    }
    return states?[reference]
  }

  /// The first of what a search finds in a class or in the classes that it is made of, nearest first.
  /// What is stored by name is given by its name only.
  mutating func search<Found>(
    _ reference: PickleReference,
    _ test: (PickleDocument, UserClass?, PickleGlobal?) -> Found?
  ) -> Found? {
    var queue = [reference]
    var seen: Set<PickleReference> = []
    var position = 0
    while position < queue.count, queue.count < 64 {
      let next = queue[position]
      position += 1
      guard seen.insert(next).inserted else { continue }
      let userClass = userClass(next)
      if let found = test(document, userClass, document.global(next)) { return found }
      queue += userClass?.bases ?? []
    }
    return nil
  }
}
