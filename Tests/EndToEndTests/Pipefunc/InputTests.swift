import Foundation
import TestSupport
import Testing

/// `inputs`, compared with what Python loads (fixtures/make_input_runs.py), and on damaged files.
@Suite(.blocking) struct InputTests {
  static func names() throws -> [String] {
    let truth = try Fixtures.json("truth/inputs.json").object
    return try RecordedCases.checked(truth.keys.sorted(), atLeast: 252, from: "truth/inputs.json")
  }

  private static func copy(_ name: String, to folder: TemporaryFolder) throws {
    let parts = name.split(separator: "/").map(String.init)
    try Fixtures.copy(parts[0], parts[1], to: folder, as: "r")
  }

  private static let truth = try? Fixtures.json("truth/inputs.json")

  @Test(arguments: try names())
  func tellsWhatPythonLoads(_ name: String) throws {
    let truth = try #require(InputTests.truth?[name])
    // No time of a file matters here, so the runs need not be copied.
    let run = Fixtures.root.appendingPathComponent("runs/\(name)").path
    let outcome = try Runspect.run(["inputs", run], in: try TemporaryFolder())
    let answer = try JSON(parsing: outcome.stdout)
    #expect(answer["inputs"] == truth)
    #expect(answer["warnings"] == .array([]))
    #expect(outcome.stderr == "")
    #expect(outcome.status == 0)
  }

  @Test func printsEveryFormat() throws {
    let folder = try TemporaryFolder()
    try InputTests.copy("inputs/0.93.2", to: folder)
    let words = ["inputs", "r", "lr", "steps", "label"]
    let label = #""a \"b\" \u00fc\n\u2603""#
    let expected = [
      "json":
        "{\"inputs\": {\"label\": {\"source\": \"defaults\", \"value\": \(label)}, "
        + "\"lr\": {\"source\": \"inputs\", \"value\": 0.01}, "
        + "\"steps\": {\"source\": \"inputs\", \"value\": 20}}, \"warnings\": []}\n",
      "jsonl":
        "{\"input\": \"lr\", \"source\": \"inputs\", \"value\": 0.01}\n"
        + "{\"input\": \"steps\", \"source\": \"inputs\", \"value\": 20}\n"
        + "{\"input\": \"label\", \"source\": \"defaults\", \"value\": \(label)}\n",
      "csv":
        "input,source,value\nlr,inputs,0.01\nsteps,inputs,20\n"
        + "label,defaults,\"a \"\"b\"\" ü\n☃\"\n",
      "table":
        "INPUT  SOURCE    VALUE\nlr     inputs    0.01\nsteps  inputs    20\n"
        + "label  defaults  a \"b\" ü\\u{a}☃\n",
    ]
    for (format, text) in expected {
      #expect(
        try Runspect.run(words + ["--format", format], in: folder)
          == Outcome(stdout: text, stderr: "", status: 0), "\(format)")
    }
    let limited = try Runspect.run(["inputs", "r", "x", "--limit", "1"], in: folder)
    #expect(
      limited.stdout
        == """
        {"inputs": {"x": {"source": "inputs", "value": {"$type": "list", "items": [1], "length": 3}}}, \
        "warnings": []}

        """)
  }

  @Test func aMistypedNameIsAUsageError() throws {
    let folder = try TemporaryFolder()
    try InputTests.copy("pipefunc/0.93.2-dict-complete", to: folder)
    let sentence = "there is no input 'nn'; the inputs are 'x' and 'z'"
    #expect(
      try Runspect.run(["inputs", "r", "nn"], in: folder)
        == Outcome(
          stdout: "{\"error\": \"\(sentence)\"}\n", stderr: "runspect: \(sentence)\n", status: 64))
  }

  @Test func otherLayoutsKeepNone() throws {
    let folder = try TemporaryFolder()
    try folder.write("r/run_status.json", #"{"status": "completed"}"#)
    #expect(
      try Runspect.run(["inputs", "r"], in: folder)
        == Outcome(
          stdout: "{\"error\": \"a heartbeat run keeps no inputs\"}\n",
          stderr: "runspect: a heartbeat run keeps no inputs\n", status: 1))
  }

  /// What is done to the files of a run with the inputs `x` and `z`, and what is said of `x` then.
  @Test(
    arguments: [
      ("rm r/inputs/x.cloudpickle", "can't open '@/x.cloudpickle': No such file or directory"),
      (": >r/inputs/x.cloudpickle", "'@/x.cloudpickle' is not a pickle: at byte 0, "),
      (
        "rm r/inputs/x.cloudpickle; mkfifo r/inputs/x.cloudpickle",
        "can't open '@/x.cloudpickle': it is a named pipe, not a file"
      ),
      (
        "mv r/inputs/x.cloudpickle x; ln -s ../../x r/inputs/x.cloudpickle",
        "can't open '@/x.cloudpickle': "
      ),
      ("mv r/inputs elsewhere; ln -s ../elsewhere r/inputs", "'@' is a symbolic link, where a"),
    ])
  func anInputThatCanNotBeReadIsTold(_ damage: String, _ sentence: String) throws {
    let folder = try TemporaryFolder()
    try InputTests.copy("pipefunc/0.93.2-dict-complete", to: folder)
    try shell("cd '\(folder.path)' && \(damage)")
    let outcome = try Runspect.run(["inputs", "r"], in: folder)
    #expect(outcome.status == 1)
    let inputs = try JSON(parsing: outcome.stdout)["inputs"]
    let value = inputs?["x"]?["value"]
    #expect(inputs?["x"]?["source"] == .string("inputs"))
    #expect(value?["$type"] == .string("unreadable"))
    let error = value?["error"]?.string?.replacingOccurrences(
      of: "\(folder.path)/r/inputs", with: "@")
    #expect(error?.hasPrefix(sentence) == true, "\(error ?? "")")
    let other = try Runspect.run(["inputs", "r", "x", "--raw"], in: folder)
    #expect(other.status == 1)
    #expect(other.stdout == "")
    #expect(other.stderr.hasPrefix("runspect: input 'x' can't be read: "))
    if !damage.contains("elsewhere") {
      #expect(inputs?["z"]?["value"] == .array([.number(1), .number(2)]))
    }
  }

  @Test(
    arguments: [
      ("rm r/defaults/defaults.cloudpickle", "can't open '@': No such file or directory"),
      ("printf x >r/defaults/defaults.cloudpickle", "'@' is not a pickle: "),
      ("printf 'I1\\n.' >r/defaults/defaults.cloudpickle", "'@' should hold a pickled "),
    ])
  func defaultsThatCanNotBeReadAreTold(_ damage: String, _ sentence: String) throws {
    let folder = try TemporaryFolder()
    try InputTests.copy("inputs/0.93.2", to: folder)
    try shell("cd '\(folder.path)' && \(damage)")
    func neutral(_ text: String?) -> String? {
      text?.replacingOccurrences(of: "\(folder.path)/r/defaults/defaults.cloudpickle", with: "@")
    }
    let outcome = try Runspect.run(["inputs", "r"], in: folder)
    #expect(outcome.status == 1)
    let answer = try JSON(parsing: outcome.stdout)
    #expect(Set(answer["inputs"]?.object.keys ?? [:].keys) == ["lr", "one", "steps", "table", "x"])
    let warning = neutral(answer["warnings"]?.array.first?.string)
    #expect(warning?.hasPrefix("left out: " + sentence) == true, "\(warning ?? "")")
    // It may be the name of a default, so it is not mistyped.
    let named = try Runspect.run(["inputs", "r", "label", "lr"], in: folder)
    #expect(named.status == 1)
    let label = try JSON(parsing: named.stdout)["inputs"]?["label"]
    #expect(label?["source"] == .string("defaults"))
    #expect(label?["value"]?["$type"] == .string("unreadable"))
    #expect(neutral(label?["value"]?["error"]?.string)?.hasPrefix(sentence) == true)
    // What was given needs no defaults.
    #expect(
      try Runspect.run(["inputs", "r", "lr", "--raw"], in: folder)
        == Outcome(stdout: "0.01\n", stderr: "", status: 0))
  }

  @Test(arguments: ["../../secret", "..", "/etc/passwd", "a/b", ""])
  func aNameLeadsNowhereElse(_ name: String) throws {
    let folder = try TemporaryFolder()
    try folder.write("secret.cloudpickle", "I42\n.")
    try folder.write(
      "r/run_info.json",
      #"{"all_output_names": [], "shapes": {}, "input_paths": {"\#(name)": "/secret.cloudpickle"}}"#
    )
    let outcome = try Runspect.run(["inputs", "r"], in: folder)
    #expect(outcome.status == 1)
    #expect(
      outcome.stdout
        == """
        {"inputs": {"\(name)": {"source": "inputs", "value": {"$type": "unreadable", "error": \
        "the input name '\(name)' does not name a file in the run folder"}}}, "warnings": []}

        """)
  }

  /// A description without a list of inputs, as by hand: the files tell.
  @Test func findsInputsThatAreNotListed() throws {
    let folder = try TemporaryFolder()
    try folder.write("r/run_info.json", #"{"all_output_names": [], "shapes": {}}"#)
    #expect(
      try Runspect.run(["inputs", "r"], in: folder)
        == Outcome(stdout: "{\"inputs\": {}, \"warnings\": []}\n", stderr: "", status: 0))
    try folder.write("r/inputs/n.cloudpickle", "I42\n.")
    try folder.write("r/inputs/.cloudpickle", "I43\n.")
    try folder.write("r/inputs/other", "I44\n.")
    #expect(
      try Runspect.run(["inputs", "r"], in: folder).stdout
        == "{\"inputs\": {\"n\": {\"source\": \"inputs\", \"value\": 42}}, \"warnings\": []}\n")
  }

  private func shell(_ line: String) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", line]
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }
}
