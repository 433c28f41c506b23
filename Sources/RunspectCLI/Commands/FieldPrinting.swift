import FileFormats
import RunInspection

extension CommandContext {
  /// Prints the bare value of a field of a run, escaped where it goes to a terminal.
  func printField(
    _ path: FieldPath, of run: RunStatus, _ fields: RunFields?
  ) throws(OutputFailure) -> ExitStatus {
    guard let value = fields?.value(path, of: run) else {
      complain("the run has no field '\(path.name)'; '\(Tool.name) status --fields help' lists all")
      return .failure
    }
    var text = BareValue.text(value, isLine: false)
    if terminal != nil { text = BareValue.escaped(text) }
    try printBytes(text + [UInt8(ascii: "\n")])
    return .success
  }
}
