import Testing

@testable import RunspectCLI

/// Every sentence about a command line that makes no sense.
@Suite struct UsageErrorTextTests {
  /// The cases by their names: the compiler asks for one that is added, and the table for its sentence.
  private enum Case: CaseIterable {
    case missingCommand, unknownCommand, unknownTopic, unknownOption, missingValue, unexpectedValue
    case invalidChoice, unknownField, unknownSelector
    case invalidValue, missingOperand, extraOperand, conflict, invalidOperand, invalidVariable

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
      case .unknownField: self = .unknownField
      case .unknownSelector: self = .unknownSelector
      case .missingOperand: self = .missingOperand
      case .extraOperand: self = .extraOperand
      case .conflict: self = .conflict
      case .invalidOperand: self = .invalidOperand
      case .invalidVariable: self = .invalidVariable
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
      .invalidChoice(option: "-s", value: "c", choices: ["a", "b"], nearest: nil),
      "option '-s' takes one of a, b, not 'c'"
    ),
    (
      .invalidChoice(option: "-s", value: "faild", choices: ["failed", "b"], nearest: "failed"),
      "option '-s' takes one of failed, b, not 'faild'; did you mean 'failed'?"
    ),
    (.unknownField("x", nearest: nil), "unknown field 'x'"),
    (.unknownField("nam", nearest: "name"), "unknown field 'nam'; did you mean 'name'?"),
    (
      .unknownSelector("@x", nearest: nil),
      "unknown selector '@x'; a folder of this name is './@x'"
    ),
    (
      .unknownSelector("@lates", nearest: "@latest"),
      "unknown selector '@lates'; did you mean '@latest'?"
    ),
    (.missingOperand("RUN"), "RUN is missing"),
    (.extraOperand("b"), "unexpected operand 'b'"),
    (.conflict("--pretty", "--format csv"), "--pretty can't be combined with --format csv"),
    (
      .invalidOperand("SHELL", value: "ksh", expected: "one of bash, zsh, fish"),
      "SHELL is one of bash, zsh, fish, not 'ksh'"
    ),
    (
      .invalidVariable("RUNSPECT_FORMAT", value: "xml", expected: "one of json, table"),
      "the environment variable RUNSPECT_FORMAT takes one of json, table, not 'xml'"
    ),
  ]

  @Test func saysEveryMistakeInOneSentence() {
    for (error, sentence) in UsageErrorTextTests.table { #expect(error.text == sentence) }
  }

  @Test func leavesOutNoMistake() {
    #expect(Set(UsageErrorTextTests.table.map { Case($0.0) }) == Set(Case.allCases))
  }
}
