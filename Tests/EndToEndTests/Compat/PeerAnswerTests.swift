import Foundation
import TestSupport
import Testing

/// Compares `--compat` with what the real peer printed, whole and byte for byte.
@Suite(.blocking) struct PeerAnswerTests {
  static func runs() throws -> [(layout: String, name: String)] {
    try PipefuncTruthTests.names().map { ("pipefunc", $0) }
      + PipefuncVerdictTests.names().map { ("pipefunc-verdicts", $0) }
  }

  @Test(arguments: try runs())
  func printsWhatThePeerPrintsOfARecordedRun(_ layout: String, _ name: String) throws {
    let recorded = try Fixtures.json("peer/\(name).json")
    let folder = try TemporaryFolder()
    for target in ["peer/\(name)", "peer-list/\(name)/\(name)"] {
      try folder.copy(
        from: Fixtures.root.appendingPathComponent("runs/\(layout)/\(name)"), to: target)
      folder.setTimes(below: target) { _ in .recorded }
    }
    for (kind, answer) in recorded.object {
      func local(_ text: String) -> String {
        text.replacingOccurrences(of: "/tmp/runspect-fixtures/peer", with: folder.path + "/peer")
      }
      let arguments = try #require(answer["arguments"]).array.compactMap(\.string).map(local)
      let outcome = try Runspect.run(["--compat"] + arguments, in: folder)
      let expected = local(try #require(answer["stdout"]?.string))
      if answer["stderr_last_line"]?.string == "" {
        #expect(outcome.stdout == expected, "\(kind)")
        #expect(outcome.status == answer["exit"]?.number.map { Int32($0) }, "\(kind)")
      } else {
        // The peer broke down while it printed: what it had printed is the beginning of ours.
        #expect(outcome.stdout.hasPrefix(expected), "\(kind)")
        _ = try JSON(parsing: outcome.stdout)
        #expect(outcome.status == 0, "\(kind)")
      }
      #expect(outcome.stderr == "", "\(kind)")
    }
  }

  static let documents = Result { try Fixtures.json("peer-answers/documents.json").array }

  /// Where each fifty of the documents begin.
  static func starts() throws -> [Int] {
    let documents = try RecordedCases.checked(
      documents.get(), atLeast: 509, from: "fixtures/peer-answers/documents.json")
    return Array(stride(from: 0, to: documents.count, by: 50))
  }

  @Test(arguments: try starts())
  func printsWhatThePeerPrintsOfOddDocuments(_ start: Int) throws {
    for document in try PeerAnswerTests.documents.get()[start...].prefix(50) {
      let name = document["name"]?.string ?? ""
      let folder = try TemporaryFolder()
      try folder.write("r/outputs/y/__1__.pickle", Data([0x80, 5, 0x4B, 1, 0x2E]))
      try folder.write("r/run_info.json", try decoded(document["run_info"]))
      if document["heartbeat"]?.string != nil {
        try folder.write("r/pipefunc_status.json", try decoded(document["heartbeat"]))
      }
      folder.setTimes(below: "r") { _ in .recorded }
      let options = [[], ["--include-run-info", "--pretty"]]
      for (option, answer) in zip(options, try #require(document["answers"]).array) {
        let outcome = try Runspect.run(["--compat", "status", "r"] + option, in: folder)
        guard answer["crash"] == nil else {
          _ = try JSON(parsing: outcome.stdout)
          continue
        }
        #expect(neutral(outcome, folder) == (try recorded(answer)), "\(name)")
      }
    }
  }

  @Test func takesACommandLineAsThePeerDoes() throws {
    let folder = try TemporaryFolder()
    let cases = try Fixtures.json("peer-answers/arguments.json").array
    #expect(cases.count > 60)
    try folder.makeLink("pipefunc-cli", to: Runspect.binary)
    for recordedCase in cases {
      let arguments = try #require(recordedCase["arguments"]).array.compactMap(\.string)
      let expected = try recorded(recordedCase)
      let asOption = try Runspect.run(["--compat"] + arguments, in: folder)
      #expect(neutral(asOption, folder) == expected, "\(arguments)")
      let asName = try Runspect.run(arguments, in: folder, program: "./pipefunc-cli")
      #expect(neutral(asName, folder) == expected, "\(arguments)")
    }
  }

  /// The exit statuses of pipefunc-cli 0.93.2, which prints one answer where there is no time to wait.
  @Test(arguments: [
    ("0.55.2-file_array-complete", 0), ("0.91.0-file_array-heartbeat_failed", 1),
    ("0.93.2-file_array-heartbeat_cancelled", 1), ("0.93.2-dict-pending", 2),
  ])
  func watchesToTheSameEndAsThePeer(_ name: String, _ status: Int32) throws {
    let folder = try TemporaryFolder()
    try Fixtures.copy("pipefunc", name, to: folder, as: "r")
    let outcome = try Runspect.run(
      ["--compat", "watch", "r", "--interval", "0.1", "--timeout", "0"], in: folder)
    #expect(outcome.status == status)
    #expect(outcome.stdout.split(separator: "\n").count == 1)
    #expect(outcome.stderr == "")
  }

  /// The peer breaks down there; a path that can't be made absolute is still one that can be told.
  @Test func answersInAFolderThatIsGone() throws {
    let folder = try TemporaryFolder()
    let script = "mkdir gone && cd gone && rmdir ../gone && exec \"$0\" --compat status r"
    let outcome = try Runspect.run(["-c", script, Runspect.binary], in: folder, program: "/bin/sh")
    #expect(try JSON(parsing: outcome.stdout)["status"] == .string("missing"))
    #expect(outcome.status == 1)
    #expect(outcome.stderr == "")
  }

  @Test func takesTheOptionAnywhere() throws {
    let folder = try TemporaryFolder()
    let first = try Runspect.run(["--compat", "status", "none"], in: folder)
    #expect(try Runspect.run(["status", "--compat", "none"], in: folder) == first)
    #expect(try Runspect.run(["status", "none", "--compat"], in: folder) == first)
  }

  private func decoded(_ value: JSON?) throws -> Data {
    try #require(value?.string.flatMap { Data(base64Encoded: $0) })
  }

  private func recorded(_ answer: JSON) throws -> Outcome {
    Outcome(
      stdout: try #require(answer["stdout"]?.string),
      stderr: try #require(answer["stderr"]?.string),
      status: Int32(try #require(answer["exit"]?.number)))
  }

  private func neutral(_ outcome: Outcome, _ folder: TemporaryFolder) -> Outcome {
    func text(_ text: String) -> String {
      text.replacingOccurrences(of: folder.path, with: "/R")
    }
    return Outcome(
      stdout: text(outcome.stdout), stderr: text(outcome.stderr), status: outcome.status)
  }
}
