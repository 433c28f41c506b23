/// What the first bytes of a pickle show of its top-level value.
///
/// A prefix cannot show everything: a tuple of one to three elements is written as its elements
/// first, so it begins as its first element does. Where ``instance(_:)`` matters, confirm it on the
/// whole pickle with ``PickleDictionarySurvey``, which then says ``PickleDictionarySurvey/object(_:)``.
/// Nothing else begins like an instance: a list or a dictionary shows itself first, and a tuple of
/// the two names lacks the instruction that makes them a class.
public enum PickleTop: Equatable, Sendable {
  /// The pickle ends within the prefix and is an instance of this class, or the result of calling
  /// this function: certain.
  case wholeInstance(PickleGlobal)
  /// The pickle ends within the prefix and is a value of this kind: certain.
  case whole(PickleKind)
  /// It begins with an instance of this class, or with the result of calling this function.
  case instance(PickleGlobal)
  /// It begins with this class or function, and what happens to it comes after the prefix.
  case global(PickleGlobal)
  /// It begins with a value of this kind, and no instruction has made it part of anything yet.
  case beginning(PickleKind)
  /// The prefix is too short to tell, or the pickle begins with a mark, as a tuple of four or more
  /// does.
  case undecided

  /// Looks at the first bytes of a pickle, or at all of it. For protocols 2 to 5, a class whose
  /// module and name take N bytes together shows within N + 32 bytes: 64 bytes are enough for
  /// pipefunc's `ErrorSnapshot` and `PropagatedErrorSnapshot`.
  ///
  /// - Throws: ``PickleError`` if no pickle can begin with these bytes.
  public static func inspect(prefix: [UInt8]) throws(PickleError) -> PickleTop {
    var machine = PickleMachine(
      bytes: prefix, limits: PickleLimits(),
      store: PickleTagStore(bytes: prefix, classes: []), isPrefix: true)
    do {
      let top = PickleTag(raw: try machine.run())
      if top.kind == .object, let name = machine.store.globals.name(top.payload, in: prefix) {
        return .wholeInstance(name)
      }
      return .whole(top.kind)
    } catch {
      switch error.reason {
      case .missingStop, .truncated, .lengthBeyondInput: return partial(machine, prefix)
      default: throw error
      }
    }
  }

  private static func partial(
    _ machine: PickleMachine<PickleTagStore>, _ prefix: [UInt8]
  ) -> PickleTop {
    let (stack, globals) = (machine.stack, machine.store.globals)
    guard stack.marks.first != 0, let raw = stack.values.first else { return .undecided }
    let bottom = PickleTag(raw: raw)
    switch bottom.kind {
    case .object:
      guard let name = globals.name(bottom.payload, in: prefix) else {
        return .beginning(.object)
      }
      return .instance(name)
    case .global:
      guard let name = globals.name(bottom.payload, in: prefix) else { return .undecided }
      return .global(name)
    case .string where stack.count <= 2:
      // It may be the module of a class whose name, or whose STACK_GLOBAL, is still to come.
      return .undecided
    default:
      return .beginning(bottom.kind)
    }
  }
}
