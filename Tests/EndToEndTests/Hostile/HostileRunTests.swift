import Foundation
import TestSupport
import Testing

/// Claims that a run folder can make and that nobody should believe.
@Suite(.blocking) struct HostileRunTests {
  private func makeRun(
    _ folder: TemporaryFolder, shape: String, mask: String, storage: String = "file_array",
    names: String = "\"y\""
  ) throws {
    try folder.write(
      "r/run_info.json",
      """
      {"all_output_names": [\(names)], "shapes": {"y": [\(shape)]}, \
      "resolved_shapes": {"y": [\(shape)]}, "shape_masks": {"y": [\(mask)]}, \
      "storage": "\(storage)", "error_handling": "continue"}
      """)
  }

  @Test func countsThatAddUpToMoreThanThereIs() throws {
    let folder = try TemporaryFolder()
    try makeRun(folder, shape: "1", mask: "true", names: "\"a\", \"b\"")
    try folder.write(
      "r/pipefunc_status.json",
      """
      {"status": "running", "error": "boo", "outputs": {"a": {"n_failed": 9223372036854775807}, \
      "b": {"n_failed": 1}}}
      """)
    for command in [["status", "r"], ["list-runs", "."], ["watch", "r", "--timeout", "0"]] {
      let outcome = try Runspect.run(command, in: folder)
      #expect(outcome.status == (command[0] == "watch" ? 2 : 0))
      // No more can have failed than there are.
      #expect(outcome.stdout.contains("\"n_failed\": 2"))
      // A heartbeat's own `error` is not ours.
      #expect(!outcome.stdout.contains("boo"))
    }
  }

  /// Truncated files, no elements by the heartbeat, and as many failed ones as a number can tell.
  @Test func moreFailedThanThereAreBesideTruncatedFiles() throws {
    let folder = try TemporaryFolder()
    try makeRun(folder, shape: "\"?\"", mask: "true", names: "\"y\"")
    for index in 0..<4 {
      let name = "r/outputs/y/__\(index)__.pickle"
      try folder.write(name, "")
      folder.setTime(name, .recorded)
    }
    try folder.write(
      "r/pipefunc_status.json",
      """
      {"status": "running", "outputs": {"y": {"n_total": 0, "n_completed": 5, \
      "n_failed": 9223372036854775807}}}
      """)
    for command in [["status", "r"], ["errors", "r"], ["list-runs", "."], ["report", "r"]] {
      let outcome = try Runspect.run(command, in: folder)
      #expect((0...1).contains(outcome.status), "\(command)")
    }
    let output = try JSON(parsing: try Runspect.run(["status", "r"], in: folder).stdout)[
      "outputs"]?[
        "y"]
    #expect(output?["n_completed"] == .number(0))
    #expect(output?["n_failed"] == .number(0))
    #expect(output?["n_truncated"] == .number(4))
  }

  @Test(arguments: [
    ("4000000000,4000000000", "true,true"), ("1000000000,\"?\"", "true,true"),
    ("100000000,0", "true,true"), ("9223372036854775807,2", "true,true"),
    (
      Array(repeating: "1", count: 60_000).joined(separator: ","),
      Array(repeating: "true", count: 60_000).joined(separator: ",")
    ),
  ])
  func shapesThatNobodyCanHold(_ shape: String, _ mask: String) throws {
    let folder = try TemporaryFolder()
    for storage in ["file_array", "dict", "zarr_file_array"] {
      try makeRun(folder, shape: shape, mask: mask, storage: storage)
      for command in ["status", "errors", "outputs"] {
        let outcome = try Runspect.run([command, "r"], in: folder)
        #expect((0...1).contains(outcome.status))
        #expect(outcome.stdout.utf8.count < 2_000_000)
        _ = try JSON(parsing: outcome.stdout)
      }
    }
  }

  @Test func aKeyThatIsSetAgainIsOneElement() throws {
    let folder = try TemporaryFolder()
    try makeRun(folder, shape: "3", mask: "true", storage: "dict")
    // {(0,): 1, (0,): 1, (0,): 1}
    var pickle: [UInt8] = [0x80, 5, 0x7D, 0x28]
    for _ in 0..<3 { pickle += [0x4B, 0, 0x85, 0x4B, 1] }
    try folder.write("r/outputs/y/dict_array.cloudpickle", Data(pickle + [0x75, 0x2E]))
    let outcome = try Runspect.run(["status", "r", "--exit-status"], in: folder)
    #expect(outcome.status == 2)
    let output = try JSON(parsing: outcome.stdout)["outputs"]?["y"]
    #expect(output?["n_completed"] == .number(1))
    #expect(output?["complete"] == .bool(false))
  }

  @Test func aPickleThatIsNoDictionary() throws {
    let folder = try TemporaryFolder()
    try makeRun(folder, shape: "3", mask: "true", storage: "dict")
    try folder.write("r/outputs/y/dict_array.cloudpickle", Data([0x80, 5, 0x5D, 0x2E]))
    let outcome = try Runspect.run(["status", "r"], in: folder)
    #expect(outcome.status == 1)
    #expect(
      try JSON(parsing: outcome.stdout)["error"]
        == .string(
          "'\(folder.path)/r/outputs/y/dict_array.cloudpickle' should hold a pickled dictionary, and "
            + "holds something else"))
  }

  @Test(arguments: ["outputs", "outputs/y"], ["link", "file"])
  func somethingElseWhereAFolderBelongs(_ place: String, _ kind: String) throws {
    for storage in ["file_array", "dict", "zarr_file_array"] {
      let folder = try TemporaryFolder()
      try Fixtures.copy("pipefunc", "0.93.2-\(storage)-complete", to: folder, as: "r")
      try FileManager.default.moveItem(at: folder.url("r/" + place), to: folder.url("outside"))
      if kind == "link" {
        try folder.makeLink("r/" + place, to: folder.path + "/outside")
      } else {
        try folder.write("r/" + place, "text")
      }
      let what = kind == "link" ? "a symbolic link" : "a file"
      for command in ["status", "outputs"] {
        let outcome = try Runspect.run([command, "r"], in: folder)
        #expect(outcome.status == 1)
        #expect(
          outcome.stdout.contains(
            "'\(folder.path)/r/\(place)' is \(what), where a file of the run belongs"),
          "\(storage) \(command)")
      }
    }
  }

  @Test func aFewBytesThatUnfoldIntoMillionsOfValues() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "r/run_info.json", "{\"all_output_names\": [\"y\"], \"shapes\": {}, \"storage\": \"dict\"}")
    var pickle: [UInt8] = [0x80, 5, 0x5D, 0x94]
    for level in 0..<60 {
      pickle += [0x5D, 0x28]
      for _ in 0..<10 { pickle += [0x68, UInt8(level)] }
      pickle += [0x65, 0x94]
    }
    try folder.write("r/outputs/y.cloudpickle", Data(pickle + [0x2E]))
    let outcome = try Runspect.run(["outputs", "r"], in: folder)
    #expect(outcome.status == 0)
    #expect(outcome.stdout.utf8.count < 30_000_000)
  }
}
