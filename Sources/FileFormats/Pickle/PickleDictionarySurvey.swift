/// What the top of a pickle is and, for a dictionary, its entries, reported one by one without
/// building any value.
///
/// It is made for the dictionaries that pipefunc stores (`dict_array.cloudpickle`): the keys are
/// tuples of indices, some values may be instances of error classes. It follows the same rules as
/// ``PickleDecoder`` and fails on the same input, keeps 8 bytes for each value on the stack and in
/// the memo, and takes time linear in the length of the pickle.
public enum PickleDictionarySurvey: Equatable, Sendable {
  /// A dictionary. Only then do the calls of `onEntry` mean anything.
  case dictionary
  /// An instance of a class, or the result of calling a function, of this name; such as a process
  /// proxy, whose data is not in the file.
  case object(PickleGlobal)
  /// Any other value.
  case other(PickleKind)

  /// Surveys the pickle at the start of `bytes`.
  ///
  /// - Parameters:
  ///   - bytes: The input. Anything after `STOP` is ignored.
  ///   - classes: The classes of interest.
  ///   - limits: Limits; `values` does not apply, since none are made.
  ///   - onEntry: Called for each entry, in the order of the file: the integers of its key, or nil
  ///     if it is not a tuple of integers within 64 bits, and the place in `classes` of the class
  ///     that the value is a direct instance of. Entries are reported as they are read; only at the
  ///     end is it certain that the dictionary is the top of the pickle.
  /// - Throws: ``PickleError`` with the offset.
  public static func survey(
    _ bytes: [UInt8], classes: [PickleGlobal] = [],
    limits: PickleLimits = PickleLimits(),
    onEntry: (_ key: [Int]?, _ classIndex: Int?) -> Void = { _, _ in }
  ) throws(PickleError) -> PickleDictionarySurvey {
    guard bytes.count <= limits.effectiveInputBytes else {
      throw PickleError(offset: 0, reason: .limitReached(.inputBytes))
    }
    return try withoutActuallyEscaping(onEntry) { onEntry throws(PickleError) in
      var machine = PickleMachine(
        bytes: bytes, limits: limits,
        store: PickleTagStore(bytes: bytes, classes: classes, onEntry: onEntry))
      let top = PickleTag(raw: try machine.run())
      switch top.kind {
      case .dictionary where top.payload == PickleTag.surveyedDictionary:
        return .dictionary
      case .object:
        return machine.store.globals.name(top.payload, in: bytes).map { .object($0) }
          ?? .other(.object)
      default:
        return .other(top.kind)
      }
    }
  }
}
