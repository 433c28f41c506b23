import Foundation
import TestSupport
import Testing

/// Runs with `error_handling="continue"` whose values are as large as stored errors, or name their class: a
/// reader that goes by either takes them all for errors.
@Suite(.blocking) struct LargeValueTests {
  static func names() throws -> [String] {
    try Fixtures.names("pipefunc-verdicts", atLeast: 3) { $0.hasSuffix("-large_values") }
  }

  @Test(arguments: try names())
  func aLargeValueIsNoError(_ name: String) throws {
    let truth = try #require(try Fixtures.json("truth/pipefunc-verdicts.json")[name])
    let folder = try TemporaryFolder()
    try Fixtures.copy("pipefunc-verdicts", name, to: folder, as: "r")
    let outcome = try Runspect.run(["status", "r", "--exit-status"], in: folder)
    let answer = try JSON(parsing: outcome.stdout)
    #expect(outcome.status == truth["gate"]?.number.map { Int32($0) })
    for key in ["status", "n_failed", "warnings"] { #expect(answer[key] == truth[key], "\(key)") }
    let outputs = try #require(answer["outputs"]?.object)
    let expected = try #require(truth["outputs"]?.object)
    #expect(Set(outputs.keys) == Set(expected.keys))
    for (output, facts) in expected {
      for (key, value) in facts.object {
        #expect(outputs[output]?[key] == value, "\(output) \(key)")
      }
    }
    #expect(truth["n_failed"] == .number(1))
    let errors = try JSON(
      parsing: try Runspect.run(["errors", "r", "--no-traceback"], in: folder).stdout)
    #expect(errors["n_failed"] == .number(1))
    #expect(errors["errors"]?.array.map { $0["output"] } == [.string("b")])
    #expect(errors["errors"]?.array.map { $0["index"] } == [.number(2)])
    #expect(errors["errors"]?.array.map { $0["message"] } == [.string("b cannot take 3")])
  }

  @Test(arguments: try names())
  func everyLargeValueIsPrinted(_ name: String) throws {
    let folder = try TemporaryFolder()
    try Fixtures.copy("pipefunc-verdicts", name, to: folder, as: "r")
    let outcome = try Runspect.run(["outputs", "r"], in: folder)
    #expect(outcome.status == 0)
    let outputs = try #require(try JSON(parsing: outcome.stdout)["outputs"])
    let types = outputs["b"]?.array.map { $0["$type"]?.string }
    #expect(types == ["bytes", "bytes", "error", "bytes"])
    let lengths = outputs["b"]?.array.map { $0["length"]?.number }
    #expect(lengths == [600, 4_078, nil, 600])
    let text = String(repeating: "pipefunc.exceptions ErrorSnapshot ", count: 10)
    #expect(outputs["t"]?.array == Array(repeating: .string(text), count: 4))
    #expect(outputs["large"]?["length"] == .number(6_000))
  }
}
