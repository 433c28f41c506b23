import FileFormats
import ReadOnlyFiles
import RunInspection

extension CommandContext {
  /// What a table depends on at this terminal, or without one.
  var display: TableDisplay {
    TableDisplay(
      columns: terminal.map { max(1, $0.columns()) },
      hasColour: colour.hasColour(isTerminal: terminal != nil, variable: variable),
      now: clock.now(), isUTC: isUTC)
  }

  /// Prints an answer on standard output. Warnings and errors that the format leaves out go to standard
  /// error.
  func print(_ answer: Answer, _ format: some AnswerFormat) throws(OutputFailure) {
    try printBytes(format.adapted(to: display).text(of: answer))
    guard !isQuiet else { return }
    if format.coverage == .columns { answer.itemRemarks.forEach(complain) }
    format.remark(on: answer).map(complain)
    if format.coverage != .value { answer.remarks.forEach(complain) }
    answer.missing.forEach(complain(missing:))
  }

  /// Prints why there is no answer, and what the user may have meant.
  ///
  /// - Parameter run: the run as it was given on the command line.
  func fail(
    _ error: InspectionError, _ format: some AnswerFormat, run: RawPath? = nil
  ) throws(OutputFailure) -> ExitStatus {
    var answer = Answer.failure(error)
    answer.remarks = []
    try print(answer, format)
    explain(error, run: run, isPrinted: format.coverage == .value)
    return ExitStatus(error)
  }

  /// Says in one line on standard error why a command doesn't end with success.
  ///
  /// - Parameter isPrinted: whether the answer on standard output says so too. It is then not repeated
  ///   on a terminal, which shows both.
  func explain(_ reason: String, isPrinted: Bool = true) {
    guard !isQuiet, terminal == nil || !isPrinted else { return }
    complain(reason)
  }

  /// Says in one line on standard error why a run can't be read, and what the user may have meant.
  func explain(_ error: InspectionError, run: RawPath?, isPrinted: Bool = true) {
    guard !isQuiet else { return }
    let advice = run.flatMap { RunAdvice.text(error, run: $0, inspection.workers) }
    if terminal == nil || !isPrinted {
      complain(error.text + (advice.map { "; " + $0 } ?? ""))
    } else if let advice {
      complain(advice)
    }
  }

  /// Prints one JSON value and ends the line.
  func printJSON(
    _ value: JSONValue, _ style: JSONWriter.Style, numbers: JSONWriter.Numbers = .strict
  ) throws(OutputFailure) {
    try printBytes(JSONWriter.line(value, style: style, numbers: numbers))
  }

  /// Prints a text.
  func printText(_ text: String) throws(OutputFailure) {
    try printBytes(Array(text.utf8))
  }

  /// Prints bytes as they are.
  func printBytes(_ bytes: [UInt8]) throws(OutputFailure) {
    guard !bytes.isEmpty, !isQuiet else { return }
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

  /// Says on standard error that nothing in an answer has a field.
  func complain(missing field: JSONString) {
    complain("nothing that is shown has the field '\(field)'")
  }
}
