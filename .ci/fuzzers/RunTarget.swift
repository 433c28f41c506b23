import Foundation

@testable import FileFormats
@testable import ReadOnlyFiles
@testable import RunspectCLI

/// One file of a run: the input takes its place, and commands are asked about the run.
///
/// `RUNSPECT_FUZZ_RUN` is the path of the run, and `RUNSPECT_FUZZ_FILE` that of the file.
/// `RUNSPECT_FUZZ_FRAME` says what is put around the input first, as checksums stop libFuzzer: `wandb`
/// makes records of a log of it, each of which begins with its length in two bytes.
enum RunTarget {
  private static let path = variable("RUNSPECT_FUZZ_RUN")
  private static let file = variable("RUNSPECT_FUZZ_FILE")
  private static let frame = variable("RUNSPECT_FUZZ_FRAME")

  private static let commands = [
    ["status", path, "--format", "json"], ["errors", path, "--format", "json"],
    ["status", path, "--verify", "--format", "table"], ["errors", path, "--format", "text"],
    ["outputs", path, "--format", "json"], ["inputs", path, "--format", "json"],
    ["timing", path], ["snapshots", path], ["changes", path], ["summary", path],
    ["status", path, "--format", "github"], ["errors", path, "--group-by", "type,message"],
    ["list-runs", path, "--recursive"], ["status", path, "--format", "junit"],
    ["status", path, "--include-run-info"], ["report", path], ["--compat", "status", path],
  ]

  static let run: FuzzTarget = { bytes in
    write(frame == "wandb" ? wandbLog(bytes) : bytes)
    let tool = CapturedTool()
    // The first two commands always, and one of the others, which the input chooses.
    let sum = bytes.reduce(0) { ($0 &* 31 &+ Int($1)) & 0xFFFF }
    let chosen = [commands[0], commands[1], commands[2 + sum % (commands.count - 2)]]
    for words in chosen {
      let words = words.map { Argument($0) }
      tool.check(tool.run(words), words)
    }
  }

  private static func variable(_ name: String) -> String {
    ProcessInfo.processInfo.environment[name] ?? ""
  }

  private static func write(_ bytes: [UInt8]) {
    let descriptor = open(file, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    rule(descriptor >= 0, "\(file) can't be written")
    defer { close(descriptor) }
    rule(Foundation.write(descriptor, bytes, bytes.count) == bytes.count, "not written whole")
  }

  private static func wandbLog(_ bytes: [UInt8]) -> [UInt8] {
    // The head of a log of W&B (wandb 0.31.0, `datastore.py`).
    var log = Array(":W&B".utf8) + [0xEE, 0xBE, 0]
    var rest = bytes[...]
    while rest.count >= 2 {
      let length = rest.popFirst().map { Int($0) } ?? 0
      let high = rest.popFirst().map { Int($0) } ?? 0
      var record = rest.prefix(length | high << 8)
      rest = rest.dropFirst(record.count)
      var isFirst = true
      repeat {
        var room = LevelDBLog.blockSize - log.count % LevelDBLog.blockSize
        if room < LevelDBLog.headSize {
          log += [UInt8](repeating: 0, count: room)
          room = LevelDBLog.blockSize
        }
        let piece = Array(record.prefix(room - LevelDBLog.headSize))
        record = record.dropFirst(piece.count)
        let type: UInt8 = isFirst ? (record.isEmpty ? 1 : 2) : (record.isEmpty ? 4 : 3)
        isFirst = false
        var checksum = CRC32()
        checksum.take(type)
        piece.withUnsafeBufferPointer { checksum.take($0) }
        log += (0..<4).map { UInt8(truncatingIfNeeded: checksum.value >> (8 * $0)) }
        log += [UInt8(piece.count & 0xFF), UInt8(piece.count >> 8), type]
        log += piece
      } while !record.isEmpty
    }
    return log
  }
}
