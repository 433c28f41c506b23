import FileFormats
import RunInspection

extension CommandContext {
  /// Prints the bare value of a field of a run, escaped where it goes to a terminal.
  func printField(_ value: JSONValue) throws(OutputFailure) {
    var text = BareValue.text(value, isLine: false)
    if terminal != nil { text = BareValue.escaped(text) }
    try printBytes(text + [UInt8(ascii: "\n")])
  }
}
