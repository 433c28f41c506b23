import Foundation
import TestSupport
import Testing

/// Runs of the other layouts that contradict themselves are no success.
@Suite(.blocking) struct ContradictionTests {
  static func names() throws -> [String] { try Fixtures.names("contradictions", atLeast: 12) }

  @Test(arguments: try names())
  func aContradictionIsNoSuccess(_ name: String) throws {
    let truth = try #require(try Fixtures.json("truth/contradictions.json")[name])
    let folder = try TemporaryFolder()
    try Fixtures.copy("contradictions", name, to: folder, as: name)
    let options = ["--stale-after", "36500d"]
    let outcome = try Runspect.run(["status", name, "--exit-status"] + options, in: folder)
    let answer = try JSON(parsing: outcome.stdout)
    #expect(answer["status"] == truth["status"])
    #expect(outcome.status == truth["gate"]?.number.map { Int32($0) })
    let warnings = answer["warnings"]?.array.compactMap(\.string) ?? []
    let isContradicted = truth["warnings"]?.array.contains(.string("contradicted")) ?? false
    #expect(
      warnings.contains("the run reports that it completed, but its own counts say otherwise")
        == isContradicted)
    // A watch ends: nothing more is to be expected of a run that has ended by its own word.
    guard isContradicted else { return }
    let watch = try Runspect.run(["watch", name, "-t", "30", "--quiet"] + options, in: folder)
    #expect(watch.status == 2)
    #expect(watch.stdout == "")
  }
}
