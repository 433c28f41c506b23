import FileFormats

/// The exception that ended a run: `fail_trace`, the pieces that Python's `traceback.format_exception`
/// returns, each of which may hold several lines.
struct SacredException {
  /// How much of a trace is kept, in bytes; its end tells most.
  private static let longest = 1 << 20

  /// The trace as Python prints it.
  let trace: JSONString
  /// The class, with its module unless it is a built-in; nil if the trace has no such end.
  let type: JSONString?
  /// What the exception says.
  let message: JSONString

  /// - Returns: nil if there are no pieces.
  init?(_ pieces: [JSONNode]) {
    var bytes: [UInt8] = []
    for piece in pieces { bytes += piece.string?.bytes ?? [] }
    guard !bytes.isEmpty else { return nil }
    var start = max(0, bytes.count - SacredException.longest)
    // Not in the middle of a character.
    while start < bytes.count, bytes[start] & 0xC0 == 0x80 { start += 1 }
    trace = JSONString(generalisedUTF8: Array(bytes[start...]))
    if let ending = PythonTraceback(bytes[start...]).ending(className: nil) {
      type = JSONString(ending.name)
      message = JSONString(generalisedUTF8: Array(ending.message))
    } else {
      type = nil
      message = trace
    }
  }

  /// Class and message on one line, as the end of a trace has them.
  var line: JSONString {
    let first = message.bytes.prefix { $0 != UInt8(ascii: "\n") }
    guard let type else { return JSONString(generalisedUTF8: Array(first)) }
    return JSONString(
      generalisedUTF8: first.isEmpty ? type.bytes : type.bytes + Array(": ".utf8) + first)
  }
}
