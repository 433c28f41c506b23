import ReadOnlyFiles
import Testing

@testable import FileFormats
@testable import RunInspection
@testable import RunspectCLI

/// Every sentence that tells why a run can't be read.
@Suite struct InspectionErrorTextTests {
  /// The cases by their names: the compiler asks for one that is added, and the table for its sentence.
  private enum Case: CaseIterable {
    case runFolderMissing, notAFolder, noRunRecognised, unreadable, notJSON, notAPickle, missingKey
    case pickleCutShort, lineDamaged
    case unexpectedValue, wrongValue, requestNotFound, notKept, notFound, unexpectedKind,
      layoutFault, noRunOfKind, tooManyEntries, searchEnded

    init(_ error: InspectionError) {
      switch error {
      case .runFolderMissing: self = .runFolderMissing
      case .notAFolder: self = .notAFolder
      case .noRunRecognised: self = .noRunRecognised
      case .unreadable: self = .unreadable
      case .notJSON: self = .notJSON
      case .notAPickle: self = .notAPickle
      case .pickleCutShort: self = .pickleCutShort
      case .lineDamaged: self = .lineDamaged
      case .missingKey: self = .missingKey
      case .unexpectedValue: self = .unexpectedValue
      case .wrongValue: self = .wrongValue
      case .requestNotFound: self = .requestNotFound
      case .tooManyEntries: self = .tooManyEntries
      case .searchEnded: self = .searchEnded
      case .notKept: self = .notKept
      case .notFound: self = .notFound
      case .unexpectedKind: self = .unexpectedKind
      case .layoutFault: self = .layoutFault
      case .noRunOfKind: self = .noRunOfKind
      }
    }
  }

  private static let path = RawPath("/runs/r")

  private static let table: [(InspectionError, String)] = [
    (.noRunOfKind(nil, below: RawPath("runs")), "there is no run below 'runs'"),
    (.noRunOfKind(.failed, below: RawPath("runs")), "there is no failed run below 'runs'"),
    (.runFolderMissing(path), "'/runs/r' does not exist"),
    (.notAFolder(path, .regular), "'/runs/r' is a file, not a run folder"),
    (.notAFolder(path, .pipe), "'/runs/r' is a named pipe, not a run folder"),
    (
      .noRunRecognised(path, markers: [RawPath("a.json")]),
      "'/runs/r' holds no run: there is no a.json"
    ),
    (
      .noRunRecognised(path, markers: ["a.json", "b.json"].map { RawPath($0) }),
      "'/runs/r' holds no run: there is no a.json or b.json"
    ),
    (
      .noRunRecognised(path, markers: ["a.json", "b.json", "*.log"].map { RawPath($0) }),
      "'/runs/r' holds no run: there is no a.json, b.json or *.log"
    ),
    (
      .unreadable(FileError(operation: .open, path: path, reason: .system(.permissionDenied))),
      "can't open '/runs/r': Permission denied"
    ),
    (
      .notAPickle(path, PickleError(offset: 3, reason: .missingStop)),
      "'/runs/r' is not a pickle: at byte 3, the data ends before STOP"
    ),
    (
      .pickleCutShort(path, offset: 7), "'/runs/r' is cut short: the pickle breaks off at byte 7"
    ),
    (.lineDamaged(path, line: 3, .cutShort), "'/runs/r' is damaged: line 3 is cut short"),
    (.lineDamaged(path, line: 3, .notText), "'/runs/r' is damaged: line 3 is not text"),
    (.lineDamaged(path, line: 3, .tooLong), "'/runs/r' is damaged: line 3 is too long"),
    (.lineDamaged(path, line: 3, .notJSON), "'/runs/r' is damaged: line 3 is not JSON"),
    (
      .lineDamaged(path, line: 3, .wrongColumnCount(1, expected: 4)),
      "'/runs/r' is damaged: line 3 has 1 column, where the first has 4"
    ),
    (
      .lineDamaged(path, line: 3, .wrongColumnCount(2, expected: 4)),
      "'/runs/r' is damaged: line 3 has 2 columns, where the first has 4"
    ),
    (.missingKey(path, key: "status"), "'/runs/r' lacks the key 'status'"),
    (
      .wrongValue(path, key: "n", expected: "a whole number from 0", found: "-1"),
      "'/runs/r': 'n' should be a whole number from 0, not -1"
    ),
    (
      .tooManyEntries(path, key: "outputs", limit: 20_000),
      "'/runs/r': 'outputs' has more than 20000 entries, the most that are read"
    ),
    (
      .tooManyEntries(path, key: "", limit: 5),
      "'/runs/r' has more than 5 entries, the most that are read"
    ),
    (
      .searchEnded(below: path),
      "not all folders below '/runs/r' were searched: the search ends after 32 levels and 1000000 folders"
    ),
    (.requestNotFound("abc", below: path), "request_id 'abc' not found below '/runs/r'"),
    (
      .notFound(.values, "z", available: []), "there is no output 'z'; the run has no outputs"
    ),
    (
      .notFound(.snapshots, "other", available: ["a"]),
      "there is no snapshot 'other'; the only snapshot is 'a'"
    ),
    (
      .notFound(.values, "other", available: ["a", "b"]),
      "there is no output 'other'; the outputs are 'a' and 'b'"
    ),
    (
      .notFound(.inputs, "rate", available: ["batch", "date", "steps"]),
      "there is no input 'rate'; did you mean 'date'? The inputs are 'batch', 'date' and 'steps'"
    ),
    (
      .notFound(.modules, "Loader", available: ["Loaders"]),
      "there is no module 'Loader'; did you mean 'Loaders'? The only module is 'Loaders'"
    ),
    (
      .notFound(.changes, "other", available: (1...23).map { JSONString("a\($0)") }),
      "there is no change 'other'; the changes are "
        + (1...20).map { "'a\($0)'" }.joined(separator: ", ") + " and 3 more"
    ),
    (
      .notFound(.failures, JSONString(String(repeating: "z", count: 201)), available: ["z"]),
      "there is no error '\(String(repeating: "z", count: 201))'; the only error is 'z'"
    ),
    (.layout(PetsardFault.unexpectedPickle(path)), PetsardFault.unexpectedPickle(path).text),
  ]

  private static let kinds: [(FileKind, String)] = [
    (.regular, "a file"), (.folder, "a folder"), (.symbolicLink, "a symbolic link"),
    (.pipe, "a named pipe"), (.device, "a device or a socket"), (.unknown, "of an unknown kind"),
  ]

  private static let records: [(RunRecord, String)] = [
    (.failures, "errors"), (.values, "outputs"), (.inputs, "inputs"), (.timing, "timing"),
    (.modules, "modules"), (.snapshots, "snapshots"), (.changes, "changes"),
    (.summary, "summary"),
  ]

  private static let values: [(JSONNode.Kind, String)] = [
    (.null, "null"), (.bool, "a truth value"), (.integer, "a whole number"), (.float, "a number"),
    (.string, "that string"), (.array, "an array"), (.object, "an object"),
  ]

  /// The table with the rows for each kind of file, record and value, and for a text that is no JSON.
  private static func rows() -> [(InspectionError, String)] {
    var rows = table
    for (kind, words) in kinds {
      rows.append((.notAFolder(path, kind), "'/runs/r' is \(words), not a run folder"))
      rows.append(
        (.unexpectedKind(path, kind), "'/runs/r' is \(words), where a file of the run belongs"))
    }
    for (record, words) in records {
      rows.append(
        (.notKept(LayoutName(rawValue: "krixik"), record), "a krixik run keeps no \(words)"))
    }
    for (kind, words) in values {
      rows.append(
        (
          .unexpectedValue(path, key: "n", expected: "a colour", found: kind),
          "'/runs/r': 'n' should be a colour, not \(words)"
        ))
      rows.append(
        (
          .unexpectedValue(path, key: "", expected: "a colour", found: kind),
          "'/runs/r' should hold a colour, not \(words)"
        ))
    }
    do throws(JSONError) {
      _ = try JSONDocument(Array("{".utf8))
    } catch {
      rows.append(
        (
          .notJSON(path, error),
          "'/runs/r' is not JSON: Expecting property name enclosed in double quotes: line 1 column 2 "
            + "(char 1)"
        ))
    }
    return rows
  }

  @Test func saysEveryErrorInOneSentence() {
    for (error, sentence) in InspectionErrorTextTests.rows() { #expect(error.text == sentence) }
  }

  @Test func leavesOutNoError() {
    let said = Set(InspectionErrorTextTests.rows().map { Case($0.0) })
    #expect(said == Set(Case.allCases))
  }
}
