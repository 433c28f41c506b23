import Foundation
import TestSupport
import Testing

/// `status --verify` on runs of the layouts whose files are documents, logs and tables.
@Suite(.blocking) struct VerifyLayoutTests {
  /// A whole run, and how many of its files are read.
  struct Whole: Sendable, CustomTestStringConvertible {
    let layout: String
    let name: String
    let count: Int
    var testDescription: String { "\(layout)/\(name)" }
  }

  static let whole = [
    Whole(layout: "petsard", name: "complete-timing", count: 3),
    Whole(layout: "petsard", name: "splits-info", count: 3),
    Whole(layout: "petsard", name: "old-complete-cp950", count: 2),
    Whole(layout: "petsard", name: "state-parts", count: 1),
    Whole(layout: "petsard", name: "state-parts-and-log", count: 4),
    Whole(layout: "krixik", name: "complete", count: 2),
    Whole(layout: "krixik", name: "waited", count: 2),
    Whole(layout: "rocketride", name: "completed", count: 1),
    Whole(layout: "rocketride", name: "events-completed", count: 1),
    Whole(layout: "rocketride", name: "saved-logs", count: 1),
    Whole(layout: "heartbeat", name: "completed", count: 1),
  ]

  private func copy(_ layout: String, _ name: String) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try Fixtures.copy(layout, name, to: folder, as: "r")
    return folder
  }

  private func verify(_ folder: TemporaryFolder) throws -> (answer: JSON, status: Int32) {
    let outcome = try Runspect.run(["status", "r", "--verify", "--exit-status"], in: folder)
    return (try JSON(parsing: outcome.stdout), outcome.status)
  }

  /// Verifying a whole run changes nothing but the number of files that were read.
  @Test(arguments: whole)
  func countsTheFilesOfAWholeRun(_ run: Whole) throws {
    let folder = try copy(run.layout, run.name)
    let plain = try JSON(
      parsing: try Runspect.run(["status", "r", "--exit-status"], in: folder).stdout)
    #expect(plain["n_verified"] == nil)
    var rest = try verify(folder).answer.object
    #expect(rest.removeValue(forKey: "n_verified") == .number(Double(run.count)))
    #expect(JSON.object(rest) == plain)
  }

  /// The formats for people and spreadsheets tell the number too.
  @Test(arguments: [
    ("table", "verified  3 files"), ("csv", "error,n_verified\n"),
    ("tsv", "error\tn_verified\n"),
    ("markdown", "| error | n_verified |"),
  ])
  func tellsTheNumberInEveryFormat(_ format: String, _ text: String) throws {
    let folder = try copy("petsard", "complete-timing")
    func print(_ options: [String]) throws -> String {
      try Runspect.run(["status", "r", "--format", format] + options, in: folder).stdout
    }
    #expect(try print(["--verify"]).contains(text))
    #expect(try !print([]).contains("verified"))
  }

  /// A file of a completed run, how it is damaged, and what is said about it.
  struct Damage: Sendable, CustomTestStringConvertible {
    let layout: String
    let name: String
    let file: String
    /// How many bytes are left, counted from the end where it is negative.
    let length: Int
    let sentence: String
    var testDescription: String { "\(layout)/\(name)/\(file) \(length)" }
  }

  static let damages = [
    Damage(
      layout: "petsard", name: "complete-timing", file: "petsard_[Timing].csv", length: -1,
      sentence: "is damaged: line 4 is cut short"),
    Damage(
      layout: "petsard", name: "complete-timing", file: "petsard_[Timing].csv", length: 0,
      sentence: "is damaged: line 1 is cut short"),
    Damage(
      layout: "petsard", name: "complete-timing",
      file: "petsard_Loader[people]_Synthesizer[echo].csv", length: -2,
      sentence: "is damaged: line 9 is cut short"),
    Damage(
      layout: "petsard", name: "complete-info", file: "PETsARD_2026-11-21_08-00-06.log", length: -1,
      sentence: "is damaged: line 86 is cut short"),
    Damage(
      layout: "petsard", name: "state-parts-and-log", file: "status_state.pkl", length: -1,
      sentence: "is cut short: the pickle breaks off at byte "),
    Damage(
      layout: "krixik", name: "waited", file: "process.json", length: -2, sentence: "is not JSON: "),
    Damage(
      layout: "rocketride", name: "events-completed", file: "events.log", length: -3,
      sentence: "is damaged: line "),
  ]

  @Test(arguments: damages)
  func aDamagedFileIsNamedAndNoSuccess(_ damage: Damage) throws {
    let folder = try copy(damage.layout, damage.name)
    let before = try verify(folder)
    #expect(before.answer["status"] == .string("completed"))
    let file = "r/" + damage.file
    let contents = try folder.read(file)
    let length = damage.length < 0 ? contents.count + damage.length : damage.length
    try folder.write(file, contents.prefix(length))
    folder.setTime(file, .recorded)
    let (answer, status) = try verify(folder)
    let prefix = "1 stored file of the run is damaged: '\(folder.path)/\(file)' " + damage.sentence
    let warnings = answer["warnings"]?.array.compactMap(\.string) ?? []
    #expect(warnings.contains { $0.hasPrefix(prefix) }, "\(warnings)")
    #expect(answer["status"] == .string("incomplete"))
    #expect(answer["all_complete"] == .bool(false))
    #expect(answer["n_verified"] == before.answer["n_verified"])
    #expect(status == 2)
  }

  /// A document that is not whole can't be read at all, whether it is to be verified or not.
  @Test(arguments: [
    ("krixik", "complete", "process_status.json"), ("rocketride", "completed", "task_status.json"),
    ("heartbeat", "completed", "run_status.json"), ("petsard", "state-parts", "status_state.pkl"),
  ])
  func aDamagedDocumentIsAnError(_ layout: String, _ name: String, _ file: String) throws {
    let folder = try copy(layout, name)
    try folder.write("r/" + file, try folder.read("r/" + file).dropLast(3))
    folder.setTime("r/" + file, .recorded)
    let (answer, status) = try verify(folder)
    #expect(answer["status"] == .string("error"))
    #expect(answer["error"]?.string?.hasPrefix("'\(folder.path)/r/\(file)' is not ") ?? false)
    #expect(status == 1)
  }

  /// Zeros are what a file system leaves where data did not reach the disk.
  @Test func zerosAreNoText() throws {
    let folder = try copy("petsard", "complete-info")
    let file = "r/PETsARD_2026-11-21_08-00-06.log"
    var contents = try folder.read(file)
    contents.append(Data(count: 100))
    contents.append(10)
    try folder.write(file, contents)
    folder.setTime(file, .recorded)
    let (answer, status) = try verify(folder)
    #expect(
      answer["warnings"]?.array.last
        == .string(
          "1 stored file of the run is damaged: '\(folder.path)/\(file)' is damaged: line 87 is not "
            + "text"))
    #expect(status == 2)
  }

  /// Only lines with a status are parsed for a status; all of them to verify.
  @Test func everyLineOfAnEventLogIsParsed() throws {
    let folder = try copy("rocketride", "events-completed")
    let lines = try String(decoding: folder.read("r/events.log"), as: UTF8.self)
    try folder.write("r/events.log", #"{"event_type": }"# + "\n" + lines)
    folder.setTime("r/events.log", .recorded)
    let plain = try JSON(parsing: try Runspect.run(["status", "r"], in: folder).stdout)
    #expect(plain["warnings"] == .array([]))
    let (answer, status) = try verify(folder)
    #expect(
      answer["warnings"]
        == .array([
          .string(
            "1 stored file of the run is damaged: '\(folder.path)/r/events.log' is damaged: line 1 is "
              + "not JSON")
        ]))
    #expect(status == 2)
  }

  /// What changed a moment ago may still be written.
  @Test func isNotAlarmedByWhatIsBeingWritten() throws {
    let folder = try copy("petsard", "complete-timing")
    let file = "r/petsard_[Timing].csv"
    try folder.write(file, try folder.read(file).dropLast())
    let (answer, status) = try verify(folder)
    #expect(answer["status"] == .string("completed"))
    #expect(answer["n_verified"] == .number(2))
    #expect(status == 0)
  }

  /// A pipe in the place of a table is not opened for reading, which would never end.
  @Test func aPipeInThePlaceOfATableIsNoTable() throws {
    let folder = try copy("petsard", "complete-timing")
    try FileManager.default.removeItem(at: folder.url("r/petsard_[Timing].csv"))
    try folder.makePipe("r/petsard_[Timing].csv")
    let (answer, status) = try verify(folder)
    #expect(
      answer["warnings"]?.array.last?.string?.hasSuffix(
        "petsard_[Timing].csv': it is a named pipe, not a file")
        ?? false, "\(answer)")
    #expect(status == 2)
  }
}
