import FileFormats

/// What one answer may still hold. What is written counts, not what is stored: a few bytes of a
/// pickle can refer to the same long text thousands of times.
///
/// All readers that add to an answer share one budget; what comes after its end is left out, and the
/// answer says so.
final class AnswerBudget {
  /// How much an answer holds, in bytes as compact JSON has them, unless a reader says otherwise. While
  /// a format makes its text of it, it takes up to seven times as much.
  static let standard = 7 << 20
  /// What a value takes beside its text: numbers, separators, and the memory that holds it meanwhile;
  /// and what it takes for each level that it lies deep, for the sake of indentation.
  private static let valueCost = 48
  private static let levelCost = 8
  /// What a number takes beside a value: of a shape, or of a place in an array.
  private static let numberCost = 40

  private(set) var left: Int
  /// How many things did not fit.
  private(set) var refusals = 0
  /// The budget that this one is a share of.
  private let whole: AnswerBudget?

  /// A budget for an answer of so many bytes; or a share of another one, so that no part takes all of
  /// it.
  init(bytes: Int = AnswerBudget.standard, within whole: AnswerBudget? = nil) {
    left = min(bytes, whole?.left ?? bytes)
    self.whole = whole
  }

  /// Whether the answer is full.
  var isSpent: Bool { left < AnswerBudget.valueCost }

  /// How many more values fit at most.
  var valuesLeft: Int { max(0, left / AnswerBudget.valueCost) }

  /// Counts one value; false when it does not fit.
  ///
  /// - Parameter level: how deep it lies in the answer.
  func takeValue(level: Int = 0) -> Bool {
    if take(AnswerBudget.valueCost + AnswerBudget.levelCost * level) { return true }
    // The end for all values, wherever they lie, so that nobody tries on and on.
    left = 0
    return false
  }

  /// Counts bytes that will be written; false, and nothing is counted, when they don't fit.
  func take(_ bytes: Int) -> Bool {
    guard bytes <= left, whole?.take(bytes) ?? true else {
      refusals += 1
      return false
    }
    left -= bytes
    return true
  }

  /// Counts a text as it will be written, where all but printable ASCII is escaped; false when it
  /// does not fit.
  func take(text: ArraySlice<UInt8>) -> Bool {
    guard text.count <= left else {
      refusals += 1
      return false
    }
    var length = 0
    for byte in text {
      // A code point beyond ASCII is six characters for two or three bytes, twelve for four.
      length += byte >= 0x80 ? 3 : byte < 0x20 || byte == 0x7F ? 6 : 1
    }
    if take(length) { return true }
    // Looking at it was work; who tries again and again pays for it.
    _ = take(min(left, text.count))
    return false
  }

  /// Counts numbers that belong to a value, such as a shape; false when they don't fit.
  func take(numbers count: Int) -> Bool { take(AnswerBudget.numberCost * count) }

  /// Counts something that is left out for another reason than its size.
  func refuse() { refusals += 1 }

  /// Counts a name or another text that is made here.
  func take(text: JSONString) -> Bool { take(text: text.bytes[...]) }
}
