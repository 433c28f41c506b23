/// Decodes a pickle to inert values. Nothing that the pickle names is looked up, imported or
/// called: a call becomes a ``PickleObject`` that describes it.
///
/// It accepts whatever CPython 3.11's own reader accepts, protocols 0 to 5, and somewhat more: what
/// a call would have returned cannot be known, so any object may take list items, dictionary items
/// and state. Text is not checked for valid UTF-8. An object that the pickle makes and then drops,
/// as cloudpickle does to set the state of a function, is not in the result.
public enum PickleDecoder {
  /// Decodes the pickle at the start of `bytes`. It ends with `STOP`; anything after that is
  /// ignored. Time is linear in the length of the pickle.
  public static func decode(
    _ bytes: [UInt8], limits: PickleLimits = PickleLimits()
  ) throws(PickleError) -> PickleDocument {
    guard bytes.count <= limits.effectiveInputBytes else {
      throw PickleError(offset: 0, reason: .limitReached(.inputBytes))
    }
    var machine = PickleMachine(
      bytes: bytes, limits: limits, store: PickleValueStore(bytes: bytes, limits: limits))
    let root = try machine.run()
    return PickleDocument(arena: machine.store.arena, root: PickleReference(index: root))
  }
}
