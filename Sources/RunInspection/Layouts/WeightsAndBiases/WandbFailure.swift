import FileFormats

/// Why a run failed: W&B stores a code, and what the program printed to standard error, at the end of which
/// a trace of Python stands if there was an exception.
struct WandbFailure {
  let records: WandbRecords
  let code: Int

  private static let traceHead = Array("Traceback (most recent call last):".utf8)

  /// Whether anything but the code is known.
  var isTold: Bool { trace != nil }

  /// The trace at the end of standard error.
  private var trace: ArraySlice<UInt8>? {
    let text = TerminalColours.removed(from: records.standardError)
    guard let start = WandbFailure.lastStart(in: text) else { return nil }
    return text[start...]
  }

  /// Where the last trace begins: at the beginning of a line. A chain of exceptions has several, of which
  /// the first is sought that only empty lines and the sentences between them come after.
  private static func lastStart(in text: [UInt8]) -> Int? {
    var last: Int?
    var line = text.startIndex
    var isBlank = true
    while line < text.endIndex {
      let end = text[line...].firstIndex(of: UInt8(ascii: "\n")) ?? text.endIndex
      if text[line..<end].starts(with: traceHead) {
        // After an empty line it continues a chain.
        if last == nil || !isBlank { last = line }
      }
      isBlank = text[line..<end].isEmpty
      line = end + 1
    }
    return last
  }

  /// Whether standard error ends as Python ends it after Ctrl-C.
  static func endsInKeyboardInterrupt(_ text: [UInt8]) -> Bool {
    let trimmed = text.reversed().drop { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
    return trimmed.starts(with: "KeyboardInterrupt".utf8.reversed())
  }

  private var ending: PythonTraceback.Ending? {
    trace.flatMap { PythonTraceback($0).ending(className: nil) }
  }

  /// The failure in a line.
  var sentence: JSONString {
    guard let ending else { return JSONString("exit code \(code)") }
    let line = ending.message.prefix { $0 != UInt8(ascii: "\n") }
    let message = String(decoding: line, as: UTF8.self)
    return JSONString(message.isEmpty ? ending.name : "\(ending.name): \(message)")
  }

  var failure: Failure {
    var failure = Failure(output: nil)
    failure.machine = records.run.host
    failure.facts.set(WandbKeys.exitCode, .integer(code))
    if let trace {
      failure.traceback = JSONString(String(decoding: trace, as: UTF8.self))
    }
    if let ending {
      failure.type = JSONString(ending.name)
      failure.message = JSONString(String(decoding: ending.message, as: UTF8.self))
    } else if trace == nil {
      failure.message = JSONString(
        """
        W&B stores no error but the exit code \(code), and the program printed no trace, or its console \
        was not captured: look at the terminal
        """)
    }
    return failure
  }
}
