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
    case .notAPickle(let path, let fault): "\(path.quoted) is not a pickle: \(fault)"
    case .missingKey(let path, let key): "\(path.quoted) lacks the key '\(key)'"
    case .unexpectedValue(let path, let key, let expected, let found):
      key.bytes.isEmpty
        ? "\(path.quoted) should hold \(expected), not \(found.text)"
        : "\(path.quoted): '\(key)' should be \(expected), not \(found.text)"
    case .wrongValue(let path, let key, let expected, let found):
      "\(path.quoted): '\(key)' should be \(expected), not \(found)"
    case .requestNotFound(let identifier, let folder):
      "request_id '\(identifier)' not found below \(folder.quoted)"
    case .notKept(let layout, let record): "a \(layout.rawValue) run keeps no \(record.text)"
    case .notFound(let record, let wanted, let available):
      "there is no '\(wanted)' among the \(record.text)"
        + (available.isEmpty
          ? "" : "; there is " + Words.list(InspectionError.shown(available), "and"))
    case .unexpectedKind(let path, let kind):
      "\(path.quoted) is \(kind), where a file of the run belongs"
    case .layoutFault(let fault): fault.text
    }
  }

  /// The names in quotes; of many, the first, and how many more there are.
  private static func shown(_ names: [JSONString]) -> [String] {
    let most = 20
    let first = names.prefix(most).map { "'\($0)'" }
    return names.count > most ? first + ["\(names.count - most) more"] : first
  }
}

extension RunRecord {
  /// The name of the records, in the plural.
  fileprivate var text: String {
    switch self {
    case .failures: "errors"
    case .values: "outputs"
    case .timing: "timing"
    case .snapshots: "snapshots"
    case .changes: "changes"
    case .summary: "summary"
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
