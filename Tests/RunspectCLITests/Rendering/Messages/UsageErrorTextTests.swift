import Testing

@testable import RunspectCLI

/// Every sentence about a command line that makes no sense.
@Suite struct UsageErrorTextTests {
  /// The cases by their names: the compiler asks for one that is added, and the table for its sentence.
  private enum Case: CaseIterable {
    case missingCommand, unknownCommand, unknownTopic, unknownOption, missingValue, unexpectedValue
    case invalidChoice
    case invalidValue, missingOperand, extraOperand, conflict

    init(_ error: UsageError) {
      switch error {
      case .missingCommand: self = .missingCommand
      case .unknownCommand: self = .unknownCommand
      case .unknownTopic: self = .unknownTopic
      case .unknownOption: self = .unknownOption
      case .missingValue: self = .missingValue
      case .unexpectedValue: self = .unexpectedValue
      case .invalidValue: self = .invalidValue
      case .invalidChoice: self = .invalidChoice
      case .missingOperand: self = .missingOperand
      case .extraOperand: self = .extraOperand
      case .conflict: self = .conflict
      }
    }
  }

  private static let table: [(UsageError, String)] = [
    (.missingCommand, "no command given"),
    (.unknownCommand("frob", nearest: nil), "unknown command 'frob'"),
    (
      .unknownCommand("statu", nearest: "status"), "unknown command 'statu'; did you mean 'status'?"
    ),
    (.unknownTopic("frob", nearest: nil), "no help on 'frob'"),
    (.unknownTopic("statu", nearest: "status"), "no help on 'statu'; did you mean 'status'?"),
    (.unknownOption("-z", nearest: nil), "unknown option '-z'"),
    (
      .unknownOption("--prety", nearest: "--pretty"),
      "unknown option '--prety'; did you mean '--pretty'?"
    ),
    (.missingValue(option: "--to"), "option '--to' needs a value"),
    (.unexpectedValue(option: "--pretty"), "option '--pretty' takes no value"),
    (
      .invalidValue(option: "-n", value: "0", expected: "a whole number from 1"),
      "option '-n' takes a whole number from 1, not '0'"
    ),
    (
      .invalidChoice(option: "-f", value: "xml", choices: ["csv", "tsv"], nearest: nil),
      "option '-f' takes one of csv, tsv, not 'xml'"
    ),
    (
      .invalidChoice(option: "-f", value: "cvs", choices: ["csv"], nearest: "csv"),
      "option '-f' takes one of csv, not 'cvs'; did you mean 'csv'?"
    ),
    (.missingOperand("RUN"), "RUN is missing"),
    (.extraOperand("b"), "unexpected operand 'b'"),
    (.conflict("--pretty", "--format csv"), "--pretty can't be combined with --format csv"),
  ]

  @Test func saysEveryMistakeInOneSentence() {
    for (error, sentence) in UsageErrorTextTests.table { #expect(error.text == sentence) }
  }

  @Test func leavesOutNoMistake() {
    #expect(Set(UsageErrorTextTests.table.map { Case($0.0) }) == Set(Case.allCases))
  }
}
