import FileFormats

/// What single lines of a log of Snakemake are (7.32.4, 8.25.2, 9.27.1).
enum SnakemakeLine {
  /// The rule of `rule NAME:`, `localrule NAME:` or `checkpoint NAME:`; nil for any other line.
  static func rule(_ line: LogText) -> JSONString? {
    let name =
      line.after("rule ") ?? line.after("localrule ") ?? line.after("checkpoint ")
      ?? line.after("localcheckpoint ")
    guard let name else { return nil }
    // The end of a line that is longer than what is kept is a mark.
    let isCut =
      name.bytes.count > SnakemakeInvocation.lineLimit / 2 && name.hasSuffix("\u{2026}")
    return isCut ? name.text : name.before(":")?.text
  }

  /// The rule of `Error in rule NAME:`; nil for any other line.
  static func failedRule(_ line: LogText) -> JSONString? {
    line.after("Error in ").flatMap(rule)
  }

  /// The number in `Finished jobid: 3 (Rule: part)`, or up to 8 in `Finished job 3.`
  static func finishedJob(_ line: LogText) -> Int? {
    if let rest = line.after("Finished jobid: ") { return rest.leadingCount?.number }
    return line.after("Finished job ")?.before(".")?.count
  }

  /// Whether a line is none of the message of an exception, which may begin at the margin too.
  static func beginsSection(_ line: LogText) -> Bool {
    line.hasPrefix("Error in ") || line.hasPrefix("Shutting down") || line.hasPrefix("Exiting")
      || line.hasPrefix("Complete log") || line.hasPrefix("Removing output")
      || line.hasPrefix("Trying to restart") || line.hasPrefix("Finished job")
      || line.hasPrefix("Terminating processes") || line.hasPrefix("Will exit after")
      || line.hasPrefix("Select jobs") || line.hasPrefix("Elapsed time")
      || isException(line)
  }

  /// Whether a line names an exception: `IncompleteFilesException:`, `SyntaxError in file "...", line 3:`,
  /// `MissingInputException in rule all in file "...", line 1:`.
  static func isException(_ line: LogText) -> Bool {
    let name = LogText(.init(rebasing: line.bytes.prefix(while: isNameByte)))
    // The message of a LockException begins with "Error:".
    guard name.hasSuffix("Exception") || name.hasSuffix("Error"), !name.equals("Error") else {
      return false
    }
    let rest = line.dropping(name.bytes.count)
    return rest.hasPrefix(":") || rest.hasPrefix(" in ")
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_") || byte &- 0x30 < 10
      || (UInt8(ascii: "a")...UInt8(ascii: "z")) ~= byte | 0x20
  }
}
