import FileFormats
import Foundation
import HostProcess
import ReadOnlyFiles
import RunInspection
import Testing

@testable import RunspectCLI

/// What a format has no room for is said on standard error.
@Suite struct PrintingTests {
  /// What was printed and what was said.
  private final class Streams: @unchecked Sendable {
    private let lock = NSLock()
    private var output: [UInt8] = []
    private var lines: [String] = []

    var context: CommandContext {
      CommandContext(
        writeOutput: { bytes in self.lock.withLock { self.output += bytes } },
        writeError: { line in self.lock.withLock { self.lines.append(line) } }, clock: .system)
    }

    var printed: String { lock.withLock { String(decoding: output, as: UTF8.self) } }
    var said: [String] { lock.withLock { lines } }
  }

  /// How much each format prints, without a default, so that the compiler asks for one that is added.
  private func coverage(_ format: OutputFormat) -> AnswerCoverage {
    switch format {
    case .json, .github, .junit: .value
    case .jsonl: .items
    case .table, .csv, .tsv, .markdown, .prometheus: .columns
    }
  }

  @Test(arguments: OutputFormat.allCases, [false, true])
  func saysWhatTheFormatHasNoRoomFor(_ name: OutputFormat, _ isPretty: Bool) throws {
    let format = name.format(isPretty: isPretty)
    #expect(format.coverage == coverage(name))
    var answer = SampleAnswer.list([["a": "b"]])
    answer.remarks = ["warning: of the whole"]
    answer.itemRemarks = ["warning: of an item", "\u{1B}[31m"]
    let streams = Streams()
    try streams.context.print(answer, format)
    #expect(streams.printed == format.string(of: answer))
    let ofItems = ["runspect: warning: of an item", "runspect: \\u{1b}[31m"]
    let ofTheWhole = ["runspect: warning: of the whole"]
    switch coverage(name) {
    case .value: #expect(streams.said == [])
    case .items: #expect(streams.said == ofTheWhole)
    case .columns: #expect(streams.said == ofItems + ofTheWhole)
    }
  }

  @Test(arguments: OutputFormat.allCases)
  func saysOnceWhyAnAnswerCanNotBeGiven(_ name: OutputFormat) throws {
    let streams = Streams()
    let error = InspectionError.missingKey(RawPath("r"), key: "k")
    let status = try streams.context.fail(error, name.format(isPretty: false))
    #expect(status == .failure)
    let isPrinted = coverage(name) == .value
    if name == .json { #expect(streams.printed == "{\"error\": \"'r' lacks the key 'k'\"}\n") }
    #expect(streams.printed.contains("'r' lacks the key 'k'") == isPrinted)
    #expect(streams.printed.isEmpty == !isPrinted)
    #expect(streams.said == ["runspect: 'r' lacks the key 'k'"])
    // A terminal shows both streams.
    let atTerminal = Streams()
    var context = atTerminal.context
    context.terminal = CommandContext.Terminal(columns: { 80 })
    _ = try context.fail(error, name.format(isPretty: false))
    #expect(atTerminal.said == (isPrinted ? [] : ["runspect: 'r' lacks the key 'k'"]))
    let quiet = Streams()
    context = quiet.context
    context.isQuiet = true
    #expect(try context.fail(error, name.format(isPretty: false)) == .failure)
    #expect(quiet.printed == "")
    #expect(quiet.said == [])
  }

  /// A pipe that nobody reads is not touched for nothing.
  @Test func writesNothingWhereThereIsNothing() throws {
    let failure = FileError(operation: .write, path: RawPath("1"), reason: .system(.brokenPipe))
    let context = CommandContext(
      writeOutput: { _ throws(FileError) in throw failure }, writeError: { _ in }, clock: .system)
    try context.printBytes([])
    try context.printText("")
    let error = #expect(throws: OutputFailure.self) { try context.printText("x") }
    #expect(error?.cause == failure)
  }
}
