import Foundation
import TestSupport
import Testing

/// Logs and states of PETsARD with more text than is kept, or than fits in an answer.
@Suite(.blocking) struct PetsardLongTextTests {
  private func line(_ message: String, _ level: String = "INFO", logger: String = "Executor")
    -> String
  {
    "2026-11-21 08:00:00,000 - \(logger)  - run  - \(level)  - \(message)\n"
  }

  /// A log of a step that failed.
  private func failure(_ lines: String) throws -> JSON? {
    let folder = try TemporaryFolder()
    try folder.write(
      "r/PETsARD_x.log",
      line("Starting PETsARD execution workflow") + line("Executing Loader with a") + lines)
    let outcome = try Runspect.run(["errors", "r"], in: folder)
    #expect(outcome.status == 1)
    return try JSON(parsing: outcome.stdout)["errors"]?.array.first
  }

  private static let begin = "Traceback (most recent call last):\n  File \"a\", line 1, in a\n"

  /// Of a long trace, the beginning and the end are told, and that something is left out between them.
  @Test func aLongTrace() throws {
    let calls = (0..<4_000).map { "  File \"lib\($0).py\", line 1, in f\n" }.joined()
    let failure = try failure(
      line("boom", "ERROR") + PetsardLongTextTests.begin + calls + "ValueError: at last\n")
    let trace = failure?["traceback"]?.string ?? ""
    #expect(trace.hasPrefix(PetsardLongTextTests.begin))
    #expect(trace.contains("\n  …\n  File \"lib"))
    #expect(trace.hasSuffix("in f\nValueError: at last"))
    #expect(trace.utf8.count < 75_000)
    #expect(failure?["type"] == .string("ValueError"))
  }

  @Test func aLongLineOfATrace() throws {
    let long = String(repeating: "x", count: 70_000)
    let failure = try failure(
      line("boom", "ERROR") + PetsardLongTextTests.begin + "  File \"\(long)\"\n"
        + "ValueError: at last\n")
    let trace = failure?["traceback"]?.string ?? ""
    #expect(trace == PetsardLongTextTests.begin + "  …\nValueError: at last")
    #expect(failure?["type"] == .string("ValueError"))
    let message = try self.failure(line(long, "ERROR"))?["message"]?.string ?? ""
    #expect(message.hasSuffix("xxx…"))
    #expect(message.count > 65_000)
  }

  @Test(arguments: [64, 65, 70]) func moreLinesOfErrors(_ count: Int) throws {
    let lines = (0..<count).map { line("err\($0)", "ERROR") }.joined()
    let failure = try failure(lines)
    let told = failure?["log_messages"]?.array.compactMap(\.string) ?? []
    #expect(failure?["message"] == .string("err\(count - 1)"))
    let first = (0..<63).map { "err\($0)" }
    #expect(told == first + (count > 64 ? ["… (\(count - 64) more)"] : []))
  }

  private func state(_ parts: KeyValuePairs<String, PickleBytes>) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write("r/status_state.pkl", Data(PickleBytes.fields(parts).pickle))
    return folder
  }

  /// The times of all steps are told, however long the error of the first is.
  @Test func aLongErrorOfAStep() throws {
    let records = (0..<3).map { number in
      PickleBytes.fields([
        "record_id": .text("r\(number)"), "module_name": "LoaderAdapter",
        "start_time": .text("2026-11-21T08:00:0\(number)"),
        "end_time": .text("2026-11-21T08:00:0\(number + 5)"),
        "context": .fields([
          "status": "error",
          "error": .text(String(repeating: "x", count: number == 0 ? 7_339_000 : 1_000)),
        ]),
      ])
    }
    let folder = try state(["timing_records": .list(records)])
    let answer = try JSON(parsing: Runspect.run(["timing", "r"], in: folder).stdout)
    let rows = answer["timing"]?.array ?? []
    #expect(rows.map { $0["seconds"] ?? .null } == [.number(5), .number(5), .number(5)])
    #expect(answer["totals"]?["Loader"] == .number(15))
    #expect(rows.last?["error"] == .string("…"))
  }

  /// Times that all records share don't multiply; a time is short.
  @Test func aLongTimeOfManySteps() throws {
    let records = (0..<2_000).map { number in
      PickleBytes.fields([
        "record_id": .text("r\(number)"), "module_name": "LoaderAdapter", "start_time": .entry(0),
        "end_time": .entry(0), "duration_seconds": .float(2),
      ])
    }
    let time = PickleBytes.text(String(repeating: "é", count: 450))
    let folder = try TemporaryFolder()
    try folder.write(
      "r/status_state.pkl",
      Data(time.kept(0, then: .fields(["timing_records": .list(records)])).pickle))
    let outcome = try Runspect.run(["timing", "r"], in: folder)
    #expect(outcome.status == 0)
    #expect(outcome.stdout.utf8.count < 1_000_000)
    #expect(try JSON(parsing: outcome.stdout)["totals"]?["Loader"] == .number(4_000))
  }

  /// A pair of which nothing fits in the answer.
  @Test func aStateThatDoesNotFit() throws {
    let nothing = PickleBytes.none
    let inner = PickleBytes.list(Array(repeating: nothing, count: 1_000))
    let outer = inner.kept(900, then: .list(Array(repeating: .entry(900), count: 1_000)))
    let object = PickleBytes.global("petsard.x", "Foo").instance().with(
      state: .tuple(outer, .integer(0)))
    let folder = try state([
      "snapshots": .list([
        .fields([
          "snapshot_id": "s", "module_name": "Loader", "experiment_name": "a", "zz": object,
        ])
      ])
    ])
    let outcome = try Runspect.run(["snapshots", "r"], in: folder)
    #expect(outcome.status == 0)
    #expect(outcome.stderr == "")
  }

  /// Schemas that differ in a value of another type are told apart.
  @Test func schemasThatDifferInADecimal() throws {
    let decimal = PickleBytes.global("decimal", "Decimal")
    let schemas = [
      decimal.called("1"), decimal.called("1"), decimal.called("2"), PickleBytes.integer(5),
    ]
    let snapshots = schemas.enumerated().map { position, limit in
      PickleBytes.fields([
        "snapshot_id": .text("s\(position)"), "module_name": "Loader", "experiment_name": "a",
        "metadata_after": .fields(["limit": limit]),
      ])
    }
    let folder = try state(["snapshots": .list(snapshots)])
    let outcome = try Runspect.run(["snapshots", "r", "--evolution", "Loader"], in: folder)
    let told = try JSON(parsing: outcome.stdout)["snapshots"]?.array.map { $0["snapshot_id"] }
    #expect(told == ["s0", "s2", "s3"].map { .string($0) })
  }
}
