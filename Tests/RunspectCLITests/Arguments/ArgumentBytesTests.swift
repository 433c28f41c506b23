import Testing

@testable import RunspectCLI

/// Words of a command line are bytes; a file name or the name of an output need not be text.
@Suite struct ArgumentBytesTests {
  private static let values: [[UInt8]] = [
    [0xFF], Array("a".utf8) + [0xFF] + Array("=b".utf8), [0xC3], Array("--".utf8) + [0xFE],
    [0xED, 0xA0, 0x80], [0xEF, 0xBF, 0xBD], [0x0A, 0x09, 0x1B], Array("é".utf8), Array("=".utf8),
  ]

  /// Every command with every option that takes any text.
  private static var options: [(CommandSpecification, OptionSpecification)] {
    CommandTable.commands.flatMap { command in
      command.options.compactMap { option in
        if case .text = option.value { return (command, option) }
        return nil
      }
    }
  }

  private func parse(_ words: [Argument]) throws(UsageError) -> ParsedArguments? {
    if case .run(let parsed) = try ArgumentParser.parse(words) { return parsed }
    return nil
  }

  @Test func theValueOfAnOptionKeepsItsBytes() throws {
    let options = ArgumentBytesTests.options
    #expect(
      Set(options.map(\.1.name))
        == [.output, .module, .evolution, .to, .requestID, .runsFolder, .sort, .get])
    for (command, option) in options {
      let operands: [Argument] = command.operands.contains { $0.name == "ID" } ? ["r", "i"] : ["r"]
      for value in ArgumentBytesTests.values {
        let whole = Argument(bytes: value)
        var spellings: [[Argument]] = [
          [Argument(option.name.spelling), whole],
          [Argument(bytes: Array((option.name.spelling + "=").utf8) + value)],
        ]
        if let short = option.short {
          spellings += [
            [Argument("-\(short)"), whole], [Argument(bytes: Array("-\(short)".utf8) + value)],
            [Argument(bytes: Array("-p\(short)".utf8) + value)],
          ]
        }
        for spelling in spellings {
          let words = [Argument(command.name.rawValue)] + spelling + operands
          let parsed = try #require(try parse(words), "\(words)")
          #expect(parsed.text(option.name) == whole, "\(words)")
          #expect(parsed.operands == operands)
        }
      }
      let empty = try parse(
        [Argument(command.name.rawValue), Argument(option.name.spelling + "=")] + operands)
      #expect(empty?.text(option.name) == "")
    }
  }

  @Test func operandsKeepTheirBytes() throws {
    for value in ArgumentBytesTests.values where !value.starts(with: Array("--".utf8)) {
      let operand = Argument(bytes: value)
      let parsed = try #require(try parse(["outputs", operand, operand, "--", operand]))
      #expect(parsed.operands == [operand, operand, operand])
    }
  }

  /// A choice and a number are text; so is the name of a command and of an option.
  @Test(
    arguments: [
      (["status", "r", "-f"], [0x6A, 0x73, 0x6F, 0x6E, 0xFF]),
      (["list-runs", "--max-runs"], [0x31, 0xFF]), (["watch", "r", "-t"], [0xFF]),
      (["status", "r"], [0x2D, 0x2D, 0xFF]), (["status", "r"], [0x2D, 0xFF]),
      (["status", "r"], [0x2D, 0x70, 0xC3]), ([], [0x2D, 0xFF]), ([], [0xFF]),
      (["help"], [0x73, 0x74, 0xFF]),
    ] as [([Argument], [UInt8])])
  func whatIsNoTextIsNoWordOfTheTool(_ words: [Argument], _ last: [UInt8]) throws {
    do throws(UsageError) {
      let outcome = try ArgumentParser.parse(words + [Argument(bytes: last)])
      guard case .help(let topic?) = outcome else {
        Issue.record("taken: \(outcome)")
        return
      }
      #expect(throws: UsageError.self) { try HelpText.page(topic) }
    } catch {
      #expect(error.text.contains("\u{FFFD}"))
    }
  }
}
