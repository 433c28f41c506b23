import FileFormats
import ReadOnlyFiles
import RunInspection

/// The words for errors and warnings: the one place where they are made from the facts.
enum Sentences {
  static func sentence(_ error: InspectionError) -> String {
    switch error {
    case .runFolderMissing(let path): "\(quoted(path)) does not exist"
    case .notAFolder(let path, let kind): "\(quoted(path)) is \(kind), not a run folder"
    case .noRunRecognised(let path, let markers):
      "\(quoted(path)) holds no run: there is no " + alternatives(markers.map(\.description))
    case .unsupportedDescription(let path, let found, let readable):
      "\(quoted(path)) holds \(found), a description that can't be read without executing it; "
        + "releases that write \(readable) can be inspected"
    case .unreadable(let failure): sentence(failure)
    case .notJSON(let path, let fault): "\(quoted(path)) is not JSON: \(fault)"
    case .notAPickle(let path, let fault): "\(quoted(path)) is not a pickle: \(fault)"
    case .notADictionary(let path):
      "\(quoted(path)) should hold a pickled dictionary, and holds something else"
    case .damagedChunk(let path, let fault): "\(quoted(path)) can't be unpacked: \(fault)"
    case .damagedParquet(let path, let fault): "\(quoted(path)) is no whole Parquet table: \(fault)"
    case .missingKey(let path, let key): "\(quoted(path)) lacks the key '\(key)'"
    case .unexpectedValue(let path, let key, let expected, let found):
      key.bytes.isEmpty
        ? "\(quoted(path)) should hold \(expected), not \(name(found))"
        : "\(quoted(path)): '\(key)' should be \(expected), not \(name(found))"
    case .wrongValue(let path, let key, let expected, let found):
      "\(quoted(path)): '\(key)' should be \(expected), not \(found)"
    case .noTaskStatus(let path): "\(quoted(path)) tells nothing of the state of a task"
    case .refused(let path, let answer): "\(quoted(path)) holds no state but the answer '\(answer)'"
    case .requestNotFound(let identifier, let folder):
      "request_id '\(identifier)' not found below \(quoted(folder))"
    case .outputNameLeavesFolder(let name):
      "the output name '\(name)' does not name a file in the run folder"
    case .shapeTooLarge(let output): "the shape of output '\(output)' is too large to count"
    case .unknownStorage(let output, let storage):
      storage.bytes.isEmpty
        ? "output '\(output)' has no storage"
        : "output '\(output)' has the unknown storage '\(storage)'"
    case .notKept(let layout, let record):
      "a \(layout.rawValue) run keeps no \(name(record))"
    case .notFound(let record, let wanted, let available):
      "there is no '\(wanted)' among the \(name(record))"
        + (available.isEmpty
          ? "" : "; there is " + alternatives(available.map { "'\($0)'" }, word: "and"))
    case .unexpectedPickle(let path):
      "\(quoted(path)) is a pickle, but holds no state of a run"
    case .snapshotWithoutMetadata(let identifier):
      "the snapshot '\(identifier)' holds no metadata to restore"
    case .unexpectedKind(let path, let kind):
      "\(quoted(path)) is \(kind), where a file of the run belongs"
    }
  }

  static func sentence(_ warning: InspectionWarning) -> String {
    switch warning {
    case .heartbeatUnusable(let error):
      "the heartbeat can't be used, the files decide: \(sentence(error))"
    case .heartbeatOvertaken(let state):
      "the heartbeat says \(state.rawValue), but a later run has completed all outputs; "
        + "the files decide"
    case .heartbeatTimeUnusable(let text):
      text.map { "the heartbeat's time '\($0)' can't be read, so its age is unknown" }
        ?? "the heartbeat tells no time, so its age is unknown"
    case .heartbeatFromFuture(let seconds):
      "the heartbeat is from \(Int(min(seconds, 1e15))) seconds in the future; the clocks of two "
        + "machines differ"
    case .entriesIgnored(let path, let count):
      "\(quoted(path)) holds \(count) "
        + (count == 1 ? "entry that is" : "entries that are") + " no file, not counted"
    case .valueIgnored(let error): "left out: \(sentence(error))"
    case .moreWarnings(let path, let count):
      "\(quoted(path)) has \(count) more \(count == 1 ? "value" : "values") that can't be used"
    case .countOverTotal(let name, let done, let total):
      "'\(name)' has \(done) done of \(total), which is more than there is to do"
    case .linesSkipped(let path, let count, let first):
      "\(quoted(path)) holds \(count) \(count == 1 ? "line" : "lines") that can't be read, skipped; "
        + (count == 1 ? "it is line \(first)" : "the first is line \(first)")
    case .lastLineTorn(let path): "the last line of \(quoted(path)) is cut short and was skipped"
    case .otherTasks(let path, let count):
      "\(quoted(path)) also tells of \(count) other \(count == 1 ? "task" : "tasks"); the one that it "
        + "told of last counts"
    case .otherLogs(let path, let count):
      "there \(count == 1 ? "is 1 other log" : "are \(count) other logs") beside \(quoted(path)), which "
        + "was changed last and counts"
    case .answerFull(let count):
      "the answer is full; \(count) more \(count == 1 ? "is" : "are") counted but not shown"
    case .otherLayouts(let names):
      "the folder also has the marks of the layout "
        + alternatives(names.map(\.rawValue), word: "and")
    case .logTellsNothing(let path):
      "the log \(quoted(path)) tells of no step: nothing has begun, or its level hides what has"
    case .logUnreadable(let error): "a log can't be read: \(sentence(error))"
    case .pickledStateOnly(let path):
      "there is no log, only the pickled state \(quoted(path)); what came after it is unknown"
    case .heartbeatContradicted:
      "the heartbeat says completed, but not all outputs are on disk"
    case .elementsUnreadable(let output, let count, let first):
      "\(count) " + (count == 1 ? "element" : "elements")
        + " of output '\(output)' can't be read: \(sentence(first))"
    case .dataLost(let output, let storage):
      "the data of output '\(output)' is lost: this release of the storage '\(storage)' stored a "
        + "reference to a process instead of the data"
    }
  }

  static func sentence(_ error: NewFileError) -> String {
    switch error {
    case .noName(let path): "\(quoted(path)) does not name a file"
    case .insideRun(let path, let run):
      "\(quoted(path)) lies in the run folder \(quoted(run)), in which nothing is ever written"
    case .failed(let failure): sentence(failure)
    }
  }

  static func sentence(_ milestone: RunStatus.Milestone) -> String {
    switch milestone {
    case .moduleComplete(let name, let position, let count):
      "module \(position) of \(count) (\(TerminalText.escaped(name))) complete"
    }
  }

  private static func name(_ record: RunRecord) -> String {
    switch record {
    case .failures: "errors"
    case .values: "outputs"
    case .timing: "timing"
    case .snapshots: "snapshots"
    case .changes: "changes"
    case .summary: "summary"
    }
  }

  static func sentence(_ failure: FileError) -> String {
    let verb =
      switch failure.operation {
      case .open: "open"
      case .read: "read"
      case .list: "list"
      case .status: "look at"
      case .watch: "watch"
      case .write: "write"
      }
    switch failure.reason {
    case .system(let number): return "can't \(verb) \(quoted(failure.path)): \(number)"
    case .notAFile(let kind):
      return "can't \(verb) \(quoted(failure.path)): it is \(kind), not a file"
    case .tooLarge(let limit):
      return "can't \(verb) \(quoted(failure.path)): it is larger than \(limit) bytes"
    }
  }

  private static func quoted(_ path: RawPath) -> String { "'\(path)'" }

  private static func alternatives(_ names: [String], word: String = "or") -> String {
    guard let last = names.last, names.count > 1 else { return names.first ?? "" }
    return names.dropLast().joined(separator: ", ") + " \(word) " + last
  }

  private static func name(_ kind: JSONNode.Kind) -> String {
    switch kind {
    case .null: "null"
    case .bool: "a truth value"
    case .integer: "a whole number"
    case .float: "a number"
    case .string: "that string"
    case .array: "an array"
    case .object: "an object"
    }
  }
}
