import Foundation
import TestSupport
import Testing

/// `outputs RUN NAME --raw`, compared byte for byte with what Python loads (fixtures/make_input_runs.py).
@Suite(.blocking) struct RawValueTests {
  /// The bytes that were printed, with everything else.
  private func run(
    _ words: [String], in folder: TemporaryFolder
  ) throws -> (stdout: Data, outcome: Outcome) {
    let tool = try Runspect.start(words.map { Array($0.utf8) }, in: folder)
    let outcome = tool.wait()
    return (Data(tool.stdoutBytes), outcome)
  }

  static func versions() throws -> [String] {
    try Fixtures.names("inputs", atLeast: 7) { _ in true }
  }

  @Test(arguments: try versions())
  func printsExactlyWhatPythonLoads(_ version: String) throws {
    let truth = try #require(try Fixtures.json("truth/raw.json")[version]?.object)
    let folder = try TemporaryFolder()
    try Fixtures.copy("inputs", version, to: folder, as: "r")
    #expect(truth.count >= 8)
    for (name, expected) in truth {
      let (bytes, outcome) = try run(["outputs", "r", name, "--raw"], in: folder)
      guard let text = expected.string else {
        #expect(outcome.status == 1)
        #expect(bytes.isEmpty)
        #expect(outcome.stderr.hasPrefix("runspect: output '\(name)' is a tuple; "))
        continue
      }
      #expect(bytes == Data(base64Encoded: text), "\(name)")
      #expect(outcome.status == 0)
      #expect(outcome.stderr == "")
    }
    let one = try run(["outputs", "r", "alone", "--raw"], in: folder).outcome
    #expect(one == Outcome(stdout: "one element\n", stderr: "", status: 0))
    let rate = try run(["inputs", "r", "lr", "--raw"], in: folder).outcome
    #expect(rate == Outcome(stdout: "0.01\n", stderr: "", status: 0))
  }

  @Test(
    arguments: [
      (["outputs", "r", "score"], 1, "output 'score' is an array of 3 elements; --raw prints "),
      (["inputs", "r", "x"], 1, "input 'x' is a list; --raw prints strings, numbers, true, "),
      (["inputs", "r", "table"], 1, "input 'table' is an array of 6 elements; --raw prints "),
      (["inputs", "r", "moment"], 1, "input 'moment' has the $type time; --raw prints strings, "),
      (["inputs", "r", "options"], 1, "input 'options' is a dictionary; --raw prints strings, "),
      (["outputs", "none", "x"], 1, "'@/none' does not exist"),
      (["outputs", "r", "txet"], 64, "there is no output 'txet'; did you mean 'text'? The"),
      (["outputs", "r"], 64, "NAME is missing"),
      (["outputs", "r", "half", "text"], 64, "unexpected operand 'text'"),
      (["outputs", "r", "half", "-f", "csv"], 64, "--raw can't be combined with --format"),
      (["outputs", "r", "half", "--pretty"], 64, "--raw can't be combined with --pretty"),
      (["inputs", "r", "lr", "--limit", "3"], 64, "--raw can't be combined with --limit"),
    ] as [([String], Int32, String)])
  func saysWhatHasNoBareForm(_ words: [String], _ status: Int32, _ sentence: String) throws {
    let folder = try TemporaryFolder()
    try Fixtures.copy("inputs", "0.93.2", to: folder, as: "r")
    let outcome = try Runspect.run(words + ["--raw"], in: folder)
    #expect(outcome.stdout == "")
    let text = outcome.stderr.replacingOccurrences(of: folder.path, with: "@")
    #expect(text.hasPrefix("runspect: " + sentence), "\(text)")
    #expect(outcome.status == status)
  }

  @Test func saysThatAValueFailedOrIsNotStored() throws {
    let folder = try TemporaryFolder()
    try Fixtures.copy("pipefunc", "0.93.2-file_array-complete", to: folder, as: "r")
    try FileManager.default.removeItem(at: folder.url("r/outputs/total.cloudpickle"))
    #expect(
      try Runspect.run(["outputs", "r", "total", "--raw"], in: folder)
        == Outcome(stdout: "", stderr: "runspect: output 'total' is not stored\n", status: 1))
    try Fixtures.copy("pipefunc", "0.93.2-file_array-continue", to: folder, as: "c")
    let failed = try Runspect.run(["outputs", "c", "total", "--raw"], in: folder)
    #expect(failed.stdout == "")
    #expect(failed.stderr.hasPrefix("runspect: output 'total' failed: propagated: not computed"))
    #expect(failed.status == 1)
  }

  /// A terminal is sent neither bytes nor control characters.
  @Test func sparesATerminal() throws {
    let folder = try TemporaryFolder()
    try Fixtures.copy("inputs", "0.93.2", to: folder, as: "r")
    func show(_ name: String) throws -> (text: String, outcome: Outcome) {
      let terminal = try PseudoTerminal(columns: 80)
      let words = ["outputs", "r", name, "--raw"].map { Array($0.utf8) }
      let outcome = try Runspect.start(words, in: folder, terminal: terminal.path)
        .wait(reading: terminal)
      return (terminal.text, outcome)
    }
    #expect(try show("text").text == "first line ü\r\nsecond \"line\"\t☃\r\n")
    let blob = try show("blob")
    #expect(blob.text == "")
    #expect(
      blob.outcome.stderr
        == "runspect: output 'blob' is bytes, which a terminal can't show; redirect standard output to "
        + "a file\n")
    #expect(blob.outcome.status == 1)
    // cU<text> with an escape sequence, as a pickle of protocol 0
    try folder.write("r/outputs/text.cloudpickle", "V\u{1B}[31mred\n.")
    #expect(try show("text").text == "\\u{1b}[31mred\r\n")
  }

  /// However large: no limit on elements cuts bytes or texts.
  @Test func printsLargeValuesWhole() throws {
    let folder = try TemporaryFolder()
    try Fixtures.copy("inputs", "0.93.2", to: folder, as: "r")
    let count = 20 << 20
    var pickle: [UInt8] = [0x80, 5, UInt8(ascii: "B")]
    withUnsafeBytes(of: UInt32(count).littleEndian) { pickle += $0 }
    pickle += [UInt8](repeating: 0x41, count: count) + [UInt8(ascii: ".")]
    try folder.write("r/outputs/blob.cloudpickle", Data(pickle))
    folder.setTime("r/outputs/blob.cloudpickle", .recorded)
    #expect(try run(["outputs", "r", "blob", "--raw"], in: folder).stdout.count == count)
    pickle[2] = UInt8(ascii: "X")
    try folder.write("r/outputs/blob.cloudpickle", Data(pickle))
    folder.setTime("r/outputs/blob.cloudpickle", .recorded)
    #expect(try run(["outputs", "r", "blob", "--raw"], in: folder).stdout.count == count + 1)
  }
}
