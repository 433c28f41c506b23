import Foundation
import TestSupport
import Testing

/// Where a record has more fields, names or causes than are told, the answer says so.
@Suite(.blocking) struct NoSilentFieldLimitTests {
  // MARK: - PETsARD

  private func record(_ fields: Range<Int>) -> PickleBytes {
    .dictionary(
      [("diff", .none), ("module", "Loader")]
        + fields.map { (.text("f\($0)"), .integer($0)) })
  }

  private func state(_ parts: KeyValuePairs<String, PickleBytes>) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write("r/status_state.pkl", Data(PickleBytes.fields(parts).pickle))
    return folder
  }

  private func refusal(_ folder: TemporaryFolder, _ limit: Int) -> JSON {
    .string(
      "'\(folder.path)/r/status_state.pkl' has more than \(limit) entries, the most that are read")
  }

  @Test func recordsWithMoreFieldsThanATableShows() throws {
    let note = "There are more than 64 fields, the most that are shown.\n"
    let few = try state(["change_history": .list([record(0..<40)])])
    let shown = try Runspect.run(["changes", "r", "--format", "table"], in: few)
    #expect(shown.status == 0)
    #expect(shown.stdout.contains("F39"))
    #expect(!shown.stdout.contains(note))
    let many = try state(["change_history": .list([record(0..<40), record(40..<80)])])
    let cut = try Runspect.run(["changes", "r", "--format", "table"], in: many)
    #expect(cut.status == 0)
    #expect(cut.stdout.hasSuffix("\n\n" + note))
    // The others tell all of it.
    let whole = try Runspect.run(["changes", "r"], in: many).stdout
    #expect(whole.contains("\"f79\": 79"))
  }

  @Test(arguments: ["csv", "tsv", "markdown"])
  func recordsWithMoreFieldsThanColumns(_ format: String) throws {
    let separator: Character = format == "csv" ? "," : format == "tsv" ? "\t" : "|"
    for (fields, isCut) in [(250, false), (300, true)] {
      let records = stride(from: 0, to: fields, by: 50).map { record($0..<$0 + 50) }
      let folder = try state(["change_history": .list(records)])
      let outcome = try Runspect.run(["changes", "r", "--format", format], in: folder)
      #expect(outcome.status == 0)
      #expect(
        outcome.stderr
          == (isCut
            ? "runspect: there are more than 256 keys, the most that are printed as columns\n" : "")
      )
      let heading = outcome.stdout.split(separator: "\n").first ?? ""
      let columns = heading.split(separator: separator).filter { !$0.allSatisfy(\.isWhitespace) }
      #expect(columns.count == (isCut ? 256 : 252))
    }
  }

  @Test func aRecordWithMoreFieldsThanAreRead() throws {
    let most = try state(["change_history": .list([record(0..<62)])])
    let whole = try Runspect.run(["changes", "r"], in: most)
    #expect(whole.status == 0)
    #expect(whole.stdout.contains("\"f61\": 61"))
    let more = try state(["change_history": .list([record(0..<1), record(0..<63)])])
    for command in ["status", "changes", "summary"] {
      let outcome = try Runspect.run([command, "r"], in: more)
      #expect(outcome.status == 1, "\(command)")
      #expect(try JSON(parsing: outcome.stdout)["error"] == refusal(more, 64), "\(command)")
    }
    // A log beside it does not hide that.
    try more.write(
      "r/PETsARD_x.log",
      "2026-11-21 08:00:00,000 - Executor  - run  - INFO  - Starting PETsARD execution workflow\n")
    let outcome = try Runspect.run(["changes", "r"], in: more)
    #expect(try JSON(parsing: outcome.stdout)["error"] == refusal(more, 64))
  }

  @Test func theContextOfATimeWithMoreFieldsThanAreRead() throws {
    func timing(_ count: Int) throws -> TemporaryFolder {
      let context = PickleBytes.dictionary((0..<count).map { (.text("c\($0)"), .integer($0)) })
      let record = PickleBytes.fields([
        "record_id": "t1", "module_name": "LoaderAdapter", "duration_seconds": .float(2),
        "context": context,
      ])
      return try state(["timing_records": .list([record])])
    }
    let most = try Runspect.run(["timing", "r"], in: timing(64))
    #expect(most.status == 0)
    #expect(most.stdout.contains("\"seconds\": 2.0"))
    let more = try timing(65)
    let outcome = try Runspect.run(["timing", "r"], in: more)
    #expect(outcome.status == 1)
    #expect(try JSON(parsing: outcome.stdout)["error"] == refusal(more, 64))
  }

  @Test func moreNamesThanAreRead() throws {
    let names = (0..<10_001).map { PickleBytes.text("m\($0)") }
    let most = try state(["sequence": .list(names.dropLast())])
    let answer = try JSON(parsing: Runspect.run(["summary", "r"], in: most).stdout)
    #expect(answer["summary"]?["sequence"]?.array.count == 10_000)
    let modules = PickleBytes.dictionary(names.map { ($0, .none) })
    for parts: KeyValuePairs<String, PickleBytes> in [
      ["sequence": .list(names)], ["sequence": .list(["a"]), "status": modules],
    ] {
      let more = try state(parts)
      let outcome = try Runspect.run(["summary", "r"], in: more)
      #expect(outcome.status == 1)
      #expect(try JSON(parsing: outcome.stdout)["error"] == refusal(more, 10_000))
    }
  }

  // MARK: - Stored errors and values

  private func pipefuncRun(_ element: PickleBytes) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write(
      "r/run_info.json",
      """
      {"all_output_names": ["y"], "shapes": {"y": [1]}, "resolved_shapes": {"y": [1]}, \
      "shape_masks": {"y": [true]}, "storage": "dict", "error_handling": "continue"}
      """)
    let elements = PickleBytes.dictionary([(.tuple(.integer(0)), element)])
    try folder.write("r/outputs/y/dict_array.cloudpickle", Data(elements.pickle))
    return folder
  }

  @Test(arguments: [100, 101]) func moreCausesThanAreTold(_ count: Int) throws {
    let causes = PickleBytes.dictionary(
      (0..<count).map { (.text("p\($0)"), .fields(["type": "full"])) })
    let folder = try pipefuncRun(
      PickleBytes.global("pipefunc.exceptions", "PropagatedErrorSnapshot").instance()
        .with(state: .fields(["error_info": causes])))
    let answer = try JSON(parsing: Runspect.run(["errors", "r"], in: folder).stdout)
    let failure = answer["errors"]?.array.first
    #expect(failure?["causes"]?.array.count == 100)
    #expect(failure?["elided"] == (count > 100 ? .bool(true) : nil))
  }

  @Test(arguments: [64, 65]) func moreAttributesOfAnErrorThanAreLookedAt(_ count: Int) throws {
    let others = (1..<count).map { (PickleBytes.text("a\($0)"), PickleBytes.none) }
    let boom = PickleBytes.global("builtins", "ValueError").called("boom")
    let folder = try pipefuncRun(
      PickleBytes.global("pipefunc.exceptions", "ErrorSnapshot").instance()
        .with(state: .dictionary([("exception", boom)] + others)))
    let answer = try JSON(parsing: Runspect.run(["errors", "r"], in: folder).stdout)
    let failure = answer["errors"]?.array.first
    #expect(failure?["message"] == .string("boom"))
    #expect(failure?["elided"] == (count > 64 ? .bool(true) : nil))
  }

  /// What has more parts than its class is known to have is told by its parts, with their number.
  @Test(arguments: [1_000, 1_001]) func moreVariablesThanAreToldApart(_ count: Int) throws {
    let variables = PickleBytes.dictionary((0..<count).map { (.text("v\($0)"), .integer($0)) })
    let names = PickleBytes.global("builtins", "set").called(.list([]))
    let folder = try pipefuncRun(
      PickleBytes.global("xarray.core.dataset", "Dataset").instance().with(
        state: .tuple(.none, .fields(["_variables": variables, "_coord_names": names]))))
    let text = try Runspect.run(["outputs", "r", "y"], in: folder).stdout
    #expect(text.contains(count > 1_000 ? "\"length\": 1001" : "\"v999\": 999"))
    #expect(text.contains(count > 1_000 ? "\"state\"" : "\"coords\""))
  }
}
