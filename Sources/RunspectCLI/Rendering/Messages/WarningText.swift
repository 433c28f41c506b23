import FileFormats
import ReadOnlyFiles
import RunInspection

extension InspectionWarning {
  /// The message, without a capital letter and a full stop.
  var text: String {
    switch self {
    case .heartbeatUnusable(let error):
      "the heartbeat can't be used, the files decide: \(error.text)"
    case .heartbeatTimeUnusable(let text):
      text.map { "the heartbeat's time '\($0)' can't be read, so its age is unknown" }
        ?? "the heartbeat contains no time, so its age is unknown"
    case .heartbeatFromFuture(let seconds):
      "the heartbeat is \(WarningText.whole(seconds)) seconds in the future; the clocks of two machines "
        + "differ"
    case .timesFromFuture(let seconds):
      "the newest file is \(WarningText.whole(seconds)) seconds in the future, so the age of the run is "
        + "unknown; the clocks of two machines differ"
    case .entriesIgnored(let path, let count):
      "\(path.quoted) contains \(count) "
        + (count == 1
          ? "entry that is not a file; it was not counted"
          : "entries that are not files; they were not counted")
    case .valueIgnored(let error): "left out: \(error.text)"
    case .logUnreadable(let error): "a log can't be read: \(error.text)"
    case .moreWarnings(let path, let count):
      "\(path.quoted) has \(count) more \(count == 1 ? "value" : "values") that can't be used"
    case .countOverTotal(let name, let done, let total):
      "'\(name)' reports \(done) of \(total) done, which is more than there is to do"
    case .linesSkipped(let path, let count, let first):
      "\(path.quoted) holds \(count) \(count == 1 ? "line" : "lines") that can't be read, skipped; "
        + (count == 1 ? "it is line \(first)" : "the first is line \(first)")
    case .lastLineTorn(let path): "the last line of \(path.quoted) is cut short and was skipped"
    case .completedContradicted:
      "the run reports that it completed, but its own counts say otherwise"
    case .answerFull(let count):
      "the answer is full; \(count) more \(count == 1 ? "is" : "are") counted but not shown"
    case .filesDamaged(let output, let count, let first):
      "\(count) stored \(count == 1 ? "file" : "files") of "
        + (output.map { "output '\($0)'" } ?? "the run")
        + (count == 1 ? " is damaged: " : " are damaged; the first: ") + first.text
    case .nothingToVerify(let name):
      "nothing was verified: the files of a \(name.rawValue) run can't be checked"
    case .otherLayouts(let names):
      "the folder also has markers of the \(names.count == 1 ? "layout" : "layouts") "
        + Words.list(names.map(\.rawValue), "and")
    case .elementsUnreadable(let output, let count, let first):
      "\(count) " + (count == 1 ? "element" : "elements")
        + " of output '\(output)' can't be read: \(first.text)"
    case .layoutFault(let fault): fault.text
    }
  }
}

extension RunStatus.Milestone {
  /// The message, without a capital letter and a full stop.
  var text: String {
    switch self {
    case .moduleComplete(let name, let position, let count):
      "module \(position) of \(count) (\(TerminalText.escaped(name))) complete"
    }
  }
}

/// Numbers in warnings.
private enum WarningText {
  /// A number without its fraction.
  static func whole(_ number: Double) -> Int { Int(min(max(number, -1e15), 1e15)) }
}
