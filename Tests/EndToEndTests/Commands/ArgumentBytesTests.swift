import Foundation
import TestSupport
import Testing

/// Values of options that are no UTF-8, through the built binary.
@Suite(.blocking) struct ArgumentBytesTests {
  private static let broken: [UInt8] = Array("y".utf8) + [0xFF]

  private func words(_ texts: String...) -> [[UInt8]] { texts.map { Array($0.utf8) } }

  /// A run with the output `y\xff`, which failed, and one that did not.
  private func makeRun() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write(
      "r/run_info.json",
      #"""
      {"all_output_names": ["y\udcff", "z"], "shapes": {}, "storage": "file_array",
       "error_handling": "continue"}
      """#)
    try folder.makeFolder("r/outputs")
    let failed = Fixtures.root.appendingPathComponent(
      "runs/pipefunc/0.93.2-file_array-continue/outputs/y/__1__.pickle")
    try folder.writeAtOnce(
      Array("r/outputs/".utf8) + ArgumentBytesTests.broken + Array(".cloudpickle".utf8),
      [UInt8](Data(contentsOf: failed)))
    return folder
  }

  @Test func anOutputIsFoundByItsBytes() throws {
    let folder = try makeRun()
    let broken = ArgumentBytesTests.broken
    for option in [
      [Array("--output=".utf8) + broken], [Array("--output".utf8), broken],
      [Array("-o".utf8) + broken], [Array("-o".utf8), broken], [Array("-po".utf8) + broken],
    ] {
      let outcome = try Runspect.start(
        words("errors", "r", "--no-traceback") + option, in: folder
      ).wait()
      #expect(outcome.status == 1)
      #expect(outcome.stderr == "runspect: 1 element of 'r' failed\n")
      #expect(outcome.stdout.contains("\"output\": \"y\\udcff\""), "\(outcome.stdout)")
      #expect(outcome.stdout.contains("\"n_failed\": 1"))
    }
    let other = try Runspect.start(
      words("errors", "r", "--output") + [Array("y".utf8) + [0xFE]], in: folder
    ).wait()
    #expect(other.stdout.hasPrefix("{\"error\": \"there is no output 'y\\ufffd"))
    // The names differ, but look the same.
    #expect(!other.stdout.contains("did you mean"))
    #expect(other.status == 64)
    let values = try Runspect.start(words("outputs", "r") + [broken], in: folder).wait()
    #expect(values.stdout.hasPrefix("{\"outputs\": {\"y\\udcff\": {"))
    #expect(values.status == 0)
  }

  @Test func aNewFileGetsTheNameThatIsGiven() throws {
    let folder = try TemporaryFolder()
    try Fixtures.copy("petsard", "state-parts", to: folder, as: "r")
    let restore = words("restore", "r", HistoryCommandTests.identifier)
    let printed = try Runspect.start(restore, in: folder).wait()
    for (number, option) in [[Array("--to=".utf8)], [Array("--to".utf8), []]].enumerated() {
      let name = Array("schema-\(number)-".utf8) + [0xFF] + Array(".json".utf8)
      let value = option.dropLast() + [(option.last ?? []) + name]
      let written = try Runspect.start(restore + value, in: folder).wait()
      #expect(
        written
          == Outcome(
            stdout: """
              {"restored": {"bytes": \(printed.stdout.utf8.count), \
              "file": "schema-\(number)-\\udcff.json"}}

              """, stderr: "", status: 0))
      let path = (Array((folder.path + "/").utf8) + name).map { CChar(bitPattern: $0) } + [0]
      let file = try #require(fopen(path, "r"))
      defer { fclose(file) }
      var bytes = [UInt8](repeating: 0, count: printed.stdout.utf8.count + 1)
      let count = fread(&bytes, 1, bytes.count, file)
      #expect(String(decoding: bytes.prefix(count), as: UTF8.self) == printed.stdout)
    }
  }
}
