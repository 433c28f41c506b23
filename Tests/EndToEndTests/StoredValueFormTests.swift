import Foundation
import TestSupport
import Testing

/// The forms of stored values, compared with what Python makes of the values that it loads itself
/// (fixtures/make_value_answers.py).
@Suite(.blocking) struct StoredValueFormTests {
  static func names() throws -> [String] {
    try Fixtures.names("values", atLeast: 11) { $0 != "errors" }
  }

  @Test(arguments: try names())
  func printsEveryTypeOfValueAsDocumented(_ name: String) throws {
    let folder = try TemporaryFolder()
    try Fixtures.copy("values", name, to: folder, as: "r")
    let outcome = try Runspect.run(["outputs", "r", "--pretty"], in: folder)
    let expected = try String(
      contentsOf: Fixtures.root.appendingPathComponent("expected/values/\(name).json"),
      encoding: .utf8)
    #expect(outcome.status == 0)
    #expect(outcome.stderr == "")
    #expect(expected.count > 1_000)
    let isSame = outcome.stdout == expected
    #expect(isSame)
    // Both are long: what differs is told value by value. Foundation reads no lone surrogates.
    guard !isSame, let answer = try? JSON(parsing: outcome.stdout)["outputs"]?["values"],
      let truth = try? JSON(parsing: expected)["outputs"]?["values"]
    else { return }
    for key in Set(answer.object.keys).union(truth.object.keys) {
      #expect(answer[key] == truth[key], "\(key)")
    }
  }

  @Test func everyKindOfDamagedValueIsTold() throws {
    let folder = try TemporaryFolder()
    try Fixtures.copy("values", "pandas-3", to: folder, as: "r")
    let file = "r/outputs/values.cloudpickle"
    let whole = try folder.read(file)
    for length in stride(from: 0, to: whole.count, by: 997) {
      try folder.write(file, whole.prefix(length))
      let outcome = try Runspect.run(["outputs", "r"], in: folder)
      #expect(outcome.status == 1)
      let value = try JSON(parsing: outcome.stdout)["outputs"]?["values"]
      #expect(value?["$type"] == .string("unreadable"), "\(length) bytes")
    }
  }

  @Test func tellsExceptionsOfTheUsersOwnScript() throws {
    let folder = try TemporaryFolder()
    try Fixtures.copy("values", "errors", to: folder, as: "r")
    let outcome = try Runspect.run(["errors", "r"], in: folder)
    #expect(outcome.status == 1)
    let answer = try JSON(parsing: outcome.stdout)
    let errors = answer["errors"]?.array ?? []
    let truth = try Fixtures.json("expected/values/errors.json").array
    #expect(truth.count == 14)
    #expect(errors.count == truth.count + 1)
    #expect(answer["n_failed"] == .number(Double(errors.count)))
    for expected in truth {
      let found = try #require(
        errors.first {
          $0["output"] == expected["output"] && $0["index"] == expected["index"]
        })
      for (key, value) in expected.object {
        #expect(found[key] == value, "\(key) of \(expected)")
      }
    }
    // What was not computed says that the array holds errors.
    let propagated = errors.first { $0["output"] == .string("z") }
    #expect(propagated?["kind"] == .string("propagated"))
    #expect(propagated?["function"] == .string("__main__.after"))
    #expect(propagated?["causes"]?.array.first?["n_failed"] == .number(13))
  }

  @Test func theLimitCutsEveryForm() throws {
    let folder = try TemporaryFolder()
    try Fixtures.copy("values", "polars", to: folder, as: "r")
    let outcome = try Runspect.run(["outputs", "r", "--limit", "2"], in: folder)
    let values = try JSON(parsing: outcome.stdout)["outputs"]?["values"]
    // The dictionary itself is cut to two of its seven members.
    #expect(values?["length"] == .number(7))
    let frame = values?["items"]?.array.first?.array.last
    #expect(frame?["columns"]?["items"] == .array([.string("i"), .string("u")]))
    #expect(frame?["rows"] == .array([.array([.number(1), .number(1)])]))
  }
}
