import FileFormats
import ReadOnlyFiles
import RunInspection

extension CommandContext {
  /// Prints an answer on standard output. Warnings and errors that the format leaves out go to standard
  /// error.
  func print(_ answer: Answer, _ format: some AnswerFormat) throws(OutputFailure) {
    try printBytes(format.text(of: answer))
    if format.coverage == .columns { answer.itemRemarks.forEach(complain) }
    if format.coverage != .value { answer.remarks.forEach(complain) }
  }

  /// Prints why there is no answer. Standard error also says where the command line is wrong.
  func fail(
    _ error: InspectionError, _ format: some AnswerFormat
  ) throws(OutputFailure) -> ExitStatus {
    try print(.failure(error), format)
    let status = ExitStatus(error)
    if status == .usage, format.coverage == .value { complain(error.text) }
    return status
  }

  /// Prints one JSON value and ends the line.
  func printJSON(
    _ value: JSONValue, _ style: JSONWriter.Style, numbers: JSONWriter.Numbers = .strict
  ) throws(OutputFailure) {
    try printBytes(
      JSONWriter.text(value, style: style, numbers: numbers) + [UInt8(ascii: "\n")])
  }

  /// Prints a text.
  func printText(_ text: String) throws(OutputFailure) {
    try printBytes(Array(text.utf8))
  }

  /// Prints bytes as they are.
  func printBytes(_ bytes: [UInt8]) throws(OutputFailure) {
    guard !bytes.isEmpty else { return }
    do {
      try writeOutput(bytes)
    } catch {
      throw OutputFailure(cause: error)
    }
  }

  /// Prints a message on standard error, after the name of the tool. It is escaped for the terminal,
  /// because it may contain names and texts from disk.
  func complain(_ text: String) {
    writeError("\(Tool.name): \(TerminalText.escaped(JSONString(text)))")
  }
}
