import Foundation
import TestSupport
import Testing

/// `timing`, `snapshots`, `changes`, `summary` and `restore`, through the built binary.
@Suite(.blocking) struct HistoryCommandTests {
  static let identifier = "snapshot_000001_20261121_080035"
  static let withoutMetadata = "snapshot_000004_20261121_080035"

  private func folder(with name: String = "state-parts") throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try Fixtures.copy("petsard", name, to: folder, as: "r")
    return folder
  }

  private func error(_ words: [String], in folder: TemporaryFolder) throws -> String? {
    let outcome = try Runspect.run(words, in: folder)
    #expect(outcome.status == 1)
    #expect(outcome.stderr == outcome.sentence)
    let answer = try JSON(parsing: outcome.stdout)
    #expect(answer.object.count == 1)
    return answer["error"]?.string
  }

  @Test func restoresIntoANewFileOnly() throws {
    let folder = try folder()
    let printed = try Runspect.run(["restore", "r", HistoryCommandTests.identifier], in: folder)
    #expect(printed.status == 0)
    #expect(try JSON(parsing: printed.stdout)["id"] == .string("people"))
    let words = ["restore", "r", HistoryCommandTests.identifier, "--to", "schema.json"]
    let written = try Runspect.run(words, in: folder)
    #expect(
      written
        == Outcome(
          stdout:
            "{\"restored\": {\"bytes\": \(printed.stdout.utf8.count), \"file\": \"schema.json\"}}\n",
          stderr: "", status: 0))
    #expect(try String(decoding: folder.read("schema.json"), as: UTF8.self) == printed.stdout)
    #expect(try error(words, in: folder) == "can't write 'schema.json': File exists")
    #expect(try String(decoding: folder.read("schema.json"), as: UTF8.self) == printed.stdout)
  }

  @Test(arguments: [
    "r/schema.json", "./r/../r/schema.json", "link/schema.json", "other/../r/schema.json",
    "other/deep/schema.json",
  ])
  func restoresNothingInsideTheRunFolder(_ target: String) throws {
    let folder = try folder()
    try folder.makeLink("link", to: "r")
    try folder.makeFolder("other")
    try folder.makeFolder("r/deep")
    try folder.makeLink("other/deep", to: folder.path + "/r/deep")
    for run in ["r", "link", folder.path + "/r/", "r/status_state.pkl"] {
      let before = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
      let sentence = try error(
        ["restore", run, HistoryCommandTests.identifier, "--to", target], in: folder)
      #expect(
        sentence
          == "'\(target)' lies in the run folder '\(folder.path)/r', in which nothing is ever written"
      )
      #expect(try FileManager.default.subpathsOfDirectory(atPath: folder.path) == before)
    }
  }

  @Test func followsNoLinkAtTheNameOfTheFile() throws {
    let folder = try folder()
    try folder.makeLink("dangling", to: "r/schema.json")
    let sentence = try error(
      ["restore", "r", HistoryCommandTests.identifier, "--to", "dangling"], in: folder)
    #expect(sentence == "can't write 'dangling': File exists")
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/r/schema.json"))
  }

  @Test(arguments: [
    ("missing/schema.json", "can't write 'missing/schema.json': No such file or directory"),
    ("..", "'..' does not name a file"), ("", "'' does not name a file"),
    ("folder/", "'folder/' does not name a file"),
  ])
  func refusesWhatCanBeNoFile(_ target: String, _ sentence: String) throws {
    let words = ["restore", "r", HistoryCommandTests.identifier, "--to", target]
    #expect(try error(words, in: folder()) == sentence)
  }

  @Test func saysWhatIsMissing() throws {
    let folder = try folder()
    #expect(
      try error(["restore", "r", HistoryCommandTests.withoutMetadata], in: folder)
        == "the snapshot '\(HistoryCommandTests.withoutMetadata)' holds no metadata to restore")
    let unknown = try #require(try error(["restore", "r", "nope"], in: folder))
    #expect(unknown.hasPrefix("there is no snapshot 'nope'; the snapshots are 'snapshot_000001_"))
    #expect(try error(["snapshots", "r", "nope"], in: folder) == unknown)
    let module = "there is no module 'Nope'; the modules are 'Loader', 'Splitter', "
    #expect(
      try error(["snapshots", "r", "--module", "Nope"], in: folder)?.hasPrefix(module) == true)
    #expect(
      try error(["snapshots", "r", "--evolution", "Nope"], in: folder)?.hasPrefix(module) == true)
    #expect(
      try error(["changes", "r", "--module", "Nope"], in: folder)?
        .hasPrefix("there is no module 'Nope'; the modules are 'Loader', ") == true)
    #expect(try error(["timing", "none"], in: folder) == "'\(folder.path)/none' does not exist")
  }

  @Test func aStepNarrowsMoreThanItsModule() throws {
    let folder = try folder()
    func count(_ module: String) throws -> Int? {
      let outcome = try Runspect.run(["snapshots", "r", "--module", module], in: folder)
      return try JSON(parsing: outcome.stdout)["snapshots"]?.array.count
    }
    #expect(try count("Loader") == 2)
    #expect(try count("Loader[second]") == 1)
    #expect(try count("Splitter[holdout_[1-1]]") == 2)
    let one = try Runspect.run(
      ["snapshots", "r", HistoryCommandTests.identifier, "--module", "Splitter"], in: folder)
    #expect(one.status == 1)
  }

  @Test(arguments: [
    ["snapshots", "r", "x", "--evolution", "Loader"],
    ["snapshots", "r", "--module", "a", "--evolution", "Loader"],
    ["restore", "r"], ["restore", "r", "x", "--to", "f", "--format", "table"],
    ["timing", "r", "x"],
    ["timing", "r", "--module", "x"],
  ])
  func refusesWhatMakesNoSense(_ words: [String]) throws {
    let outcome = try Runspect.run(words, in: folder())
    #expect(outcome.status == 64)
    #expect(outcome.stdout == "")
  }

  @Test(arguments: ["snapshots", "changes", "summary"])
  func aPipefuncRunKeepsNoSuchThing(_ command: String) throws {
    let folder = try TemporaryFolder()
    try folder.write("r/run_info.json", BadInputTests.runInfo)
    #expect(try error([command, "r"], in: folder) == "a pipefunc run keeps no \(command)")
    let outcome = try Runspect.run([command, "r", "--format", "jsonl"], in: folder)
    #expect(
      outcome
        == Outcome(
          stdout: "", stderr: "runspect: a pipefunc run keeps no \(command)\n", status: 1))
  }

  @Test func timesTheOutputsOfAPipefuncRun() throws {
    let folder = try TemporaryFolder()
    try folder.write("r/run_info.json", BadInputTests.runInfo)
    folder.setTime("r/run_info.json", Moment(seconds: 1_767_323_041, nanoseconds: 500_000_000))
    for index in 0..<3 {
      try folder.write("r/outputs/y/__\(index)__.pickle", "x")
      folder.setTime(
        "r/outputs/y/__\(index)__.pickle",
        Moment(seconds: 1_767_323_045 + 2 * index, nanoseconds: 500_000_000))
    }
    try folder.write(
      "r/pipefunc_status.json",
      #"{"status": "running", "outputs": {"y": {"elapsed_time": 4.5, "remaining_time": 1.5}}}"#)
    let outcome = try Runspect.run(["timing", "r", "--format", "jsonl"], in: folder)
    #expect(
      outcome
        == Outcome(
          stdout: """
            {"elements_per_second": null, "end": null, "error": null, "experiment": null, \
            "module": "total", "n_elements": 0, "seconds": null, "seconds_source": null, \
            "start": null, "step": null}
            {"elapsed_time": 4.5, "elements_per_second": 0.375, \
            "end": "2026-01-02T03:04:09.500000+00:00", "error": null, "experiment": null, \
            "module": "y", "n_elements": 3, "remaining_time": 1.5, "seconds": 8.0, \
            "seconds_source": "upper_bound", "start": "2026-01-02T03:04:01.500000+00:00", "step": null}

            """, stderr: "", status: 0))
  }

  @Test func tablesAreForPeople() throws {
    let folder = try folder(with: "complete-debug")
    let timing = try Runspect.run(["timing", "r", "--format", "table"], in: folder)
    #expect(
      timing.stdout == """
        MODULE         EXPERIMENT     STEP  SECONDS  TIMELINE                  SOURCE  ERROR
        Loader         people         run     0.009  ███·····················  -       -
        Splitter       holdout_[1-1]  run     0.001  ···█····················  -       -
        Preprocessor   encode         run     0.018  ····██████··············  -       -
        Synthesizer    echo           run     0.022  ··········████████······  -       -
        Postprocessor  decode         run     0.008  ···················██···  -       -
        Reporter       data           run     0.002  ·······················█  -       -

        TOTAL          SECONDS
        Loader           0.009
        Splitter         0.001
        Preprocessor     0.018
        Synthesizer      0.022
        Postprocessor    0.008
        Reporter         0.002

        """)
    for command in ["snapshots", "changes", "summary"] {
      let outcome = try Runspect.run([command, "r", "--format", "table"], in: folder)
      #expect(outcome.status == 0)
      #expect(outcome.stdout.split(separator: "\n").count > 2)
      let lines = try Runspect.run([command, "r", "--format", "jsonl"], in: folder)
      for line in lines.stdout.split(separator: "\n") { _ = try JSON(parsing: String(line)) }
    }
  }
}
