import FileFormats
import ReadOnlyFiles
import RunInspection

/// Failures as text for people: for each a line that says what failed, where, in which function and with
/// which arguments, and then the traceback as Python printed it, with the exceptions that caused it.
/// Everything is escaped for a terminal.
enum FailureText {
  /// The name of the format.
  static let formatName = "text"
  /// A short description for the documentation.
  static let meaning = "a line on each error, and its traceback as Python prints it"

  /// The text of a failure.
  ///
  /// - Parameter run: the run folder, if there are several runs.
  static func text(of failure: Failure, run: RawPath?, showsTraceback: Bool) -> String {
    var text = heading(failure, run) + "\n"
    if showsTraceback, let traceback = failure.traceback, !traceback.isEmpty {
      let escaped = TerminalText.escaped(traceback, keeping: ["\n", "\t"])
      text += escaped.hasSuffix("\n") ? escaped : escaped + "\n"
    } else if failure.kind == .propagated {
      text += failure.causes.map(cause).joined()
    } else {
      text += ending(failure)
    }
    return text + "\n"
  }

  /// What failed, where, in which function and with which arguments.
  private static func heading(_ failure: Failure, _ run: RawPath?) -> String {
    let place = FailureGroup.Place(failure, run)
    var text = TerminalText.escaped(JSONString(place.text(run: run)))
    switch failure.kind {
    case .error: text += " failed"
    case .propagated: text += " was not computed"
    case .unrecorded:
      let count = failure.count ?? 1
      text += " failed" + (count > 1 ? " \(count) times" : "")
    }
    if let function = failure.function {
      text += " in \(TerminalText.escaped(function))"
      if let arguments = CallText.arguments(of: failure) { text += "(\(arguments))" }
    }
    let details = [
      failure.timestamp.map { "at \(TerminalText.escaped($0))" },
      failure.machine.map { "on \(TerminalText.escaped($0))" },
    ].compactMap { $0 }
    return text + (details.isEmpty ? "" : ", " + details.joined(separator: " "))
  }

  /// The line with which Python ends a traceback.
  private static func ending(_ failure: Failure) -> String {
    let lines = [failure.type, failure.message].compactMap { $0 }.map {
      TerminalText.escaped($0, keeping: ["\n", "\t"])
    }
    return lines.isEmpty ? "" : lines.joined(separator: ": ") + "\n"
  }

  /// An input that had failed.
  private static func cause(_ cause: FailureCause) -> String {
    var text = "  because of \(TerminalText.escaped(cause.parameter))"
    if let count = cause.count { text += ", in which \(count) failed" }
    if let message = cause.message { text += ": \(TerminalText.escaped(message))" }
    return text + "\n"
  }
}
