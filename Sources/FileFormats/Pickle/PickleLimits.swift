/// A limit that a pickle exceeded. The raw value completes the sentence "more ... than allowed".
public enum PickleLimit: String, Sendable {
  /// ``PickleLimits/inputBytes``.
  case inputBytes = "bytes of input"
  /// ``PickleLimits/stackDepth``.
  case stackDepth = "values on the stack"
  /// ``PickleLimits/markDepth``.
  case markDepth = "nested marks"
  /// ``PickleLimits/memoEntries``.
  case memoEntries = "memo entries"
  /// ``PickleLimits/values``.
  case values = "values"
  /// ``PickleLimits/workingBytes``.
  case workingBytes = "memory"
}

/// What a pickle may demand of its reader. The defaults keep a reader within 64 MiB in addition to
/// its input, and admit what real runs hold: a dictionary of a million small entries, arrays of any
/// size.
public struct PickleLimits: Equatable, Sendable {
  /// Length of the input, in bytes. Offsets are kept in 32 bits, so no more than 4 GiB less one
  /// byte is ever accepted, whatever this says.
  public var inputBytes: Int
  /// Values on the stack at one time.
  public var stackDepth: Int
  /// Marks that are open at one time.
  public var markDepth: Int
  /// Entries of the memo.
  public var memoEntries: Int
  /// Distinct values made by one pickle.
  public var values: Int
  /// Memory for everything that the reader keeps in addition to the input, in bytes.
  public var workingBytes: Int

  /// Limits that differ from the defaults where an argument is given.
  public init(
    inputBytes: Int = 1 << 30,
    stackDepth: Int = 1 << 22,
    markDepth: Int = 1 << 18,
    memoEntries: Int = 6_000_000,
    values: Int = 5_000_000,
    workingBytes: Int = 48 << 20
  ) {
    self.inputBytes = inputBytes
    self.stackDepth = stackDepth
    self.markDepth = markDepth
    self.memoEntries = memoEntries
    self.values = values
    self.workingBytes = workingBytes
  }

  /// The limit that applies to the input: ``inputBytes``, or what 32-bit offsets can reach.
  var effectiveInputBytes: Int { min(inputBytes, Int(UInt32.max)) }
}
