import Foundation
import TestSupport
import Testing

/// Durations that no number can hold are unknown, wherever they come from.
@Suite(.blocking) struct InfiniteDurationTests {
  private func fields(_ keys: String, in folder: TemporaryFolder) throws -> JSON {
    let outcome = try Runspect.run(
      ["status", "r", "--fields", keys, "--stale-after", "36500d"], in: folder)
    #expect(!outcome.stdout.contains("Infinity"))
    return try JSON(parsing: outcome.stdout)
  }

  @Test(arguments: [("1.1e999", nil), ("1.5", 1.5)] as [(String, Double?)])
  func elapsedTimeOfSnakemake(_ text: String, _ seconds: Double?) throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "r/.snakemake/log/1.snakemake.log",
      "Building DAG of jobs...\nJob stats:\njob count\n--- ---\na 1\ntotal 1\n\n"
        + "[Sat Nov 21 10:39:01 2026]\nrule a:\n    jobid: 1\n\n[Sat Nov 21 10:39:08 2026]\n"
        + "Finished job 1.\n1 of 1 steps (100%) done\nElapsed time: 0:00:0\(text)\n"
        + "Complete log: x\n")
    // The times of the jobs tell it as well.
    let answer = try fields("status,elapsed_seconds", in: folder)
    #expect(answer["status"] == .string("completed"))
    #expect(answer["elapsed_seconds"] == .number(seconds ?? 7))
  }

  @Test(arguments: ["1e999", "-1e999", "NaN", "-1", "\"long\""])
  func elapsedSecondsOfAHeartbeat(_ number: String) throws {
    let folder = try TemporaryFolder()
    let times = #""updated_at": 1000, "elapsed_seconds": \#(number)"#
    try folder.write("r/run_status.json", #"{"status": "completed", \#(times)}"#)
    let answer = try fields("status,elapsed_seconds", in: folder)
    #expect(answer["elapsed_seconds"] == .null)
    let whole = try JSON(parsing: Runspect.run(["status", "r"], in: folder).stdout)
    #expect(whole["elapsed_seconds"] == .null)
    #expect(
      whole["warnings"]?.array.first?.string?.contains(
        "'elapsed_seconds' should be a number from 0")
        == true)
    try folder.write(
      "r/run_status.json", #"{"status": "completed", "started_at": 995, \#(times)}"#)
    #expect(try fields("status,elapsed_seconds", in: folder)["elapsed_seconds"] == .number(5))
  }

  @Test func remainingSecondsOfATask() throws {
    let folder = try TemporaryFolder()
    let counts = #""totalCount": 5, "completedCount": 1, "startTime": 1000, "rateCount": 5e-324"#
    try folder.write(
      "r/task_status.json", #"{"state": 3, "name": "n", "completed": false, \#(counts)}"#)
    let answer = try fields("status,remaining_seconds", in: folder)
    #expect(answer["status"] == .string("running"))
    #expect(answer["remaining_seconds"] == .null)
  }

  /// The last row of a history that W&B stores, as the field `_runtime`.
  @Test(arguments: [("1e999", nil), ("Infinity", nil), ("7.5", 7.5)] as [(String, Double?)])
  func runtimeOfWandb(_ json: String, _ seconds: Double?) throws {
    let item: [UInt8] =
      [0x0A, 8] + Array("_runtime".utf8) + [0x82, 0x01, UInt8(json.utf8.count)] + json.utf8
    let row: [UInt8] = [0x0A, UInt8(item.count)] + item
    let head = Data([0x3A, 0x57, 0x26, 0x42, 0xE1, 0xBE, 0x00])
    let folder = try TemporaryFolder()
    try folder.write(
      "r/run-abc.wandb", head + WandbBadInputTests.piece([0x12, UInt8(row.count)] + row))
    let answer = try fields("status,elapsed_seconds", in: folder)
    #expect(answer["status"] == .string("running"))
    #expect(answer["elapsed_seconds"] == seconds.map { .number($0) } ?? .null)
    let timing = try JSON(parsing: Runspect.run(["timing", "r"], in: folder).stdout)
    #expect(
      timing["timing"]?.array.first?["seconds"] ?? .null == seconds.map { .number($0) } ?? .null)
  }
}
