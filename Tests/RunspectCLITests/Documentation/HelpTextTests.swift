import Foundation
import TestSupport
import Testing

@testable import RunspectCLI

@Suite struct HelpTextTests {
  static let topics: [String?] = [nil] + HelpText.topics

  /// The name of the file that holds a page.
  private func file(_ topic: String?) -> String { "\(topic ?? "overview").txt" }

  @Test(arguments: topics)
  func isWhatWasRecorded(_ topic: String?) throws {
    let page = try HelpText.page(topic)
    #expect(
      try FixtureFile.matchesRecording("expected/help/" + file(topic), page),
      "RUNSPECT_RECORD=1 records what is printed now: \(page)")
  }

  /// A page of a topic that is gone is not kept.
  @Test func everyRecordedPageIsThatOfATopic() throws {
    let files = try FileManager.default.contentsOfDirectory(
      atPath: FixtureFile.folder.appendingPathComponent("expected/help").path)
    #expect(Set(files) == Set(HelpTextTests.topics.map(file)))
  }

  @Test(arguments: topics)
  func keepsWithinEightyColumns(_ topic: String?) throws {
    let page = try HelpText.page(topic)
    let tooWide = page.split(separator: "\n").filter { $0.count > 80 }
    #expect(tooWide == [])
    #expect(page.hasSuffix("\n") && !page.hasSuffix("\n\n"))
    let withSpaceAtTheEnd = page.split(separator: "\n").filter { $0.hasSuffix(" ") }
    #expect(withSpaceAtTheEnd == [])
  }

  /// A page without its line breaks, so that a sentence can be found however it is wrapped.
  private func words(_ page: String) -> String {
    page.split(whereSeparator: { $0 == " " || $0 == "\n" }).joined(separator: " ")
  }

  @Test func namesEveryCommandAndWhatItDoes() throws {
    let page = words(try HelpText.page(nil))
    #expect(CommandName.allCases.count == CommandTable.commands.count)
    for command in CommandTable.commands {
      #expect(page.contains("\(command.name.rawValue) \(command.summary)"))
    }
    for option in CommandTable.globalOptions {
      #expect(page.contains("\(HelpText.heading(option)) \(option.summary)"))
    }
  }

  @Test(arguments: CommandName.allCases)
  func explainsACommandAsItIsDeclared(_ name: CommandName) throws {
    let command = CommandTable.command(name)
    #expect(command.name == name)
    let text = try HelpText.page(name.rawValue)
    let page = words(text)
    #expect(text.hasPrefix("Usage: \(command.usage)\n"))
    for option in command.options + CommandTable.globalOptions {
      #expect(page.contains(words("\(HelpText.heading(option)) \(option.summary)")))
    }
    for operand in command.operands {
      #expect(page.contains("\(operand.name) \(operand.summary)"))
    }
    for paragraph in [command.summary] + command.description { #expect(page.contains(paragraph)) }
    for example in command.examples {
      #expect(text.contains("  \(example.line)\n      \(example.purpose)\n"))
    }
  }

  /// Every example is a command line that the tool takes.
  @Test func givesExamplesThatWork() throws {
    for example in CommandTable.commands.flatMap(\.examples) {
      let line = example.line.split(separator: " ").map(String.init)
      let command = line.prefix { !$0.hasPrefix(">") && !["||", "&&"].contains($0) }
      #expect(command.first == "runspect")
      _ = try ArgumentParser.parse(command.dropFirst().map { Argument($0) })
    }
  }

  @Test func usesNoOptionTwiceInACommand() {
    for command in CommandTable.commands {
      let options = command.options + CommandTable.globalOptions
      #expect(Set(options.map(\.name)).count == options.count)
      let shorts = options.compactMap(\.short)
      #expect(Set(shorts).count == shorts.count)
    }
    let used = Set(
      (CommandTable.commands.flatMap(\.options) + CommandTable.globalOptions).map(\.name))
    #expect(used == Set(OptionName.allCases))
  }

  @Test func namesEveryExitStatusAndItsMeaning() throws {
    let page = words(try HelpText.page("exit-status"))
    for status in RunspectCLI.ExitStatus.allCases {
      #expect(page.contains("\(status.rawValue) \(status.meaning)"))
    }
  }

  @Test func showsOperandsInTheLinesOfUsage() {
    func usage(_ name: CommandName) -> String { CommandTable.command(name).usage }
    #expect(usage(.status).hasPrefix("runspect status [OPTION...] "))
    #expect(usage(.listRuns) == "runspect list-runs [OPTION...] [FOLDER...]")
    #expect(usage(.outputs) == "runspect outputs [OPTION...] RUN [NAME...]")
    #expect(usage(.snapshots) == "runspect snapshots [OPTION...] RUN [ID]")
    #expect(usage(.restore) == "runspect restore [OPTION...] RUN ID")
    #expect(usage(.help) == "runspect help [TOPIC]")
  }

  @Test func knowsNoOtherTopic() {
    #expect(throws: UsageError.unknownTopic("watc", nearest: "watch")) {
      try HelpText.page("watc")
    }
  }
}
