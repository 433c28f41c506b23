import Foundation
import TestSupport
import Testing

/// What can't be read gets a sentence that says what and where, valid JSON, exit status 1, in bounded
/// time; and the rest is told all the same.
@Suite(.blocking) struct BadInputTests {
  static let runInfo = """
    {"all_output_names": ["total", "y"], "shapes": {"y": [3]}, "resolved_shapes": {"y": [3]},
    "shape_masks": {"y": [true]}, "run_folder": "/data/r", "mapspecs_as_strings": ["x[i] -> y[i]"],
    "storage": "file_array", "pipefunc_version": "0.93.2", "error_handling": "raise",
    "internal_shapes": null, "input_paths": {"x": "inputs/x.cloudpickle"},
    "defaults_path": "defaults/defaults.cloudpickle"}
    """

  private func status(
    of name: String = "r", in folder: TemporaryFolder, _ options: [String] = []
  ) throws -> (answer: JSON, outcome: Outcome) {
    let outcome = try Runspect.run(["status", name] + options, in: folder)
    return (try JSON(parsing: outcome.stdout), outcome)
  }

  /// Expects that a run can't be read, and why.
  private func expectError(
    _ sentence: String, state: String = "error", in folder: TemporaryFolder, name: String = "r",
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let (answer, outcome) = try status(of: name, in: folder)
    let text = sentence.replacingOccurrences(of: "{R}", with: folder.path)
    #expect(answer["error"] == .string(text), sourceLocation: sourceLocation)
    #expect(answer["status"] == .string(state), sourceLocation: sourceLocation)
    #expect(outcome.status == 1, sourceLocation: sourceLocation)
    #expect(outcome.stderr == "runspect: \(text)\n", sourceLocation: sourceLocation)
    let gate = try Runspect.run(["status", name, "--exit-status"], in: folder)
    #expect(gate.status == 1, sourceLocation: sourceLocation)
  }

  @Test func aMissingFolder() throws {
    let folder = try TemporaryFolder()
    try expectError("'{R}/r' does not exist", state: "missing", in: folder)
    let outcome = try Runspect.run(["status", "r"], in: folder)
    #expect(
      outcome.stdout == """
        {"error": "'\(folder.path)/r' does not exist", "last_activity": null, "layout": null, \
        "n_failed": null, "run_folder": "\(folder.path)/r", "stale": false, "status": "missing", \
        "status_source": "disk_heuristic", "warnings": []}

        """)
  }

  @Test func aFileInsteadOfAFolder() throws {
    let folder = try TemporaryFolder()
    try folder.write("r", "text")
    try expectError("'{R}/r' is a file, not a run folder", in: folder)
    try expectError(
      "'{R}/r/below' does not exist", state: "missing", in: folder, name: "r/below")
  }

  @Test func aFolderWithoutARun() throws {
    let folder = try TemporaryFolder()
    try folder.makeFolder("r")
    let (answer, outcome) = try status(in: folder)
    #expect(answer["status"] == .string("missing"))
    #expect(
      answer["error"]?.string?.hasPrefix(
        "'\(folder.path)/r' holds no run: there is no run_info.json") == true)
    #expect(outcome.status == 1)
  }

  @Test(arguments: [
    ("", "Expecting value: line 1 column 1 (char 0)"),
    ("{\"all_output_names\": [\"y\"", "Expecting ',' delimiter: line 1 column 26 (char 25)"),
    ("\u{0}", "Expecting value: line 1 column 1 (char 0)"),
    (
      String(repeating: "[", count: 100_000),
      "Nested deeper than 960 levels: line 1 column 961 (char 960)"
    ),
  ])
  func aDamagedDescription(_ text: String, _ fault: String) throws {
    let folder = try TemporaryFolder()
    try folder.write("r/run_info.json", text)
    // An old file is damaged; a new one would be taken as half-written.
    folder.setTime("r/run_info.json", .recorded)
    try expectError("'{R}/r/run_info.json' is not JSON: \(fault)", in: folder)
  }

  @Test func aHalfWrittenDescriptionIsReadAgain() throws {
    var outcome = Outcome(stdout: "", stderr: "", status: -1)
    // A busy machine may let the writer wait for longer than the tool does; it does not do so always.
    for _ in 0..<5 where outcome.status != 0 {
      let folder = try TemporaryFolder()
      try folder.write("r/run_info.json", "{\"all_output")
      let tool = try Runspect.start(["status", "r"].map { Array($0.utf8) }, in: folder)
      usleep(20_000)
      try folder.write("r/run_info.json", BadInputTests.runInfo)
      outcome = tool.wait()
    }
    #expect(outcome.status == 0)
    #expect(try JSON(parsing: outcome.stdout)["status"] == .string("pending"))
  }

  static let wrongValues = ["null", "5", "\"word\"", "[5]", "{\"y\": 5}", "true"]

  @Test(arguments: [
    "all_output_names", "shapes", "resolved_shapes", "shape_masks", "run_folder",
    "mapspecs_as_strings", "storage", "error_handling", "pipefunc_version", "input_paths",
    "defaults_path", "internal_shapes",
  ])
  func aWrongTypeUnderAKey(_ key: String) throws {
    let folder = try TemporaryFolder()
    var errors = 0
    for value in BadInputTests.wrongValues {
      var object = try #require(
        try JSONSerialization.jsonObject(with: Data(BadInputTests.runInfo.utf8)) as? [String: Any])
      object[key] = try JSONSerialization.jsonObject(
        with: Data(value.utf8), options: .fragmentsAllowed)
      try folder.write("r/run_info.json", try JSONSerialization.data(withJSONObject: object))
      let (answer, outcome) = try status(in: folder)
      guard let error = answer["error"]?.string else {
        #expect(outcome.status == 0)
        continue
      }
      errors += 1
      #expect(outcome.status == 1)
      #expect(answer["status"] == .string("error"))
      #expect(
        error.contains("'\(folder.path)/r/run_info.json': '\(key)") || error.contains("storage"))
    }
    // Each key takes one or two of the values at the most.
    #expect(errors >= 4)
  }

  @Test(arguments: ["../escape", "/etc/passwd", "..", ".", "", "a/b", "a\\u0000b"])
  func anOutputNameThatLeavesTheRunFolder(_ name: String) throws {
    let folder = try TemporaryFolder()
    try folder.write("r/outputs/y/__0__.pickle", "12345")
    try folder.write("escape.cloudpickle", "outside")
    try folder.write(
      "r/run_info.json",
      BadInputTests.runInfo.replacingOccurrences(of: "\"total\"", with: "\"\(name)\""))
    let (answer, outcome) = try status(in: folder)
    #expect(outcome.status == 1)
    #expect(answer["status"] == .string("error"))
    #expect(answer["outputs"]?["y"]?["n_completed"] == .number(1))
    let bad = answer["outputs"]?.object.first { $0.key != "y" }?.value
    #expect(bad?["progress"] == .string("unknown"))
    #expect(bad?["bytes"] == .null)
    #expect(bad?["error"]?.string?.hasSuffix("does not name a file in the run folder") == true)
  }

  @Test func anOutputNameThatIsNoText() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "r/run_info.json",
      BadInputTests.runInfo.replacingOccurrences(of: "\"total\"", with: "\"\\ud800\""))
    let outcome = try Runspect.run(["status", "r"], in: folder)
    #expect(
      outcome.stdout.contains("\"\\ud800\": {\"bytes\": null, \"complete\": false, \"error\": "))
    #expect(outcome.status == 1)
  }

  @Test func linksPipesAndDevicesWhereFilesBelong() throws {
    let folder = try TemporaryFolder()
    try folder.write("outside", String(repeating: "x", count: 500))
    try folder.write("r/run_info.json", BadInputTests.runInfo)
    try folder.write("r/outputs/y/__0__.pickle", "12345")
    try folder.makeLink("r/outputs/y/__1__.pickle", to: "../../../outside")
    try folder.makeLink("r/outputs/total.cloudpickle", to: "../../outside")
    mkfifo(folder.url("r/outputs/y/__2__.pickle").path, 0o600)
    let (answer, outcome) = try status(in: folder)
    #expect(outcome.status == 1)
    #expect(
      answer["error"]
        == .string(
          "'\(folder.path)/r/outputs/total.cloudpickle' is a symbolic link, where a file of the run "
            + "belongs"))
    #expect(answer["outputs"]?["y"]?["n_completed"] == .number(1))
    #expect(answer["outputs"]?["y"]?["bytes"] == .number(5))
    #expect(
      answer["warnings"]
        == .array([
          .string(
            "'\(folder.path)/r/outputs/y' contains 2 entries that are not files; they were not counted"
          )
        ]))
  }

  @Test func aPipeInsteadOfTheDescription() throws {
    let folder = try TemporaryFolder()
    try folder.makeFolder("r")
    mkfifo(folder.url("r/run_info.json").path, 0o600)
    try expectError(
      "can't open '{R}/r/run_info.json': it is a named pipe, not a file", in: folder)
  }

  @Test func aPipeInsteadOfTheHeartbeat() throws {
    let folder = try TemporaryFolder()
    try folder.write("r/run_info.json", BadInputTests.runInfo)
    mkfifo(folder.url("r/pipefunc_status.json").path, 0o600)
    let (answer, outcome) = try status(in: folder)
    #expect(answer["status"] == .string("pending"))
    #expect(outcome.status == 0)
    #expect(
      answer["warnings"]
        == .array([
          .string(
            "the heartbeat can't be used, the files decide: can't open "
              + "'\(folder.path)/r/pipefunc_status.json': it is a named pipe, not a file")
        ]))
  }

  @Test func aLoopOfLinks() throws {
    let folder = try TemporaryFolder()
    try folder.makeLink("r", to: "r")
    try expectError("can't open '{R}/r': Too many levels of symbolic links", in: folder)
    try folder.makeFolder("s")
    try folder.makeLink("s/run_info.json", to: "run_info.json")
    let (answer, outcome) = try status(of: "s", in: folder)
    #expect(outcome.status == 1)
    #expect(answer["status"] == .string("error"))
  }

  @Test func anOutputFolderThatLeadsBackIntoItself() throws {
    let folder = try TemporaryFolder()
    try folder.write("r/run_info.json", BadInputTests.runInfo)
    try folder.write("r/outputs/y/__0__.pickle", "12345")
    try folder.makeLink("r/outputs/y/loop", to: "..")
    let (answer, _) = try status(in: folder)
    #expect(answer["outputs"]?["y"]?["bytes"] == .number(5))
  }

  @Test func aPathThatIsNoText() throws {
    let folder = try TemporaryFolder()
    // The name is made by the shell, because the test's own paths are texts.
    let make = try Runspect.run(
      ["-c", "mkdir \"$(printf 'r\\377')\" && cp info \"$(printf 'r\\377')/run_info.json\""],
      in: try {
        try folder.write("info", BadInputTests.runInfo); return folder
      }(),
      program: "/bin/sh")
    #expect(make == Outcome(stdout: "", stderr: "", status: 0))
    let outcome = try Runspect.start([Array("status".utf8), [0x72, 0xFF]], in: folder).wait()
    #expect(outcome.stdout.contains("\"run_folder\": \"\(folder.path)/r\\udcff\""))
    #expect(outcome.status == 0)
    let listing = try Runspect.run(["list-runs", "."], in: folder)
    #expect(listing.stdout.contains("\"run_folder\": \"\(folder.path)/r\\udcff\""))
    let table = try Runspect.run(["list-runs", ".", "--format", "table"], in: folder)
    #expect(table.stdout.contains("r\u{FFFD}"))
  }

  @Test func shapesThatCantBeCounted() throws {
    let folder = try TemporaryFolder()
    let huge = "4611686018427387904"
    try folder.write(
      "r/run_info.json",
      BadInputTests.runInfo.replacingOccurrences(
        of: "\"resolved_shapes\": {\"y\": [3]}", with: "\"resolved_shapes\": {\"y\": [\(huge), 8]}"
      )
      .replacingOccurrences(
        of: "\"shape_masks\": {\"y\": [true]}", with: "\"shape_masks\": {\"y\": [true, true]}"))
    try expectError("the shape of output 'y' is too large to count", in: folder)
  }

  @Test func anUnknownStorage() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "r/run_info.json",
      BadInputTests.runInfo.replacingOccurrences(of: "\"file_array\"", with: "\"tape\""))
    try expectError("output 'y' has the unknown storage 'tape'", in: folder)
  }

  @Test func aDictionaryThatIsNoPickle() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "r/run_info.json",
      BadInputTests.runInfo.replacingOccurrences(of: "\"file_array\"", with: "\"dict\""))
    try folder.write("r/outputs/y/dict_array.cloudpickle", "no pickle")
    let (answer, outcome) = try status(in: folder)
    #expect(outcome.status == 1)
    #expect(
      answer["error"]?.string?.hasPrefix(
        "'\(folder.path)/r/outputs/y/dict_array.cloudpickle' is not a pickle: ") == true)
  }

  @Test func namesThatActOnATerminalAreEscapedInTables() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "r/run_info.json",
      BadInputTests.runInfo.replacingOccurrences(of: "\"total\"", with: "\"a\\u001b[31mb\\u202e\""))
    let outcome = try Runspect.run(["status", "r", "--format", "table"], in: folder)
    #expect(outcome.stdout.contains("a\\u{1b}[31mb\\u{202e}"))
    #expect(!outcome.stdout.contains("\u{1B}"))
  }

  @Test func readingLeavesTheRunFolderAsItIs() throws {
    let folder = try TemporaryFolder()
    try Fixtures.copy("pipefunc", "0.93.2-zarr_file_array-pending", to: folder, as: "r")
    func listing() throws -> Outcome {
      try Runspect.run(
        ["r", "-printf", "%p %s %T@ %C@\\n"], in: folder, program: "/usr/bin/find")
    }
    let before = try listing()
    for command in [["status", "r"], ["list-runs", "."], ["--compat", "status", "r"]] {
      _ = try Runspect.run(command, in: folder)
    }
    #expect(try listing() == before)
    #expect(before.stdout.contains("run_info.json"))
  }
}
