import Foundation
import TestSupport
import Testing

/// What stored values and errors say at the ends of what is read of them, through the built binary.
@Suite(.blocking, .timeLimit(.minutes(10))) struct StoredValueLimitTests {
  private static let boom = PickleBytes.global("builtins", "ValueError").called("boom")

  /// A run of one output, which is a single value.
  private func makeRun(_ value: PickleBytes) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write(
      "r/run_info.json",
      """
      {"all_output_names": ["y"], "shapes": {}, "resolved_shapes": {}, "shape_masks": {}, \
      "storage": "dict", "error_handling": "continue"}
      """)
    try folder.write("r/outputs/y.cloudpickle", Data(value.pickle))
    return folder
  }

  /// What an error says, in full or told to be left out.
  static let exceptions: [(exception: PickleBytes, message: String?, isElided: Bool)] = [
    (group(100), "many (100 sub-exceptions)", false),
    (group(101), "many (101 sub-exceptions)", true),
    (groups(8), "g (1 sub-exception)", false), (groups(9), "g (1 sub-exception)", true),
    (
      .global("builtins", "ExceptionGroup").called("many", .list([boom, .global("m", "E")])),
      "many (2 sub-exceptions)", true
    ),
    (
      .global("builtins", "ExceptionGroup").called(
        .text(String(repeating: "z", count: 7_400_000)), .list([boom])), nil, true
    ),
    (keyError(4_096), "'\(String(repeating: "k", count: 4_096))'", false),
    (keyError(4_097), nil, true),
    (
      .global("builtins", "OSError").called(
        .integer(2), .text(String(repeating: "w", count: 4_097))), nil, true
    ),
    (valueError(8), "(1, 2, 3, 4, 5, 6, 7, 8)", false), (valueError(9), nil, true),
    (.global("builtins", "ValueError").called(.list([])), nil, false),
  ]

  private static func group(_ count: Int) -> PickleBytes {
    .global("builtins", "ExceptionGroup").called(
      "many", .list(Array(repeating: boom, count: count)))
  }

  private static func groups(_ depth: Int) -> PickleBytes {
    (0..<depth).reduce(boom) { inner, _ in
      .global("builtins", "ExceptionGroup").called("g", .list([inner]))
    }
  }

  private static func keyError(_ length: Int) -> PickleBytes {
    .global("builtins", "KeyError").called(.text(String(repeating: "k", count: length)))
  }

  /// Made by `copyreg.__newobj__`, which takes the class as the first argument.
  private static func valueError(_ count: Int) -> PickleBytes {
    let arguments = (1...count).flatMap { PickleBytes.integer($0).bytes }
    return PickleBytes(
      PickleBytes.global("copyreg", "__newobj__").bytes + [0x28]
        + PickleBytes.global("builtins", "ValueError").bytes + arguments + [0x74, 0x52])
  }

  @Test(arguments: exceptions.indices)
  func whatAnExceptionSaysIsNotLeftOutInSilence(_ index: Int) throws {
    let (exception, message, isElided) = StoredValueLimitTests.exceptions[index]
    let error = PickleBytes.global("pipefunc.exceptions", "ErrorSnapshot").instance().with(
      state: .fields(["exception": exception, "machine": .text(String(repeating: "m", count: 200))])
    )
    let folder = try makeRun(error)
    let outcome = try Runspect.run(["errors", "r"], in: folder)
    let failure = try JSON(parsing: outcome.stdout)["errors"]?.array.first
    #expect(failure?["message"] == message.map { .string($0) } ?? .null)
    #expect(failure?["elided"] == (isElided ? .bool(true) : nil))
    // Among the values it is told in short, and what is unknown is not an empty message.
    let values = try JSON(parsing: Runspect.run(["outputs", "r"], in: folder).stdout)["outputs"]
    #expect(values?["y"]?["message"] == failure?["message"])
  }

  private static func type(_ code: String) -> PickleBytes {
    .global("numpy", "dtype").called(.text(code))
  }

  private static func structure(_ field: PickleBytes, size: Int) -> PickleBytes {
    type("V16").with(
      state: .tuple(
        .integer(3), "|", .none, .tuple("a"), .fields(["a": .tuple(field, .integer(0))]),
        .integer(size), .integer(1), .integer(0)))
  }

  /// Types of numpy whose sizes lie below zero, and beside them sizes at their ends.
  static let sizes: [PickleBytes] = [
    .global("numpy.core.multiarray", "scalar").called(type("i-8"), .bytes(Array(0..<8))),
    .global("numpy.core.numeric", "_frombuffer").called(
      .bytes(Array(0..<16)), structure(type("i-8"), size: 16), .tuple(.integer(1)), "C"),
    structure(type("i-8"), size: .max), structure(type("V9223372036854775807"), size: .max),
    .global("scipy.sparse", "dok_array").instance().with(
      state: .fields([
        "_shape": .tuple(.integer(3)), "dtype": type("i8"),
        "_dict": .dictionary([
          (
            .tuple(
              .global("numpy.core.multiarray", "scalar").called(
                type("i-8"), .bytes(Array(0..<8)))), .none
          )
        ]),
      ])),
  ]

  @Test(arguments: sizes.indices)
  func sizesOfTypes(_ index: Int) throws {
    let value = StoredValueLimitTests.sizes[index]
    let folder = try makeRun(value)
    let outcome = try Runspect.run(["outputs", "r"], in: folder)
    #expect(outcome.status == 0)
    _ = try JSON(parsing: outcome.stdout)
  }

  /// A time so short that no number tells how many elements a second took.
  @Test func aRateBeyondAllNumbers() throws {
    let folder = try makeRun(.integer(1))
    try folder.write(
      "r/pipefunc_status.json",
      """
      {"status": "completed", "updated_at": "2026-01-01T00:00:00+00:00", "outputs": \
      {"y": {"n_total": 1, "n_completed": 1, "n_failed": 0, "elapsed_time": 5e-324}}}
      """)
    let outcome = try Runspect.run(["timing", "r"], in: folder)
    let row = try JSON(parsing: outcome.stdout)["timing"]?.array.first
    #expect(row?["seconds"] == .number(.leastNonzeroMagnitude))
    #expect(row?["elements_per_second"] == .null)
  }
}
