import Testing

@testable import RunspectCLI

/// Which fields may be asked for.
@Suite struct KnownFieldTests {
  private func answer(_ word: String, of command: CommandName) -> String {
    do throws(UsageError) {
      let path = try FieldTable.table(of: command).path(Argument(bytes: Array(word.utf8)))
      return path.parts.map(\.description).joined(separator: " ")
    } catch {
      return "\(error)"
    }
  }

  private static func unknown(_ word: String, _ nearest: String?) -> String {
    "\(UsageError.unknownField(word, nearest: nearest))"
  }

  /// A run may report keys of its own; the items of other answers have no others than are documented.
  @Test(arguments: [
    ("status", "status"), ("my_own_key", "my_own_key"), ("my_own_key.below", "my_own_key below"),
    ("outputs.y.n_failed", "outputs y n_failed"), ("outputs.y.mine", "outputs y mine"),
    ("statsu", KnownFieldTests.unknown("statsu", "status")),
    ("status.below", KnownFieldTests.unknown("status.below", "status")),
    ("outputs.y.n_fialed", KnownFieldTests.unknown("outputs.y.n_fialed", "outputs.y.n_failed")),
  ])
  func fieldsOfRuns(_ word: String, _ expected: String) {
    for command in [CommandName.status, .listRuns, .watch] {
      #expect(answer(word, of: command) == expected)
    }
  }

  @Test(arguments: [
    ("message", "message"), ("my_own_key", KnownFieldTests.unknown("my_own_key", nil)),
    ("mesage", KnownFieldTests.unknown("mesage", "message")),
  ])
  func fieldsOfFailures(_ word: String, _ expected: String) {
    #expect(answer(word, of: .errors) == expected)
  }
}
