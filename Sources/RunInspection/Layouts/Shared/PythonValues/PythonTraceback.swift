import FileFormats

/// The end of a trace as Python prints it (CPython 3.11, `traceback.format_exception`): after the
/// frames, which are indented, the class of the exception, a colon and what it says. The class is
/// named by its qualified name, with its module unless that is `__main__` or `builtins`.
struct PythonTraceback {
  /// What a trace says of its exception.
  struct Ending: Equatable {
    /// The class as the trace names it.
    let name: String
    /// What the exception says, notes included.
    let message: ArraySlice<UInt8>
  }

  /// The texts that begin with an exception, one for each time that the words "Traceback (most recent
  /// call last)" stand there, of the last such times; the last one comes first.
  private let endings: [ArraySlice<UInt8>]

  private static let header = Array("Traceback (most recent call last):\n".utf8)
  private static let groupHeader = Array(
    "  + Exception Group Traceback (most recent call last):\n".utf8)
  private static let groupMargin = Array("  | ".utf8)
  /// How many of the places are looked at. A message can quote other traces.
  private static let mostEndings = 16

  /// Takes time in the length of the trace; everything else here does not.
  init(_ trace: ArraySlice<UInt8>) {
    let end = trace.lastIndex { $0 != UInt8(ascii: "\n") }.map { $0 + 1 } ?? trace.startIndex
    let bytes = trace[..<end]
    var starts: [(offset: Int, isGroup: Bool)] = []
    var line = bytes.startIndex
    while line < bytes.endIndex {
      let rest = bytes[line...]
      if rest.starts(with: PythonTraceback.header) {
        starts.append((line + PythonTraceback.header.count, false))
      } else if rest.starts(with: PythonTraceback.groupHeader) {
        starts.append((line + PythonTraceback.groupHeader.count, true))
      }
      line = PythonTraceback.end(of: line, in: bytes)
    }
    // An exception that was never raised has no frames.
    if starts.isEmpty { starts = [(bytes.startIndex, false)] }
    endings = starts.suffix(PythonTraceback.mostEndings).reversed().compactMap { start in
      PythonTraceback.skipFrames(in: bytes[start.offset...], isGroup: start.isGroup)
    }
  }

  /// What the trace says of its exception.
  ///
  /// - Parameter className: the last part of the name of its class, where that is known.
  /// - Parameter message: what it is expected to say; a message can hold lines that look like the end
  ///   of a trace.
  func ending(className: String?, message: ArraySlice<UInt8>? = nil) -> Ending? {
    var best: Ending?
    for text in endings {
      guard let (name, length) = PythonTraceback.name(in: text),
        className.map({ name == $0 || name.hasSuffix("." + $0) }) ?? true
      else { continue }
      var words = text.dropFirst(length)
      if words.starts(with: Array(": ".utf8)) { words = words.dropFirst(2) }
      let ending = Ending(name: name, message: words)
      // The beginning tells enough, and many errors can share one long text.
      guard let message, !words.starts(with: message.prefix(4_096)) else { return ending }
      best = best ?? ending
    }
    return best
  }

  /// The text from the first line on that is no frame, of a group that line alone: its members follow
  /// in a form of their own.
  private static func skipFrames(in bytes: ArraySlice<UInt8>, isGroup: Bool) -> ArraySlice<UInt8>? {
    var line = bytes.startIndex
    while line < bytes.endIndex {
      let end = end(of: line, in: bytes)
      var text = bytes[line..<end]
      if isGroup {
        guard text.starts(with: groupMargin) else { return nil }
        text = text.dropFirst(groupMargin.count)
      }
      if text.first != UInt8(ascii: " ") {
        guard isGroup else { return bytes[line...] }
        return text.last == UInt8(ascii: "\n") ? text.dropLast() : text
      }
      line = end
    }
    return nil
  }

  /// The name at the beginning of a line, and how many bytes it takes; nil where none is there.
  private static func name(in line: ArraySlice<UInt8>) -> (name: String, length: Int)? {
    let end =
      line.firstIndex { byte in
        byte == UInt8(ascii: ":") || byte == UInt8(ascii: "\n") || byte <= UInt8(ascii: " ")
      } ?? line.endIndex
    guard end > line.startIndex, end - line.startIndex <= 1_024,
      end == line.endIndex || line[end] == UInt8(ascii: ":") || line[end] == UInt8(ascii: "\n")
    else { return nil }
    // A qualified name may hold `<locals>`.
    let isName = line[..<end].allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "."),
        UInt8(ascii: "<"), UInt8(ascii: ">"), 0x80...0xFF:
        true
      default: false
      }
    }
    guard isName, let name = String(validating: line[..<end], as: UTF8.self) else { return nil }
    return (name, end - line.startIndex)
  }

  /// The beginning of the next line.
  private static func end(of line: Int, in bytes: ArraySlice<UInt8>) -> Int {
    bytes[line...].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? bytes.endIndex
  }
}
