import FileFormats
import Foundation
import HostProcess
import ReadOnlyFiles
import RunInspection
import TestSupport

@testable import RunspectCLI

/// Everything that a command sees of the world, but for the files.
final class FakeWorld: @unchecked Sendable {
  /// The present moment at the beginning, on both clocks.
  static let start = 2_000_000.0

  let folder: TemporaryFolder
  let clock: FakeClock
  private let lock = NSLock()
  private var written: [UInt8] = []
  private var complained: [String] = []
  /// What writing to standard output fails with.
  private let outputFailure: FileError?
  /// How many seconds each writing to standard output takes.
  private let writingTime: Double
  /// The environment variables.
  private let variables: [String: String]
  /// Whether standard output is a terminal.
  private let isTerminal: Bool

  init(
    failing outputFailure: FileError? = nil, writingTakes writingTime: Double = 0,
    variables: [String: String] = [:], atTerminal isTerminal: Bool = false,
    whileSleeping: @escaping @Sendable (Int, TemporaryFolder) -> Void = { _, _ in }
  ) throws {
    let folder = try TemporaryFolder()
    self.folder = folder
    self.outputFailure = outputFailure
    self.writingTime = writingTime
    self.variables = variables
    self.isTerminal = isTerminal
    clock = FakeClock(FakeWorld.start) { whileSleeping($0, folder) }
  }

  struct Outcome: Equatable {
    var status: Int32
    var output: String = ""
    var errors: [String] = []
  }

  /// Runs the tool. A word that begins with `@/` is a path below the folder of the world.
  func run(_ line: String...) -> Outcome { run(line) }

  func run(_ line: [String]) -> Outcome {
    let words = line.map { $0.hasPrefix("@/") ? folder.path + $0.dropFirst() : $0 }
    let status = CommandLineTool.run(
      name: "runspect", arguments: words.map { Argument($0) }, context: context)
    func neutral(_ text: String) -> String {
      text.replacingOccurrences(of: folder.path, with: "@")
    }
    return lock.withLock {
      Outcome(
        status: status, output: neutral(String(decoding: written, as: UTF8.self)),
        errors: complained.map(neutral))
    }
  }

  private var context: CommandContext {
    CommandContext(
      writeOutput: { bytes throws(FileError) in
        if let failure = self.outputFailure { throw failure }
        self.lock.withLock { self.written += bytes }
        self.clock.pass(self.writingTime)
      },
      writeError: { line in self.lock.withLock { self.complained.append(line) } },
      clock: HostClock(
        now: { Timestamp(seconds: Int64(self.clock.now), nanoseconds: 0) },
        monotonic: { self.clock.now }, sleep: { self.clock.sleep($0) }),
      makeWaiter: {
        Waiter(
          wait: { seconds, _ in
            // A watch that never ends fails its test instead of holding up all others.
            guard self.clock.sleeps.count < 10_000 else { return .signal(.terminate) }
            self.clock.sleep(seconds)
            return .elapsed
          }, watch: { _, _ in })
      },
      terminal: isTerminal ? CommandContext.Terminal(columns: { 80 }) : nil,
      variable: { self.variables[$0] })
  }
}

extension TemporaryFolder {
  /// Makes a pipefunc run with one array of two elements, of which some are stored.
  func makeRun(_ name: String, stored: Int) throws {
    try write(
      "\(name)/run_info.json",
      #"{"all_output_names": ["y"], "shapes": {"y": [2]}, "storage": "file_array"}"#)
    for element in 0..<stored { try write("\(name)/outputs/y/__\(element)__.pickle", "12345") }
    setTimes(below: name) { _ in Moment(seconds: Int(FakeWorld.start) - 10, nanoseconds: 0) }
  }
}
