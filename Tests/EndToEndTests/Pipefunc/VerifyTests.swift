import Foundation
import TestSupport
import Testing

/// `status --verify` on real runs whose stored files are damaged one by one.
@Suite(.blocking) struct VerifyTests {
  /// Whole runs, of every way to store values.
  static let names = [
    "0.93.2-file_array-complete", "0.93.2-file_array-parquet", "0.93.2-dict-complete",
    "0.93.2-shared_memory_dict-complete", "0.93.2-zarr_file_array-complete",
    "0.93.2-zarr_memory-complete", "0.87.0-zarr_file_array-complete",
    "0.93.2-file_array-heartbeat_completed", "0.93.2-zarr_memory-heartbeat_completed",
  ]

  /// Files that hold no values.
  private let descriptions = [
    "zarr.json", ".zarray", ".zattrs", ".zgroup", "run_info.json", "pipefunc_status.json",
  ]

  /// The stored files of a run: outputs, inputs and defaults.
  private func storedFiles(_ folder: TemporaryFolder) -> [String] {
    let names = FileManager.default.enumerator(atPath: folder.url("r").path)?.allObjects
    return (names ?? []).compactMap { $0 as? String }.filter { name in
      var isFolder: ObjCBool = false
      let path = folder.url("r/\(name)").path
      return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
        && !isFolder.boolValue
        && !descriptions.contains(URL(fileURLWithPath: name).lastPathComponent)
    }.sorted()
  }

  private func copy(_ name: String) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try Fixtures.copy("pipefunc", name, to: folder, as: "r")
    return folder
  }

  @Test(arguments: names)
  func readsEveryFileOfAWholeRun(_ name: String) throws {
    let folder = try copy(name)
    let outcome = try Runspect.run(["status", "r", "--verify", "--exit-status"], in: folder)
    let answer = try JSON(parsing: outcome.stdout)
    #expect(outcome.status == 0)
    #expect(answer["status"] == .string("completed"))
    #expect(answer["n_verified"] == .number(Double(storedFiles(folder).count)))
    let plain = try JSON(parsing: try Runspect.run(["status", "r"], in: folder).stdout)
    #expect(plain["n_verified"] == nil)
    var rest = answer.object
    rest["n_verified"] = nil
    #expect(JSON.object(rest) == plain)
  }

  @Test(arguments: names)
  func noticesEveryFileThatLacksItsLastByte(_ name: String) throws {
    let folder = try copy(name)
    for file in storedFiles(folder) {
      let contents = try folder.read("r/\(file)")
      try folder.write("r/\(file)", contents.dropLast())
      folder.setTime("r/\(file)", .recorded)
      let outcome = try Runspect.run(["status", "r", "--verify", "--exit-status"], in: folder)
      let answer = try JSON(parsing: outcome.stdout)
      #expect(outcome.status != 0, "\(file)")
      #expect(answer["status"] != .string("completed"), "\(file)")
      let words = (answer["warnings"]?.array ?? []) + [answer["error"] ?? .null]
      #expect(words.contains { $0.string?.contains(file) ?? false }, "\(file): \(words)")
      try folder.write("r/\(file)", contents)
      folder.setTime("r/\(file)", .recorded)
    }
  }

  /// Whatever byte is damaged, the chunk is not unpacked into something else in silence, unless the
  /// bytes say another thing that is whole; the chunks of this release carry no checksum.
  @Test func endsInBoundedTimeWhateverByteIsDamaged() throws {
    let folder = try copy("0.93.2-zarr_file_array-complete")
    let file = "r/outputs/y/array/c/0"
    let contents = try folder.read(file)
    for index in contents.indices {
      var damaged = contents
      damaged[index] ^= 0x80
      try folder.write(file, damaged)
      folder.setTime(file, .recorded)
      let outcome = try Runspect.run(["status", "r", "--verify", "--exit-status"], in: folder)
      #expect([0, 1, 2].contains(outcome.status))
      _ = try JSON(parsing: outcome.stdout)
    }
  }

  @Test(arguments: [[2], [0, 2], [2, 0], [1, 0, 2]])
  func tellsWhatIsDamagedInWholeSentences(_ indices: [Int]) throws {
    let folder = try copy("0.93.2-file_array-complete")
    var sentences: [String] = []
    for index in indices {
      let file = "r/outputs/y/__\(index)__.pickle"
      let contents = try folder.read(file).dropLast()
      try folder.write(file, contents)
      folder.setTime(file, .recorded)
      sentences.append(
        (indices.count == 1
          ? "1 stored file of output 'y' is damaged: "
          : "\(indices.count) stored files of output 'y' are damaged; the first: ")
          + "'\(folder.path)/\(file)' is cut short: the pickle breaks off at byte "
          + "\(contents.count)")
    }
    let outcome = try Runspect.run(["status", "r", "--verify", "--exit-status"], in: folder)
    let answer = try JSON(parsing: outcome.stdout)
    let warnings = answer["warnings"]?.array.compactMap(\.string) ?? []
    // The first by its name, in whatever order the folder lists them.
    #expect(warnings == [sentences.sorted()[0]])
    #expect(answer["status"] == .string("incomplete"))
    #expect(answer["outputs"]?["y"]?["n_completed"] == .number(Double(3 - indices.count)))
    #expect(answer["outputs"]?["y"]?["complete"] == .bool(false))
    #expect(outcome.status == 2)
  }

  /// What changed a moment ago may still be written.
  @Test func isNotAlarmedByWhatIsBeingWritten() throws {
    let folder = try copy("0.93.2-file_array-complete")
    let file = "r/outputs/y/__1__.pickle"
    let contents = try folder.read(file)
    try folder.write(file, contents.dropLast())
    let year = Moment(seconds: 4_102_444_800, nanoseconds: 0)
    folder.setTime(file, year)
    let outcome = try Runspect.run(["status", "r", "--verify"], in: folder)
    let answer = try JSON(parsing: outcome.stdout)
    #expect(answer["outputs"]?["y"]?["n_completed"] == .number(2))
    #expect(answer["status"] != .string("completed"))
  }
}
