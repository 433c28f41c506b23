import Foundation
import TestSupport
import Testing

@testable import ReadOnlyFiles

/// Few of the runs that are read at the same time hold large files.
@Suite(.timeLimit(.minutes(10))) struct LargeReadTests {
  private let temporary: TemporaryFolder
  private let reads = LargeReads()

  init() throws {
    temporary = try TemporaryFolder()
    try temporary.write("run/large", Data(count: LargeReads.mostOfTwo))
    try temporary.write("run/half", Data(count: LargeReads.mostOfTwo / 2))
    try temporary.write("run/all", Data(count: LargeReads.most))
    try temporary.write("run/least", Data(count: LargeReads.smallest))
    try temporary.write("run/small", Data(count: LargeReads.smallest - 1))
  }

  /// Reads a file of a run below the folder, like everything of that run, in one turn.
  private func read(_ names: [String], _ turn: LargeReadTurn) throws(FileError) -> [Int] {
    let run = try Folder(RawPath(temporary.path)).folder(RawPath("run"), turn: turn)
    var sizes: [Int] = []
    for name in names { sizes.append(try run.contents(of: RawPath(name), limit: .max).bytes.count) }
    return sizes
  }

  /// A run for each list of files, which it holds while the next ones read.
  private func hold(_ runs: [[String]]) throws(FileError) -> [LargeReadTurn] {
    var turns: [LargeReadTurn] = []
    for names in runs {
      turns.append(LargeReadTurn(reads))
      _ = try read(names, turns[turns.count - 1])
    }
    return turns
  }

  /// Reads files of another run on a thread of its own, which may wait.
  private func startReading(_ names: [String]) -> Guarded<Bool> {
    let isDone = Guarded(false)
    let (folder, reads) = (temporary.path, reads)
    let thread = Thread {
      let turn = LargeReadTurn(reads)
      let run = try? Folder(RawPath(folder)).folder(RawPath("run"), turn: turn)
      for name in names { _ = try? run?.contents(of: RawPath(name), limit: .max) }
      isDone.with { $0 = true }
    }
    thread.start()
    return isDone
  }

  /// Waits for a thread, as long as the test may take.
  private func end(_ isDone: Guarded<Bool>) async -> Bool {
    while !isDone.with({ $0 }), !Task.isCancelled { await Task.yield() }
    return isDone.with { $0 }
  }

  @Test(arguments: [
    // What runs hold, and what the last one reads meanwhile.
    [["small"], ["large"]], [["large"], ["small"]], [["half"], ["half"]],
    [["half", "all"], ["all"]], [["large", "large"], ["small", "small"]],
    Array(repeating: ["least"], count: LargeReads.most / LargeReads.smallest),
  ])
  func readsWhatThereIsRoomFor(_ runs: [[String]]) async throws {
    let held = try hold(runs.dropLast())
    #expect(await end(startReading(runs.last ?? [])))
    withExtendedLifetime(held) {}
  }

  /// Runs that have ended leave all the room behind.
  @Test func readsAnyFileAfterOthers() async throws {
    for _ in 0..<3 { _ = try hold([["least"]]) }
    try temporary.write("run/huge", Data(count: LargeReads.mostOfTwo + 1))
    #expect(await end(startReading(["huge"])))
  }

  /// One that holds something never waits, or two could wait for each other.
  @Test func oneRunMayHoldMoreThanThereIsRoomFor() throws {
    let turns = try hold([["least"], ["least"]])
    for turn in turns { #expect(try read(["large", "large"], turn).count == 2) }
  }

  @Test(arguments: [
    [["large"], ["large"]], [["large"], ["least"]], [["half", "all"], ["half"]],
    [["least", "large"], ["least"]], [["least"], ["half"], ["least"]],
    [["least"], ["least"], ["all"]],
  ])
  func waitsUntilAnotherHasEnded(_ runs: [[String]]) async throws {
    var held = try hold(runs.dropLast())
    let isDone = startReading(runs.last ?? [])
    // Time for a reader that does not wait; one that does is not hurried by it.
    for _ in 0..<3_000 where !isDone.with({ $0 }) { await Task.yield() }
    #expect(!isDone.with { $0 })
    // An optimised build would let them go after their last use.
    withExtendedLifetime(held) {}
    held = []
    #expect(await end(isDone))
    #expect(held.isEmpty)
  }
}
