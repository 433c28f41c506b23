import Testing

@testable import RunspectCLI

@Suite struct ArgumentParserTests {
  /// The outcome of a command line, whole.
  enum Outcome: Equatable, Sendable {
    case run(CommandName, [OptionName: ParsedArguments.Value] = [:], [String] = [])
    case help(String?)
    case version
    case usage(UsageError)
  }

  private func parse(_ line: [String]) -> Outcome {
    do throws(UsageError) {
      switch try ArgumentParser.parse(line.map { Argument($0) }) {
      case .run(let parsed):
        return .run(parsed.command, parsed.values, parsed.operands.map(\.text))
      case .help(let topic): return .help(topic)
      case .version: return .version
      }
    } catch {
      return .usage(error)
    }
  }

  @Test(
    arguments: [
      (["status", "r"], .run(.status, [:], ["r"])),
      (["list-runs"], .run(.listRuns)),
      (["list-runs", "a"], .run(.listRuns, [:], ["a"])),
      (["status", "r", "--pretty"], .run(.status, [.pretty: .flag], ["r"])),
      (["status", "--pretty", "r"], .run(.status, [.pretty: .flag], ["r"])),
      (["status", "-p", "r"], .run(.status, [.pretty: .flag], ["r"])),
      (["status", "--format", "table", "r"], .run(.status, [.format: .choice("table")], ["r"])),
      (["status", "--format=table", "r"], .run(.status, [.format: .choice("table")], ["r"])),
      (["status", "-f", "table", "r"], .run(.status, [.format: .choice("table")], ["r"])),
      (["status", "-ftable", "r"], .run(.status, [.format: .choice("table")], ["r"])),
      (
        ["status", "-pftable", "r"],
        .run(.status, [.pretty: .flag, .format: .choice("table")], ["r"])
      ),
      (
        ["status", "-pf", "table", "r"],
        .run(.status, [.pretty: .flag, .format: .choice("table")], ["r"])
      ),
      (["list-runs", "-n5"], .run(.listRuns, [.maxRuns: .count(5)])),
      (
        ["list-runs", "-pn", "5", "a"],
        .run(.listRuns, [.pretty: .flag, .maxRuns: .count(5)], ["a"])
      ),
      (["list-runs", "--max-runs", "1"], .run(.listRuns, [.maxRuns: .count(1)])),
      (["watch", "r", "-i", "0.5"], .run(.watch, [.interval: .seconds(0.5)], ["r"])),
      (["watch", "r", "--timeout=2h"], .run(.watch, [.timeout: .seconds(7_200)], ["r"])),
      (["watch", "r", "-t0"], .run(.watch, [.timeout: .seconds(0)], ["r"])),
      // Of an option that is given twice the last one counts.
      (
        ["status", "r", "-f", "table", "--format=json"],
        .run(.status, [.format: .choice("json")], ["r"])
      ),
      (["status", "-p", "-pp", "r"], .run(.status, [.pretty: .flag], ["r"])),
      // After -- everything is an operand, and - is one anyway.
      (["status", "--", "r"], .run(.status, [:], ["r"])),
      (["status", "--", "--pretty"], .run(.status, [:], ["--pretty"])),
      (["status", "-p", "--", "-r"], .run(.status, [.pretty: .flag], ["-r"])),
      (["status", "--", "--"], .run(.status, [:], ["--"])),
      (["status", "-"], .run(.status, [:], ["-"])),
      (["--", "status", "r"], .run(.status, [:], ["r"])),
      // An unset variable is no folder.
      (["status", ""], .usage(.missingOperand("RUN"))),
      // The value of an option may look like anything.
      (
        ["watch", "r", "--interval", "-1"],
        .usage(.invalidValue(option: "--interval", value: "-1", expected: DurationText.expected))
      ),
      (
        ["list-runs", "-n", "--", "a"],
        .usage(.invalidValue(option: "-n", value: "--", expected: "a whole number from 1"))
      ),
    ] as [([String], Outcome)])
  func takesEverySyntax(_ line: [String], _ expected: Outcome) {
    #expect(parse(line) == expected)
  }

  @Test(
    arguments: [
      (["--help"], .help(nil)), (["-h"], .help(nil)), (["-h", "nonsense"], .help(nil)),
      (["--version"], .version), (["-V"], .version), (["--version", "--help"], .version),
      (["status", "--help"], .help("status")), (["status", "-h"], .help("status")),
      (["status", "a", "b", "-h"], .help("status")), (["watch", "-ph"], .help("watch")),
      (["status", "--version"], .version), (["status", "-hV"], .help("status")),
      (["help"], .help(nil)), (["help", "watch"], .help("watch")),
      (["help", "--help"], .help("help")),
      (["help", "nonsense"], .help("nonsense")),
      (["status", "--", "--help"], .run(.status, [:], ["--help"])),
    ] as [([String], Outcome)])
  func explainsItselfWhereverItIsAsked(_ line: [String], _ expected: Outcome) {
    #expect(parse(line) == expected)
  }

  @Test(
    arguments: [
      ([], .missingCommand, "no command given"),
      (["--"], .missingCommand, "no command given"),
      ([""], .unknownCommand("", nearest: nil), "unknown command ''"),
      (
        ["stauts"], .unknownCommand("stauts", nearest: "status"),
        "unknown command 'stauts'; did you mean 'status'?"
      ),
      (["list"], .unknownCommand("list", nearest: nil), "unknown command 'list'"),
      (
        ["Status", "r"], .unknownCommand("Status", nearest: "status"),
        "unknown command 'Status'; did you mean 'status'?"
      ),
      (["frobnicate"], .unknownCommand("frobnicate", nearest: nil), "unknown command 'frobnicate'"),
      (
        ["--verison"], .unknownOption("--verison", nearest: "--version"),
        "unknown option '--verison'; did you mean '--version'?"
      ),
      (["-x"], .unknownOption("-x", nearest: nil), "unknown option '-x'"),
      (
        ["--pretty", "status"], .unknownOption("--pretty", nearest: nil),
        "unknown option '--pretty'"
      ),
      (
        ["status", "--prety", "r"], .unknownOption("--prety", nearest: "--pretty"),
        "unknown option '--prety'; did you mean '--pretty'?"
      ),
      (
        ["status", "--fromat=json"], .unknownOption("--fromat", nearest: "--format"),
        "unknown option '--fromat'; did you mean '--format'?"
      ),
      (
        ["status", "--timeout", "5", "r"], .unknownOption("--timeout", nearest: nil),
        "unknown option '--timeout'"
      ),
      (["status", "-px", "r"], .unknownOption("-x", nearest: nil), "unknown option '-x'"),
      (["status", "-é"], .unknownOption("-é", nearest: nil), "unknown option '-é'"),
      (["status", "---"], .unknownOption("---", nearest: nil), "unknown option '---'"),
      (["status", "--pre"], .unknownOption("--pre", nearest: nil), "unknown option '--pre'"),
      (["status", "--=x"], .unknownOption("--", nearest: nil), "unknown option '--'"),
      (
        ["watch", "r", "--timeout"], .missingValue(option: "--timeout"),
        "option '--timeout' needs a value"
      ),
      (["watch", "r", "-pt"], .missingValue(option: "-t"), "option '-t' needs a value"),
      (
        ["status", "--pretty=yes", "r"], .unexpectedValue(option: "--pretty"),
        "option '--pretty' takes no value"
      ),
      (
        ["status", "--pretty=", "r"], .unexpectedValue(option: "--pretty"),
        "option '--pretty' takes no value"
      ),
      (
        ["list-runs", "--max-runs", "0"],
        .invalidValue(option: "--max-runs", value: "0", expected: "a whole number from 1"),
        "option '--max-runs' takes a whole number from 1, not '0'"
      ),
      (
        ["list-runs", "--max-runs="],
        .invalidValue(option: "--max-runs", value: "", expected: "a whole number from 1"),
        "option '--max-runs' takes a whole number from 1, not ''"
      ),
      (
        ["list-runs", "-n99999999999999999999"],
        .invalidValue(
          option: "-n", value: "99999999999999999999", expected: "a whole number from 1"),
        "option '-n' takes a whole number from 1, not '99999999999999999999'"
      ),
      (
        ["list-runs", "-n=5"],
        .invalidValue(option: "-n", value: "=5", expected: "a whole number from 1"),
        "option '-n' takes a whole number from 1, not '=5'"
      ),
      (
        ["watch", "r", "--timeout", "soon"],
        .invalidValue(option: "--timeout", value: "soon", expected: DurationText.expected),
        "option '--timeout' takes a duration such as 90, 90s, 5m, 2h or 1d, not 'soon'"
      ),
      (
        ["watch", "r", "--on-stale=xml"],
        .invalidChoice(
          option: "--on-stale", value: "xml", choices: ["warn", "ignore", "fail"], nearest: nil),
        "option '--on-stale' takes one of warn, ignore, fail, not 'xml'"
      ),
      (["status"], .missingOperand("RUN"), "RUN is missing"),
      (["watch", "--pretty", "--"], .missingOperand("RUN"), "RUN is missing"),
      (["status", "a", "b", "c"], .extraOperand("b"), "unexpected operand 'b'"),
      (["list-runs", "a", "b"], .extraOperand("b"), "unexpected operand 'b'"),
      (["help", "a", "b"], .extraOperand("b"), "unexpected operand 'b'"),
    ] as [([String], UsageError, String)])
  func saysWhatIsWrongWithACommandLine(
    _ line: [String], _ error: UsageError, _ sentence: String
  ) {
    #expect(parse(line) == .usage(error))
    #expect(error.text == sentence)
  }

  /// The parser takes the formats from where they are declared.
  @Test func knowsEveryFormat() {
    for format in OutputFormat.allCases {
      guard
        case .run(let parsed)? = try? ArgumentParser.parse(
          ["status", "r", Argument("-f" + format.rawValue)])
      else {
        Issue.record("\(format)")
        continue
      }
      #expect(parsed.choice(.format) == format.rawValue)
    }
    let names = OutputFormat.allCases.map(\.rawValue)
    #expect(
      parse(["status", "r", "-fxml"])
        == .usage(
          .invalidChoice(option: "-f", value: "xml", choices: names, nearest: nil)))
  }

  @Test func hasSentencesForWhatOthersFind() {
    #expect(
      UsageError.unknownTopic("watc", nearest: "watch").text
        == "no help on 'watc'; did you mean 'watch'?")
    #expect(UsageError.conflict("--a", "--b c").text == "--a can't be combined with --b c")
  }

  @Test func keepsOperandsThatAreNoText() throws {
    let bytes: [UInt8] = [0x72, 0xFF, 0x0A]
    guard case .run(let parsed) = try ArgumentParser.parse(["status", Argument(bytes: bytes)])
    else {
      Issue.record("no command to run")
      return
    }
    #expect(parsed.operands == [Argument(bytes: bytes)])
    #expect(parsed.operands.map(\.path.bytes) == [bytes])
  }
}
