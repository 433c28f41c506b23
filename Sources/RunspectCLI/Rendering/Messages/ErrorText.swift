import FileFormats
import ReadOnlyFiles
import RunInspection

extension InspectionError {
  /// The message, without a capital letter and a full stop.
  var text: String {
    switch self {
    case .runFolderMissing(let path): "\(path.quoted) does not exist"
    case .notAFolder(let path, let kind): "\(path.quoted) is \(kind), not a run folder"
    case .noRunRecognised(let path, let markers):
      "\(path.quoted) holds no run: there is no " + Words.list(markers.map(\.description), "or")
    case .unreadable(let failure): failure.text
    case .notJSON(let path, let fault): "\(path.quoted) is not JSON: \(fault)"
    case .notAPickle(let path, let fault):
      "\(path.quoted) is not a pickle: at byte \(fault.offset), \(fault.reason)"
    case .pickleCutShort(let path, let offset):
      "\(path.quoted) is cut short: the pickle breaks off at byte \(offset)"
    case .lineDamaged(let path, let line, let damage):
      "\(path.quoted) is damaged: line \(line) \(damage.text)"
    case .missingKey(let path, let key): "\(path.quoted) lacks the key '\(key)'"
    case .unexpectedValue(let path, let key, let expected, let found):
      key.bytes.isEmpty
        ? "\(path.quoted) should hold \(expected), not \(found.text)"
        : "\(path.quoted): '\(key)' should be \(expected), not \(found.text)"
    case .wrongValue(let path, let key, let expected, let found):
      "\(path.quoted): '\(key)' should be \(expected), not \(found)"
    case .tooManyEntries(let path, let key, let limit):
      "\(path.quoted)\(key.isEmpty ? "" : ": '\(key)'") has more than \(limit) entries, the most that are read"
    case .requestNotFound(let identifier, let folder):
      "request_id '\(identifier)' not found below \(folder.quoted)"
    case .searchEnded(let folder):
      "not all folders below \(folder.quoted) were searched: \(RunText.searchLimit)"
    case .noRunOfKind(let kind, let folder):
      "there is no \(kind.map { "\($0.rawValue) " } ?? "")run below \(folder.quoted)"
    case .notKept(let layout, let record): "a \(layout.rawValue) run keeps no \(record.text)"
    case .notFound(let record, let wanted, let available):
      InspectionError.notFound(record, wanted, available)
    case .unexpectedKind(let path, let kind):
      "\(path.quoted) is \(kind), where a file of the run belongs"
    case .layoutFault(let fault): fault.text
    }
  }

  /// How many of the existing names a message lists.
  private static let mostNames = 20
  /// How many of them are compared with the wanted one, and how long they may be, in bytes.
  private static let mostCompared = 1_000
  private static let longestCompared = 200

  private static func notFound(
    _ record: RunRecord, _ wanted: JSONString, _ available: [JSONString]
  ) -> String {
    var text = "there is no \(record.singular) '\(wanted)'"
    let word = wanted.description
    // A name that is not UTF-8 may look like the wanted one.
    let compared = available.prefix(mostCompared).filter { $0.bytes.count <= longestCompared }
      .map(\.description).filter { $0 != word }
    let nearest =
      wanted.bytes.count <= longestCompared ? Suggestion.nearest(to: word, among: compared) : nil
    text += nearest.map { "; did you mean '\($0)'? The " } ?? "; the "
    switch available.count {
    case 0: return text + "run has no \(record.text)"
    case 1: return text + "only \(record.singular) is '\(available[0])'"
    default:
      var names = available.prefix(mostNames).map { "'\($0)'" }
      if available.count > names.count { names.append("\(available.count - names.count) more") }
      return text + "\(record.text) are " + Words.list(names, "and")
    }
  }
}

extension LineDamage {
  /// What is wrong, as the end of a sentence about the line.
  fileprivate var text: String {
    switch self {
    case .cutShort: "is cut short"
    case .notText: "is not text"
    case .tooLong: "is too long"
    case .notJSON: "is not JSON"
    case .wrongColumnCount(let count, let expected):
      "has \(count) \(count == 1 ? "column" : "columns"), where the first has \(expected)"
    }
  }
}

extension RunRecord {
  /// The name of the records, in the plural.
  fileprivate var text: String {
    switch self {
    case .failures: "errors"
    case .values: "outputs"
    case .inputs: "inputs"
    case .modules: "modules"
    case .timing: "timing"
    case .snapshots: "snapshots"
    case .changes: "changes"
    case .summary: "summary"
    }
  }
}

extension RunRecord {
  /// The name of one of the records.
  fileprivate var singular: String {
    switch self {
    case .failures: "error"
    case .values: "output"
    case .inputs: "input"
    case .modules: "module"
    case .snapshots: "snapshot"
    case .changes: "change"
    case .timing, .summary: text
    }
  }
}

extension JSONNode.Kind {
  /// The name of the type, with its article.
  fileprivate var text: String {
    switch self {
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
