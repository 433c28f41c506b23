import Foundation
import TestSupport
import Testing

/// Where there is more than is looked at, the answer says so, and no gate passes.
@Suite(.blocking) struct NoSilentLimitTests {
  /// What `status --exit-status` answers.
  private func gate(
    _ run: String, in folder: TemporaryFolder
  ) throws -> (status: Int32, answer: JSON, warnings: [String]) {
    let outcome = try Runspect.run(
      ["status", run, "--exit-status", "--stale-after", "36500d"], in: folder)
    let answer = try JSON(parsing: outcome.stdout)
    return (outcome.status, answer, (answer["warnings"]?.array ?? []).compactMap(\.string))
  }

  private func path(_ name: String, in folder: TemporaryFolder) -> String {
    "'\(folder.path)/\(name)'"
  }

  // MARK: - Folders

  @Test(arguments: ["file_array", "zarr_file_array", "dict"])
  func foldersThatLieTooDeep(_ storage: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "r/run_info.json",
      """
      {"all_output_names": ["y"], "shapes": {"y": [1]}, "resolved_shapes": {"y": [1]}, \
      "shape_masks": {"y": [true]}, "storage": "\(storage)", "error_handling": "raise"}
      """)
    let deep = Array(repeating: "d", count: 40).joined(separator: "/")
    let place = storage == "zarr_file_array" ? "r/outputs/y/array" : "r/outputs/y"
    try folder.write("\(place)/\(deep)/f", "x")
    let (status, answer, warnings) = try gate("r", in: folder)
    #expect(status == 1)
    let output = answer["outputs"]?["y"]
    let texts = warnings + [answer["error"]?.string, output?["error"]?.string].compactMap { $0 }
    #expect(
      texts.contains { $0.contains("d': it lies more than 32 folders deep") }, "\(answer)")
    #expect(output?["bytes"] == .null)
  }

  // MARK: - PETsARD

  private func petsardLine(_ message: String, _ minute: Int = 0, _ logger: String = "Executor")
    -> String
  {
    "2026-11-21 08:\(minute < 10 ? "0" : "")\(minute):00,000 - \(logger)  - run  - INFO  - "
      + message + "\n"
  }

  /// One workflow of one step.
  private func petsardLog(_ step: String, _ minute: Int) -> String {
    petsardLine("Starting PETsARD execution workflow", minute)
      + petsardLine("Executing Loader with \(step)", minute)
      + petsardLine(
        "Status updated: Loader[\(step)] - Snapshot count: 1", minute, "Status")
      + petsardLine("Completed PETsARD execution workflow (elapsed: 0:00:01)", minute)
  }

  /// The folder of the log may be listed after a thousand others.
  @Test func theOneLogFolderAmongManyFolders() throws {
    let folder = try TemporaryFolder()
    for number in 0..<1_100 { try folder.makeFolder("runs/r/f\(number)") }
    for place in ["f0", "f555", "f1099"] {
      try folder.write("runs/r/\(place)/PETsARD_x.log", petsardLog("a", 0))
      let answer = try gate("runs/r", in: folder).answer
      #expect(answer["status"] == .string("completed"), "\(place)")
      #expect(answer["log"] == .string("\(place)/PETsARD_x.log"))
      try FileManager.default.removeItem(at: folder.url("runs/r/\(place)/PETsARD_x.log"))
    }
    // Two of them are two runs, wherever they are listed.
    try folder.write("runs/r/f0/PETsARD_x.log", petsardLog("a", 0))
    try folder.write("runs/r/f1099/PETsARD_x.log", petsardLog("a", 0))
    let listed = try JSON(parsing: Runspect.run(["list-runs", "runs"], in: folder).stdout)
    #expect(listed["runs"] == .array([]))
  }

  /// All logs belong to the run, however many there are.
  @Test func moreThanSixtyFourLogs() throws {
    let folder = try TemporaryFolder()
    for minute in 0..<59 {
      try folder.write("r/PETsARD_\(minute).log", petsardLog("p\(minute)", minute))
    }
    for number in 0..<20 {
      try folder.write("r/PETsARD_x\(number).log", petsardLog("x\(number)", 0))
    }
    let timing = try JSON(parsing: Runspect.run(["timing", "r"], in: folder).stdout)
    #expect(timing["timing"]?.array.count == 79)
    // The one that ends last decides, whenever its file was changed.
    folder.setTime("r/PETsARD_58.log", .hourEarlier)
    #expect(try gate("r", in: folder).answer["log"] == .string("PETsARD_58.log"))
  }

  @Test func moreStepsThanAreToldApart() throws {
    let folder = try TemporaryFolder()
    let steps = (0..<10_001).map {
      petsardLine("Executing Loader with p\($0)")
        + petsardLine("Status updated: Loader[p\($0)] - Snapshot count: 1", 0, "Status")
    }
    try folder.write(
      "r/PETsARD_x.log",
      petsardLine("Starting PETsARD execution workflow") + steps.joined()
        + petsardLine("Completed PETsARD execution workflow (elapsed: 0:00:01)", 9))
    let (status, answer, warnings) = try gate("r", in: folder)
    #expect(answer["n_outputs"] == .number(10_000))
    #expect(status == 1)
    let log = path("r/PETsARD_x.log", in: folder)
    #expect(
      warnings.contains { $0.contains("can't read \(log) whole: it has more than 10000 entries") },
      "\(warnings)")
  }

  // MARK: - RocketRide

  @Test func theNewestOfThousandsOfSavedLogs() throws {
    let folder = try TemporaryFolder()
    let status =
      #"{"state": 5, "name": "n", "completed": true, "totalCount": 1, "completedCount": 1}"#
    for number in 0..<4_200 {
      try folder.writeEmpty("r/.logs/p/s-\(1_000 + number).log", isFirst: number == 0)
    }
    try folder.write("r/.logs/p/s-9999.log", status)
    let answer = try gate("r", in: folder).answer
    #expect(answer["task_file"] == .string(".logs/p/s-9999.log"))
    #expect(answer["status"] == .string("completed"))
  }

  @Test func moreChangesOfStateThanAreKept() throws {
    let folder = try TemporaryFolder()
    func event(_ state: Int) -> String {
      #"{"iso_timestamp": "2026-11-21T07:46:15.116585", "event": {"event": "apaevt_status_update", "#
        + "\"body\": {\"state\": \(state), \"name\": \"n\"}}}\n"
    }
    let events = (0..<5_002).map { event(3 + $0 % 2) }
    try folder.write("r/events.log", events[..<4_000].joined())
    let timing = try JSON(parsing: Runspect.run(["timing", "r"], in: folder).stdout)
    #expect(timing["timing"]?.array.count == 4_000)
    try folder.write("r/events.log", (events + events).joined())
    let outcome = try Runspect.run(["timing", "r"], in: folder)
    #expect(outcome.status == 1)
    #expect(
      try JSON(parsing: outcome.stdout)["error"]
        == .string(
          "can't read \(path("r/events.log", in: folder)) whole: it has more than 10000 entries"))
  }

  // MARK: - Snakemake

  private func snakemakeLog(rules: Int) -> String {
    let rows = (0..<rules).map { "r\($0) 1\n" }.joined()
    return "Building DAG of jobs...\nJob stats:\njob count\n--- ---\n\(rows)total \(rules)\n\n"
      + "[Sat Nov 21 10:39:01 2026]\nError in rule r\(rules - 1):\n    jobid: 7\n\n"
      + "Exiting because a job execution failed. Look above for error message\nComplete log: x\n"
  }

  @Test func moreRulesThanAreTold() throws {
    let folder = try TemporaryFolder()
    let log = "r/.snakemake/log/2026-11-21T103859.000001.snakemake.log"
    try folder.write(log, snakemakeLog(rules: 10_001))
    let (status, answer, warnings) = try gate("r", in: folder)
    #expect(answer["status"] == .string("failed"))
    #expect(status == 1)
    let fault = "can't read \(path(log, in: folder)) whole: it has more than 10000 entries"
    #expect(warnings == ["a log can't be read: \(fault)"])
    let timing = try Runspect.run(["timing", "r"], in: folder)
    #expect(timing.status == 1)
    #expect(try JSON(parsing: timing.stdout)["error"] == .string(fault))
  }

  /// Somebody tried a hundred times to run it while it was locked.
  @Test func theInvocationBeforeAHundredRefusals() throws {
    let folder = try TemporaryFolder()
    let logs = "r/.snakemake/log"
    try folder.write("\(logs)/1.snakemake.log", snakemakeLog(rules: 1))
    folder.setTime("\(logs)/1.snakemake.log", .hourEarlier)
    for number in 0..<100 {
      let name = "\(logs)/2-\(number).snakemake.log"
      try folder.write(name, "LockException:\nError: Directory cannot be locked.\n")
      folder.setTime(name, .recorded)
    }
    let answer = try gate("r", in: folder).answer
    #expect(answer["status"] == .string("failed"))
    #expect(answer["log"] == .string(".snakemake/log/1.snakemake.log"))
  }

  /// One that was refused after its jobs were counted, and before one began.
  @Test func theInvocationBeforeALateRefusal() throws {
    let folder = try TemporaryFolder()
    let logs = "r/.snakemake/log"
    try folder.write("\(logs)/1.snakemake.log", snakemakeLog(rules: 1))
    folder.setTime("\(logs)/1.snakemake.log", .hourEarlier)
    let refusal =
      "Building DAG of jobs...\nJob stats:\njob count\n--- ---\na 1\ntotal 1\n\n"
      + "IncompleteFilesException:\nThe files below seem to be incomplete.\n"
    try folder.write("\(logs)/2.snakemake.log", refusal)
    folder.setTime("\(logs)/2.snakemake.log", .recorded)
    let answer = try gate("r", in: folder).answer
    #expect(answer["log"] == .string(".snakemake/log/1.snakemake.log"))
    // Jobs that did not begin do not make it another one.
    try folder.write("\(logs)/2.snakemake.log", "LockException:\nError: It is locked.\n")
    folder.setTime("\(logs)/2.snakemake.log", .recorded)
    #expect(try gate("r", in: folder).answer["log"] == answer["log"])
  }

  // MARK: - dbt and papermill

  private static let dbtHeader =
    "============================== 10:00:00.000000 | 11111111-2222-3333-4444-555555555555 "
    + "==============================\n"

  private func dbtLine(_ text: String, _ thread: Int) -> String {
    "\u{1B}[0m10:00:01.000000 [debug] [Thread-\(thread)]: \(text)\n"
  }

  @Test func moreThreadsThanAreFollowed() throws {
    let folder = try TemporaryFolder()
    try folder.write("r/dbt_project.yml", "")
    let nodes = (0..<1_025).map { dbtLine("Began running node model.shop.m\($0)", $0) }
    try folder.write(
      "r/logs/dbt.log",
      NoSilentLimitTests.dbtHeader + nodes.joined()
        + dbtLine("Command `dbt build` succeeded at 10:00:09.0 after 9.5 s", 0))
    let (status, _, warnings) = try gate("r", in: folder)
    #expect(status == 1)
    let log = path("r/logs/dbt.log", in: folder)
    #expect(
      warnings == ["a log can't be read: can't read \(log) whole: it has more than 1024 entries"])
  }

  /// As many threads as are followed, of which one has another error.
  @Test func noMoreThreadsThanAreFollowed() throws {
    let folder = try TemporaryFolder()
    try folder.write("r/dbt_project.yml", "")
    let errors = (0..<1_024).map { dbtLine("Runtime Error in model m\($0) (models/m.sql)", $0) }
    try folder.write(
      "r/logs/dbt.log",
      NoSilentLimitTests.dbtHeader + errors.joined()
        + dbtLine("Runtime Error in model late (models/late.sql)", 5)
        + dbtLine("1 of 1 ERROR creating sql table model main.late ..... [ERROR in 0.50s]", 5)
        + dbtLine("Command `dbt build` failed at 10:00:09.0 after 9.5 s", 0))
    let (status, answer, warnings) = try gate("r", in: folder)
    #expect(status == 1)
    #expect(answer["n_failed"] == .number(1))
    #expect(warnings == [])
  }

  @Test func moreCellsThanAreRead() throws {
    let folder = try TemporaryFolder()
    let cells = Array(repeating: "{}", count: 100_001).joined(separator: ",")
    let times = #""start_time": "2026-01-01T00:00:00", "end_time": "2026-01-01T00:00:02""#
    try folder.write(
      "n.ipynb", #"{"cells": [\#(cells)], "metadata": {"papermill": {\#(times)}}, "nbformat": 4}"#)
    let (status, answer, warnings) = try gate("n.ipynb", in: folder)
    #expect(answer["n_outputs"] == .number(100_000))
    #expect(status == 1)
    #expect(
      warnings == [
        "left out: can't read \(path("n.ipynb", in: folder)) whole: it has more than 100000 entries"
      ])
  }

  // MARK: - The report

  @Test func aReportOfMoreThanItHolds() throws {
    let folder = try TemporaryFolder()
    let long = String(repeating: "x", count: 4_000_000)
    for number in 0..<5 {
      try folder.write(
        "runs/r\(number)/run_status.json",
        #"{"status": "completed", "note": "\#(long)", "outputs": {"y": {"n_total": 1, "n_completed": 1}}}"#
      )
    }
    let page = try Runspect.run(["report", "runs", "--sort", "name"], in: folder).stdout
    #expect(
      page.contains(
        "<li>the outputs and long texts of 1 run are left out, because there are too many; a report on "
          + "each alone shows them</li>"))
    #expect(page.components(separatedBy: "The page is full.").count == 2)
    let alone = try Runspect.run(["report", "runs/r4"], in: folder).stdout
    #expect(!alone.contains("left out") && !alone.contains("The page is full."))
  }
}

extension TemporaryFolder {
  /// Makes an empty file quickly.
  fileprivate func writeEmpty(_ name: String, isFirst: Bool) throws {
    if isFirst { try write(name, "") } else { try makeEmptyFile(Array(name.utf8)) }
  }
}
