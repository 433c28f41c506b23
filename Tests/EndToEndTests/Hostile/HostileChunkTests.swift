import Foundation
import TestSupport
import Testing

/// Chunks of Zarr that hold more than their size suggests, or nothing at all.
@Suite(.blocking, .timeLimit(.minutes(10))) struct HostileChunkTests {
  /// A zstd frame (RFC 8878) of blocks as they are, and of one byte again and again.
  private static func frame(
    _ content: [UInt8], zeros: Int = 0, _ tail: [UInt8] = []
  ) -> [UInt8] {
    let largest = 128 << 10
    func number(_ value: Int, _ count: Int) -> [UInt8] {
      (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
    var blocks: [(kind: Int, size: Int, bytes: [UInt8])] = []
    for start in stride(from: 0, to: content.count, by: largest) {
      let part = Array(content[start..<min(start + largest, content.count)])
      blocks.append((0, part.count, part))
    }
    for start in stride(from: 0, to: zeros, by: largest) {
      blocks.append((1, min(largest, zeros - start), [0]))
    }
    if !tail.isEmpty { blocks.append((0, tail.count, tail)) }
    let size = content.count + zeros + tail.count
    var frame: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD, 0xE0] + number(size, 8)
    for (position, block) in blocks.enumerated() {
      let last = position == blocks.count - 1 ? 1 : 0
      frame += number(block.size << 3 | block.kind << 1 | last, 3) + block.bytes
    }
    return frame
  }

  private static func number(_ value: Int) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }

  private func makeRun(_ chunk: [UInt8], shape: String, mask: String) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write(
      "r/run_info.json",
      """
      {"all_output_names": ["y"], "shapes": {"y": [\(shape)]}, "shape_masks": {"y": [\(mask)]}, \
      "storage": "zarr_file_array", "error_handling": "continue"}
      """)
    try folder.write("r/outputs/y/mask/c/0", "x")
    let isBlock = mask.contains("false")
    try folder.write("r/outputs/y/array/c/0\(isBlock ? "/0" : "")", Data(chunk))
    return folder
  }

  @Test func aChunkOfHundredThousandsOfValues() throws {
    let count = 200_000
    let item = HostileChunkTests.number(4) + [0x80, 5, 0x4E, 0x2E]
    let content = HostileChunkTests.number(count) + Array(repeating: item, count: count).joined()
    let folder = try makeRun(
      HostileChunkTests.frame(content), shape: "1, \(count)", mask: "true, false")
    for command in ["status", "errors", "outputs"] {
      let outcome = try Runspect.run([command, "r"], in: folder)
      #expect(outcome.status == 0)
      _ = try JSON(parsing: outcome.stdout)
    }
  }

  /// A value that unpacks to 200 MiB is counted, and is no error; it is not shown.
  @Test func aFewBytesThatUnpackToHundredsOfMegabytes() throws {
    let size = 200 << 20
    let start = HostileChunkTests.number(1) + HostileChunkTests.number(size)
    let folder = try makeRun(
      HostileChunkTests.frame(start, zeros: size), shape: "1", mask: "true")
    let status = try Runspect.run(["status", "r", "--exit-status"], in: folder)
    #expect(status.status == 0)
    let errors = try Runspect.run(["errors", "r"], in: folder)
    #expect(errors.status == 0)
    let outputs = try Runspect.run(["outputs", "r"], in: folder)
    #expect(outputs.status == 1)
    #expect(outputs.stdout.contains("can't be unpacked"))
  }

  /// However much it unpacks to, `--verify` reads a chunk to its end.
  @Test func aFewBytesThatUnpackToManyAreVerified() throws {
    let size = 60 << 20
    // BINBYTES8: so many bytes, all zero, and then STOP, or the end.
    let ends: [(end: UInt8, isWhole: Bool)] = [(0x2E, true), (0, false)]
    for (end, isWhole) in ends {
      var pickle: [UInt8] = [0x80, 5, 0x8E]
      pickle += HostileChunkTests.number(size)
      pickle += [UInt8](repeating: 0, count: 4)
      var start = HostileChunkTests.number(2)
      start += HostileChunkTests.number(pickle.count + size + 1)
      start += pickle
      var tail: [UInt8] = [end]
      tail += HostileChunkTests.number(4)
      tail += [0x80, 5, 0x4E, 0x2E] as [UInt8]
      let folder = try makeRun(
        HostileChunkTests.frame(start, zeros: size, tail), shape: "1, 2", mask: "true, false")
      try folder.write("r/outputs/y/mask/c/0", Data(HostileChunkTests.frame([1])))
      // No stored errors have to be looked for, and what was written just now is not judged.
      let description = String(decoding: try folder.read("r/run_info.json"), as: UTF8.self)
      try folder.write(
        "r/run_info.json", description.replacingOccurrences(of: "\"continue\"", with: "\"raise\""))
      folder.setTimes(below: "r") { _ in .recorded }
      let outcome = try Runspect.run(["status", "r", "--verify", "--exit-status"], in: folder)
      let answer = try JSON(parsing: outcome.stdout)
      #expect((outcome.status == 0) == isWhole)
      #expect(answer["outputs"]?["y"]?["n_completed"] == .number(isWhole ? 1 : 0), "\(answer)")
    }
  }

  @Test(arguments: ["zarr.json", ".zarray"])
  func aHoleInPlaceOfAChunk(_ description: String) throws {
    let folder = try makeRun([1], shape: "1", mask: "true")
    if description == ".zarray" {
      try folder.write("r/outputs/y/array/.zarray", "{}")
      try folder.write("r/outputs/y/array/0", "")
    }
    let chunk = description == ".zarray" ? "r/outputs/y/array/0" : "r/outputs/y/array/c/0"
    truncate(folder.url(chunk).path, 1 << 28)
    let outcome = try Runspect.run(["outputs", "r"], in: folder)
    #expect(outcome.stdout.contains("can't be unpacked"))
  }

  @Test func filesOfAnySize() throws {
    let folder = try makeRun([1], shape: "1", mask: "true")
    for name in [
      "r/outputs/y/array/c/0", "r/outputs/z.cloudpickle", "s/run_status.json", "t/run_info.json",
      "u/status_state.pkl", "v/task_status.json", "w/process_status.json",
    ] {
      try folder.write(name, "")
      // As large as the file system allows.
      for shift in [62, 54, 46, 43] where truncate(folder.url(name).path, 1 << shift) == 0 { break }
    }
    for command in [
      ["status", "r"], ["status", "r", "--verify"], ["errors", "r"], ["outputs", "r"],
      ["list-runs", "."], ["watch", "r", "--timeout", "0"], ["--compat", "status", "r"],
      ["report", "."],
    ] {
      let outcome = try Runspect.run(command, in: folder)
      #expect((0...2).contains(outcome.status), "\(command)")
    }
  }
}
