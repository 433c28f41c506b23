/// A text of several lines of a log, of which the beginning and the end are kept where it is long: the end of
/// a traceback says what failed.
struct PetsardText {
  /// The most bytes that are kept of the beginning of a text.
  static let limit = 1 << 16
  /// The most bytes that are kept of its end.
  private static let endLimit = 1 << 12
  /// What stands for the lines between them; indented, as the calls of a traceback are.
  private static let omission = Array("\n  ".utf8) + CutText.mark

  private var beginning: [UInt8]
  private var end: [UInt8] = []
  private var isCut = false

  /// - Parameter bytes: its first line or lines.
  init(_ bytes: some Sequence<UInt8> = []) {
    beginning = Array(bytes)
    guard beginning.count > PetsardText.limit else { return }
    beginning = Array(beginning.prefix(PetsardText.limit))
    isCut = true
  }

  /// Whether there is nothing in it.
  var isEmpty: Bool { beginning.isEmpty && !isCut }

  /// The text.
  var bytes: [UInt8] { isCut ? beginning + PetsardText.omission + end : beginning }

  /// Adds a line.
  mutating func add(_ line: UnsafeBufferPointer<UInt8>) {
    let separator = isEmpty ? [] : [UInt8(ascii: "\n")]
    if !isCut, beginning.count + separator.count + line.count <= PetsardText.limit {
      beginning += separator + line
      return
    }
    isCut = true
    end += [UInt8(ascii: "\n")] + line.suffix(PetsardText.endLimit)
    guard end.count > PetsardText.endLimit else { return }
    // Whole lines are dropped, but for a last one that is as long as all that is kept.
    let tooMany = end.count - PetsardText.endLimit
    let next = end[tooMany...].firstIndex(of: UInt8(ascii: "\n"))
    end.removeFirst(next ?? tooMany)
  }
}
