import FileFormats
import RunInspection

/// How data is printed.
enum OutputFormat {
  /// One JSON value, on one line or indented.
  case json(JSONWriter.Style)
  /// One compact JSON value a line, one line a run.
  case jsonLines
  /// A table for people.
  case table

  /// The format that the options ask for.
  init(_ arguments: ParsedArguments) throws(UsageError) {
    let isPretty = arguments.has(.pretty)
    switch arguments.choice(.format) {
    case "jsonl": self = .jsonLines
    case "table": self = .table
    default: self = .json(isPretty ? .indented : .compact)
    }
    if isPretty, let format = arguments.choice(.format), format != "json" {
      throw .conflict("--pretty", "--format \(format)")
    }
  }
}

extension CommandContext {
  /// Prints one JSON value and ends the line.
  func printJSON(
    _ value: JSONValue, _ style: JSONWriter.Style, numbers: JSONWriter.Numbers = .strict
  ) throws(OutputFailure) {
    try write(JSONWriter.text(value, style: style, numbers: numbers) + [UInt8(ascii: "\n")])
  }

  /// Prints a text.
  func printText(_ text: String) throws(OutputFailure) {
    try write(Array(text.utf8))
  }

  /// Tells why an answer can't be given.
  func fail(_ error: InspectionError, _ format: OutputFormat) throws(OutputFailure) -> ExitStatus {
    switch format {
    case .json(let style): try printJSON(ErrorJSON.value(error), style)
    case .jsonLines, .table: complain(Sentences.sentence(error))
    }
    return .failure
  }

  /// Prints bytes as they are.
  func printBytes(_ bytes: [UInt8]) throws(OutputFailure) {
    try write(bytes)
  }

  private func write(_ bytes: [UInt8]) throws(OutputFailure) {
    do {
      try writeOutput(bytes)
    } catch {
      throw OutputFailure(cause: error)
    }
  }
}
