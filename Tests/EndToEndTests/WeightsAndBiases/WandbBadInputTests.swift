import Foundation
import TestSupport
import Testing

/// What is told of logs of W&B that are cut short, damaged or large, or that mean harm.
@Suite(.blocking) struct WandbBadInputTests {
  private static let name = "r/run-abc.wandb"
  private static let head = Data([0x3A, 0x57, 0x26, 0x42, 0xE1, 0xBE, 0x00])

  private func log(_ name: String) throws -> Data {
    let source = Fixtures.root.appendingPathComponent("runs/wandb/\(name)")
    let file = try #require(
      try FileManager.default.contentsOfDirectory(atPath: source.path)
        .first { $0.hasSuffix(".wandb") })
    return try Data(contentsOf: source.appendingPathComponent(file))
  }

  private func answer(
    _ log: Data, _ words: [String] = ["status", "r"]
  ) throws -> JSON {
    let folder = try TemporaryFolder()
    try folder.write(WandbBadInputTests.name, log)
    return try JSON(parsing: Runspect.run(words, in: folder).stdout)
  }

  /// A piece of the framing, with its checksum.
  static func piece(_ data: [UInt8], type: UInt8 = 1) -> Data {
    var checksum: UInt32 = .max
    for byte in [type] + data {
      checksum ^= UInt32(byte)
      for _ in 0..<8 { checksum = checksum & 1 == 0 ? checksum >> 1 : checksum >> 1 ^ 0xEDB8_8320 }
    }
    checksum = ~checksum
    let head = (0..<4).map { UInt8(truncatingIfNeeded: checksum >> (8 * $0)) }
    return Data(head + [UInt8(data.count & 0xFF), UInt8(data.count >> 8), type] + data)
  }

  @Test func aLogCutAnywhereIsARunUnderWay() throws {
    let whole = try log("complete")
    for length in stride(from: 0, to: whole.count, by: 97) {
      let answer = try answer(whole.prefix(length))
      #expect(answer["status"] == .string("running"), "\(length)")
      #expect(answer["error"] == nil)
      #expect(answer["exit_code"] == .null)
    }
  }

  @Test func damageIsToldAndTheRestIsRead() throws {
    var log = try log("long")
    #expect(log.count > 4 * 32_768)
    log[32_768 + 5_000] ^= 0xFF
    let folder = try TemporaryFolder()
    try folder.write(WandbBadInputTests.name, log)
    let answer = try JSON(parsing: Runspect.run(["status", "r"], in: folder).stdout)
    #expect(answer["status"] == .string("completed"))
    #expect(answer["step"] == .number(302))
    let warning = answer["warnings"]?.array.first?.string ?? ""
    #expect(
      warning.contains(
        "1 piece of '\(folder.path)/r/run-abc.wandb' is damaged, the first at byte 3"))
    let verified = try Runspect.run(["status", "r", "--verify", "--exit-status"], in: folder)
    #expect(try JSON(parsing: verified.stdout)["status"] == .string("incomplete"))
    #expect(verified.status != 0)
    let whole = try self.answer(try self.log("long"), ["status", "r", "--verify"])
    #expect(whole["n_verified"] == .number(1))
    #expect(whole["status"] == .string("completed"))
  }

  @Test(
    arguments: [
      // Lengths beyond the record, and beyond any number.
      [0x92, 0x01, 0x7F], [0x92, 0x01, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01],
      [0x92, 0x01, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01],
      // Groups in groups that never end, and an end without a beginning.
      Array(repeating: 0x0B, count: 30_000), [0x0C], [0x07], [0x00], [0x80],
    ] as [[UInt8]])
  func aRecordThatIsNoMessageIsLeftOut(_ record: [UInt8]) throws {
    let answer = try answer(WandbBadInputTests.head + WandbBadInputTests.piece(record))
    #expect(answer["status"] == .string("running"))
    #expect(
      answer["warnings"]?.array.contains { $0.string?.contains("can't be read") == true } == true)
  }

  /// Blocks that did not reach the disk before the machine went down.
  @Test func aHoleInALog() throws {
    let whole = try log("long")
    var holed = whole
    holed.replaceSubrange(32_768..<65_536, with: Data(repeating: 0, count: 32_768))
    let answer = try answer(holed, ["status", "r", "--verify"])
    let before = try self.answer(whole, ["status", "r", "--verify"])
    #expect(before["status"] == .string("completed"))
    #expect(answer["exit_code"] == before["exit_code"])
    #expect(answer["step"] == before["step"])
    #expect(answer["status"] == .string("incomplete"))
    #expect(
      "\(answer)".contains("is damaged, the first at byte 32768"), "\(answer)")
  }

  /// More values than are kept are not told as if they were all.
  @Test func moreValuesThanAreKept() throws {
    func summary(_ names: Range<Int>) -> Data {
      var log = WandbBadInputTests.head
      // A log has pieces of at most 64 KiB.
      for start in stride(from: names.lowerBound, to: names.upperBound, by: 1_000) {
        var update: [UInt8] = []
        for number in start..<min(start + 1_000, names.upperBound) {
          let name = Array("k\(number)".utf8)
          let item = [0x0A, UInt8(name.count)] + name + [0x28, 0x02]
          update += [0x0A, UInt8(item.count)] + item
        }
        let record = [0x1A] + WandbBadInputTests.variableLength(update.count) + update
        let room = 32_768 - log.count % 32_768
        if room < record.count + 7 {
          let first = record[..<(room - 7)]
          log += WandbBadInputTests.piece(Array(first), type: 2)
          log += WandbBadInputTests.piece(Array(record[(room - 7)...]), type: 4)
        } else {
          log += WandbBadInputTests.piece(record)
        }
      }
      return log
    }
    let folder = try TemporaryFolder()
    try folder.write(WandbBadInputTests.name, summary(0..<10_500))
    let most = try Runspect.run(["outputs", "r", "k10499", "--raw"], in: folder)
    #expect(most == Outcome(stdout: "1\n", stderr: "", status: 0))
    try folder.write(WandbBadInputTests.name, summary(0..<50_001))
    let more = try Runspect.run(["outputs", "r", "k1"], in: folder)
    #expect(more.status == 1)
    #expect(more.stdout.contains("run-abc.wandb' holds more values than are read"), "\(more)")
  }

  /// Values are told wherever in a long log they are, of which a status reads both ends only.
  @Test func valuesInTheMiddleOfALongLog() throws {
    func filler(_ length: Int) -> Data {
      let size = length - 5
      let head =
        [0xF2, 0x01] + [
          UInt8(size & 0x7F | 0x80), UInt8(size >> 7 & 0x7F | 0x80), UInt8(size >> 14),
        ]
      return WandbBadInputTests.piece(head + Array(repeating: 0, count: size))
    }
    let item: [UInt8] = [0x0A, 0x05, 0x0A, 0x01, 0x6B, 0x28, 0x02]
    var log = WandbBadInputTests.head + filler(32_754)
    for block in 1..<130 {
      guard block == 48 else {
        log += filler(32_761)
        continue
      }
      let records = [[0x1A, 0x07] + item, [0x2A, 0x07] + item].map { WandbBadInputTests.piece($0) }
      log += records[0] + records[1]
      log += filler(32_761 - 2 * records[0].count)
    }
    let folder = try TemporaryFolder()
    try folder.write(WandbBadInputTests.name, log)
    for command in ["outputs", "inputs"] {
      let outcome = try Runspect.run([command, "r", "k", "--raw"], in: folder)
      #expect(outcome == Outcome(stdout: "1\n", stderr: "", status: 0), "\(command)")
    }
  }

  private static func variableLength(_ number: Int) -> [UInt8] {
    number < 0x80
      ? [UInt8(number)] : [UInt8(number & 0x7F | 0x80)] + variableLength(number >> 7)
  }

  /// Of names that would be written again and again, no more is told than fits in the answer.
  @Test func aLongNameOfAnObject() throws {
    let name = Array(repeating: UInt8(ascii: "n"), count: 20_000)
    let text = Array(("{" + (0..<900).map { "\"a\($0)\":0" }.joined(separator: ",") + "}").utf8)
    func field(_ tag: [UInt8], _ bytes: [UInt8]) -> [UInt8] {
      tag + WandbBadInputTests.variableLength(bytes.count) + bytes
    }
    let item = field([0x0A], name) + field([0x82, 0x01], text)
    let record = field([0x1A], field([0x0A], item))
    let folder = try TemporaryFolder()
    try folder.write(
      WandbBadInputTests.name, WandbBadInputTests.head + WandbBadInputTests.piece(record))
    let outcome = try Runspect.run(["outputs", "r"], in: folder)
    #expect(outcome.status == 0)
    #expect(outcome.stdout.utf8.count < 100_000)
    #expect(outcome.stdout.contains("\"a899\": 0"))
  }

  /// A time that is no message keeps the one that was told before.
  @Test func aTimeThatIsNoTime() throws {
    func record(_ fields: [UInt8]) -> Data {
      WandbBadInputTests.piece([0x8A, 0x01, UInt8(fields.count)] + fields)
    }
    let name: [UInt8] = [0x0A, 0x01, 0x61]
    let time: [UInt8] = [0x8A, 0x01, 0x02, 0x08, 0x64]
    let noTime: [UInt8] = [0x88, 0x01, 0x05]
    let words = ["timing", "r"]
    let whole = try answer(WandbBadInputTests.head + record(name + time), words)
    #expect(whole["timing"]?.array.first?["start"] == .string("1970-01-01T00:01:40+00:00"))
    let again = try answer(
      WandbBadInputTests.head + record(name + time) + record(name + noTime), words)
    #expect(again == whole)
    let never = try answer(WandbBadInputTests.head + record(name + noTime), words)
    #expect(never["timing"]?.array.first?["start"] ?? .null == .null)
  }

  @Test func aNegativeExitCodeAndAnEmptyOne() throws {
    let minusOne: [UInt8] = [0x92, 0x01, 0x0B, 0x08] + Array(repeating: 0xFF, count: 9) + [0x01]
    let negative = try answer(WandbBadInputTests.head + WandbBadInputTests.piece(minusOne))
    #expect(negative["exit_code"] == .number(-1))
    #expect(negative["status"] == .string("failed"))
    let empty = try answer(WandbBadInputTests.head + WandbBadInputTests.piece([0x92, 0x01, 0x00]))
    #expect(empty["exit_code"] == .number(0))
    #expect(empty["status"] == .string("completed"))
  }

  /// A run that ended in its first second, and one that ended before it began.
  @Test(
    arguments: [([0x10, 0], .number(0)), ([0x10] + Array(repeating: 0xFF, count: 9) + [1], .null)]
      as [([UInt8], JSON)])
  func secondsOfARun(_ seconds: [UInt8], _ expected: JSON) throws {
    let record = [0x92, 0x01, UInt8(seconds.count)] + seconds
    let answer = try answer(
      WandbBadInputTests.head + WandbBadInputTests.piece(record),
      ["status", "r", "--fields", "status,elapsed_seconds"])
    #expect(answer["status"] == .string("completed"))
    #expect(answer["elapsed_seconds"] == expected)
  }

  @Test func aFileOfTheRightNameWithOtherContents() throws {
    for contents in [Data("hello, world".utf8), Data(repeating: 0, count: 100_000)] {
      let answer = try answer(contents)
      #expect(answer["status"] == .string("error"))
      #expect(answer["error"]?.string?.contains("is no log of W&B") == true)
    }
    let folder = try TemporaryFolder()
    try folder.makeFolder("a")
    try folder.makePipe("a/run-x.wandb")
    try folder.makeFolder("b/run-x.wandb")
    try folder.write("elsewhere.wandb", try log("complete"))
    try folder.makeFolder("c")
    try folder.makeLink("c/run-x.wandb", to: "../elsewhere.wandb")
    for run in ["a", "b", "c"] {
      let answer = try JSON(parsing: Runspect.run(["status", run], in: folder).stdout)
      #expect(answer["status"] == .string("missing"), "\(run)")
    }
  }

  /// Only the beginning and the end of a log of 1 GiB are read.
  @Test func aLogOfAGibibyteTakesNoTime() throws {
    let log = try log("long")
    let folder = try TemporaryFolder()
    try folder.write(WandbBadInputTests.name, log)
    let blocks = log.count / 32_768
    let last = log.suffix(from: blocks * 32_768)
    let handle = try FileHandle(forWritingTo: folder.url(WandbBadInputTests.name))
    try handle.seek(toOffset: 1 << 30)
    try handle.write(contentsOf: last)
    try handle.close()
    let start = Date()
    let answer = try JSON(parsing: Runspect.run(["status", "r"], in: folder).stdout)
    #expect(answer["status"] == .string("completed"))
    #expect(answer["exit_code"] == .number(0))
    #expect(answer["step"] == .number(302))
    #expect(answer["project"] == .string("demo"))
    #expect(Date().timeIntervalSince(start) < 20)
  }
}
