import Foundation
import TestSupport
import Testing

/// Keys that join millions of names, and tables with a key for each output, take time in their length only.
@Suite(.blocking) struct HostileKeyTests {
  private func status(
    outputs: String, shapes: String, masks: String, storage: String, limit: String = ""
  ) throws -> (outcome: Outcome, seconds: Double) {
    let folder = try TemporaryFolder()
    try folder.write(
      "r/run_info.json",
      """
      {"all_output_names": \(outputs), "storage": \(storage), "resolved_shapes": \(shapes), \
      "shape_masks": \(masks), "run_folder": "r", "defaults_path": "d", "input_paths": {}}
      """)
    let start = Date()
    let outcome = try Runspect.run(
      ["-c", limit + "exec \"$0\" \"$@\"", Runspect.binary, "--compat", "status", "r"],
      in: folder, program: "/bin/sh")
    return (outcome, Date().timeIntervalSince(start))
  }

  /// In an address space that leaves no room for the parts of the key.
  @Test(.disabled(if: Sanitizer.isActive, "a sanitizer needs terabytes of address space"))
  func aKeyOfMillionsOfCommas() throws {
    let commas = String(repeating: ",", count: 7_500_000)
    let (outcome, seconds) = try status(
      outputs: #"["y"]"#, shapes: #"{"\#(commas)": [2], "y": [3]}"#,
      masks: #"{"y": [true]}"#, storage: #""dict""#, limit: "ulimit -v 400000 && ")
    #expect(outcome.status == 0, "\(outcome.stdout.prefix(300))")
    #expect(try JSON(parsing: outcome.stdout)["n_outputs"] == .number(1))
    #expect(seconds < 15)
  }

  /// The message repeats the key as a tuple.
  @Test func aKeyWithoutAMask() throws {
    let (outcome, _) = try status(
      outputs: #"["b"]"#, shapes: #"{"a,b,,c": [2]}"#, masks: "{}", storage: #""dict""#)
    #expect(outcome.stdout.contains("('a', 'b', '', 'c')"), "\(outcome.stdout)")
    let (unknown, _) = try status(
      outputs: #"["b"]"#, shapes: #"{"b": [2]}"#, masks: #"{"b": [true]}"#,
      storage: #"{"d,e": "dict", "a": "dict"}"#)
    #expect(
      unknown.stdout.contains("Available keys: [\\\"('d', 'e')\\\", 'a']"), "\(unknown.stdout)")
  }

  @Test func aKeyForEachOfManyOutputs() throws {
    let names = (0..<20_000).map { "\"y\($0)\"" }
    func table(_ value: String) -> String {
      "{" + names.map { "\($0): \(value)" }.joined(separator: ",") + "}"
    }
    let (outcome, seconds) = try status(
      outputs: "[\(names.joined(separator: ","))]", shapes: table("[2]"), masks: table("[true]"),
      storage: table("\"dict\""))
    #expect(outcome.status == 0, "\(outcome.stdout.prefix(300))")
    #expect(try JSON(parsing: outcome.stdout)["n_outputs"] == .number(20_000))
    #expect(seconds < 15)
  }
}
