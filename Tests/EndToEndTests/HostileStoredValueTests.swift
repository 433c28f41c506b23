import Foundation
import TestSupport
import Testing

/// Stored values and errors that nobody's program wrote, through the built binary: the answer is JSON,
/// of bounded length, and comes within a bounded time.
@Suite(.blocking, .timeLimit(.minutes(10))) struct HostileStoredValueTests {
  private static let errorClass = PickleBytes.global("pipefunc.exceptions", "ErrorSnapshot")
  private static let propagatedClass = PickleBytes.global(
    "pipefunc.exceptions", "PropagatedErrorSnapshot")
  private static let boom = PickleBytes.global("builtins", "ValueError").called("boom")

  private static func error(_ state: PickleBytes) -> PickleBytes {
    errorClass.instance().with(state: state)
  }

  private static func elements(_ count: Int, _ element: (Int) -> PickleBytes) -> PickleBytes {
    .dictionary((0..<count).map { (.tuple(.integer($0)), element($0)) })
  }

  private func makeRun(_ elements: PickleBytes, count: Int) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write(
      "r/run_info.json",
      """
      {"all_output_names": ["y"], "shapes": {"y": [\(count)]}, "resolved_shapes": {"y": [\(count)]}, \
      "shape_masks": {"y": [true]}, "storage": "dict", "error_handling": "continue"}
      """)
    try folder.write("r/outputs/y/dict_array.cloudpickle", Data(elements.pickle))
    return folder
  }

  private static let longTrace = PickleBytes.text(
    "Traceback (most recent call last):\n" + String(repeating: "  File x\n", count: 40_000)
      + "ValueError: boom\n")

  static let shared: [(name: String, count: Int, elements: PickleBytes)] = [
    (
      "one error", 1_000,
      error(.fields(["exception": boom, "traceback": longTrace]))
        .kept(0, then: elements(1_000) { _ in .entry(0) })
    ),
    (
      "one state", 1_000,
      PickleBytes.fields(["exception": boom, "traceback": longTrace])
        .kept(0, then: elements(1_000) { _ in error(.entry(0)) })
    ),
    (
      "one trace", 1_000,
      longTrace.kept(
        0,
        then: elements(1_000) { _ in error(.fields(["exception": boom, "traceback": .entry(0)])) })
    ),
    (
      "one state of thousands of attributes", 2_000,
      PickleBytes.dictionary((0..<20_000).map { (.integer($0), .none) })
        .kept(0, then: elements(2_000) { _ in error(.entry(0)) })
    ),
    (
      "one list of arguments", 1_000,
      PickleBytes.list(Array(repeating: "word", count: 10_000)).repeated(100, 100)
        .kept(0, then: elements(1_000) { _ in error(.fields(["args": .entry(0)])) })
    ),
    (
      "one long name of a class", 1_000,
      PickleBytes.global(String(repeating: "m", count: 300_000), "E").called()
        .kept(0, then: elements(1_000) { _ in error(.fields(["exception": .entry(0)])) })
    ),
  ]

  @Test(arguments: shared.indices)
  func whatManyErrorsShare(_ index: Int) throws {
    let (_, count, elements) = HostileStoredValueTests.shared[index]
    let folder = try makeRun(elements, count: count)
    for command in ["errors", "outputs"] {
      let outcome = try Runspect.run([command, "r"], in: folder)
      #expect(outcome.status == (command == "errors" ? 1 : 0))
      #expect(outcome.stdout.utf8.count < 20 << 20)
      let answer = try JSON(parsing: outcome.stdout)
      guard command == "errors" else { continue }
      // All are counted, and what is left out is told.
      #expect(answer["n_failed"] == .number(Double(count)))
      let shown = answer["errors"]?.array ?? []
      let isWhole = shown.count == count && shown.allSatisfy { $0["elided"] == nil }
      #expect(
        isWhole || !(answer["warnings"]?.array.isEmpty ?? true)
          || shown.last?["elided"] == .bool(true))
    }
  }

  /// Groups and text have bounds of their own, and nothing is left out of the counts.
  @Test(arguments: shared.indices)
  func groupsAndTextOfWhatManyErrorsShare(_ index: Int) throws {
    let (_, count, elements) = HostileStoredValueTests.shared[index]
    let folder = try makeRun(elements, count: count)
    let groups = try Runspect.run(["errors", "r", "--group-by", "type,message"], in: folder)
    #expect(groups.status == 1)
    #expect(groups.stdout.utf8.count < 1 << 20)
    let answer = try JSON(parsing: groups.stdout)
    #expect(answer["n_failed"] == .number(Double(count)))
    #expect(answer["groups"]?.array.map { $0["count"] } == [.number(Double(count))])
    guard index == 0 else { return }
    let text = try Runspect.run(["errors", "r", "--format", "text"], in: folder)
    #expect(text.status == 1)
    #expect(text.stdout.utf8.count < 20 << 20)
  }

  @Test func moreErrorsThanAnAnswerHolds() throws {
    let elements = HostileStoredValueTests.error(.fields([:]))
      .kept(0, then: HostileStoredValueTests.elements(50_000) { _ in .entry(0) })
    let folder = try makeRun(elements, count: 50_000)
    let outcome = try Runspect.run(["errors", "r"], in: folder)
    let answer = try JSON(parsing: outcome.stdout)
    let shown = answer["errors"]?.array.count ?? 0
    #expect(answer["n_failed"] == .number(50_000))
    #expect((10_000..<50_000).contains(shown))
    #expect(
      answer["warnings"]
        == .array([.string("the answer is full; \(50_000 - shown) more are counted but not shown")])
    )
  }

  @Test func tracesThatNobodyAsksForTakeNoRoom() throws {
    let (_, count, elements) = HostileStoredValueTests.shared[0]
    let folder = try makeRun(elements, count: count)
    for options in [["--no-traceback"], ["--format", "jsonl", "--no-traceback"]] {
      let outcome = try Runspect.run(["errors", "r"] + options, in: folder)
      #expect(!outcome.stdout.contains("elided"))
      #expect(outcome.stdout.components(separatedBy: "\"message\": \"boom\"").count == count + 1)
    }
    let table = try Runspect.run(["errors", "r", "--format", "table"], in: folder)
    #expect(table.stdout.split(separator: "\n").count == count + 1)
  }

  /// Each level names the one below ten times: 10^12 ways lead to the bottom.
  @Test func causesThatShareTheirCauses() throws {
    let bottom = HostileStoredValueTests.error(
      .fields(["exception": HostileStoredValueTests.boom, "traceback": "ValueError: boom\n"]))
    var bytes = bottom
    for level in 0..<12 {
      let inputs = (0..<10).map {
        (PickleBytes.text("p\($0)"), PickleBytes.fields(["error": .entry(level)]))
      }
      bytes = bytes.kept(
        level,
        then: HostileStoredValueTests.propagatedClass.instance().with(
          state: .fields(["error_info": .dictionary(inputs)])))
    }
    let elements = bytes.kept(
      12, then: HostileStoredValueTests.elements(2) { .entry($0 == 0 ? 12 : 5) })
    let folder = try makeRun(elements, count: 2)
    let outcome = try Runspect.run(["errors", "r"], in: folder)
    let errors = try JSON(parsing: outcome.stdout)["errors"]?.array ?? []
    #expect(errors.map { $0["causes"]?.array.count } == [10, 10])
    #expect(errors[1]["causes"]?.array.first?["message"] == .string("ValueError: boom"))
  }

  @Test func anErrorThatIsItsOwnCause() throws {
    let inner = PickleBytes.fields(["p": .fields(["error": .entry(0)])])
    let bytes = PickleBytes(
      HostileStoredValueTests.propagatedClass.instance().bytes + [0x72, 0, 0, 0, 0]
    ).with(state: .fields(["error_info": inner]))
    let folder = try makeRun(
      bytes.kept(1, then: HostileStoredValueTests.elements(1) { _ in .entry(0) }), count: 1)
    let outcome = try Runspect.run(["errors", "r"], in: folder)
    let error = try JSON(parsing: outcome.stdout)["errors"]?.array.first
    #expect(error?["causes"]?.array.first?["message"] == .null)
  }

  @Test func errorsInErrorsAndFunctionsInFunctions() throws {
    var nested = HostileStoredValueTests.error(
      .fields(["exception": HostileStoredValueTests.boom])
    ).pickle
    var function = PickleBytes.global("__main__", "f").pickle
    for _ in 0..<300 {
      nested =
        HostileStoredValueTests.propagatedClass.instance().with(
          state: .fields(["error_info": .fields(["p": .fields(["error": .bytes(nested)])])])
        ).pickle
      function =
        PickleBytes.global("pipefunc._pipefunc", "PipeFunc").instance().with(
          state: .fields(["func": .bytes(function), "__name__": "named"])
        ).pickle
    }
    let folder = try makeRun(
      HostileStoredValueTests.elements(2) { index in
        index == 0
          ? HostileStoredValueTests.error(.fields(["function": .bytes(function)]))
          : PickleBytes(Array(nested.dropFirst(2).dropLast()))
      }, count: 2)
    let outcome = try Runspect.run(["errors", "r"], in: folder)
    let errors = try JSON(parsing: outcome.stdout)["errors"]?.array ?? []
    #expect(errors.count == 2)
    #expect(errors.first?["function"] == .string("named"))
  }

  /// Each level of a dictionary has a key that is no text: written level by level, not twice each.
  @Test func dictionariesThatAreNoPlainObjects() throws {
    var value = PickleBytes.none
    for _ in 0..<28 {
      value = .dictionary([(.text("a"), value), (.integer(1), .none)])
    }
    let folder = try makeRun(HostileStoredValueTests.elements(1) { _ in value }, count: 1)
    let outcome = try Runspect.run(["outputs", "r"], in: folder)
    #expect(outcome.stdout.utf8.count < 4_000)
  }

  @Test(arguments: ["[1000000000]", "[100000, 10000]", "[9223372036854775807]"])
  func aLimitBeyondWhatIsThere(_ shape: String) throws {
    let folder = try TemporaryFolder()
    let mask = shape.contains(",") ? "[true, true]" : "[true]"
    for storage in ["file_array", "dict"] {
      try folder.write(
        "r/run_info.json",
        """
        {"all_output_names": ["y"], "shapes": {"y": \(shape)}, "resolved_shapes": {"y": \(shape)}, \
        "shape_masks": {"y": \(mask)}, "storage": "\(storage)", "error_handling": "continue"}
        """)
      let outcome = try Runspect.run(["outputs", "r", "--limit", "1000000000"], in: folder)
      #expect(outcome.status == 0)
      #expect(outcome.stdout.utf8.count < 4 << 20)
      let value = try JSON(parsing: outcome.stdout)["outputs"]?["y"]
      #expect(value?["$type"] == .string("elements"))
    }
  }
}
