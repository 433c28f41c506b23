import Foundation
import HostProcess
import ReadOnlyFiles

@testable import FileFormats
@testable import RunspectCLI

/// The tool, run within this process. Its clock is an hour ahead, so that no file was changed just now,
/// and waiting takes no time.
final class CapturedTool: @unchecked Sendable {
  struct Outcome {
    var status: Int32
    var output: [UInt8]
    var errors: [String]
  }

  private var output: [UInt8] = []
  private var errors: [String] = []
  private var slept = 0.0

  func run(_ words: [Argument]) -> Outcome {
    (output, errors) = ([], [])
    let clock = HostClock(
      now: {
        let now = HostClock.system.now()
        return Timestamp(
          seconds: now.seconds + 3_600 + Int64(self.slept), nanoseconds: now.nanoseconds)
      },
      monotonic: { HostClock.system.monotonic() + self.slept }, sleep: { self.slept += $0 })
    let context = CommandContext(
      writeOutput: { bytes throws(FileError) in self.output += bytes },
      writeError: { self.errors.append($0) },
      clock: clock,
      makeWaiter: { Waiter(wait: { _, _ in .signal(.terminate) }, watch: { _, _ in }) })
    let status = CommandLineTool.run(name: "runspect", arguments: words, context: context)
    return Outcome(status: status, output: output, errors: errors)
  }

  /// The rules that every answer keeps.
  func check(_ outcome: Outcome, _ words: [Argument]) {
    let line = words.map(\.text)
    rule(
      [0, 1, 2, 3, 64, 143].contains(outcome.status), "exit status \(outcome.status) of \(line)")
    rule(outcome.output.count < 16 << 20, "\(outcome.output.count) bytes are printed by \(line)")
    if line.contains("--compat") { return }
    for text in outcome.errors { check(text, line) }
    let format = line.firstIndex { $0 == "--format" || $0 == "-f" }.map { line.dropFirst($0 + 1) }
    let isJSON =
      line.first == "status" || line.first == "errors" || line.first == "outputs"
      || line.first == "inputs"
    if isJSON, format == nil || format?.first == "json", !line.contains("--raw"),
      !line.contains("--get"), !outcome.output.isEmpty, outcome.output.first == UInt8(ascii: "{")
    {
      rule(
        outcome.output.allSatisfy { (0x20..<0x7F).contains($0) || $0 == 0x0A },
        "not plain ASCII: \(line)")
      rule((try? JSONDocument(outcome.output)) != nil, "no JSON: \(line)")
    } else if !line.contains("--raw") {
      check(String(decoding: outcome.output, as: UTF8.self), line)
    }
  }

  private func check(_ text: String, _ line: [String]) {
    rule(
      text.unicodeScalars.allSatisfy {
        $0.properties.generalCategory != .control || $0 == "\n" || $0 == "\t"
      }, "a control character in what \(line) prints")
  }
}
