import Foundation
import HostProcess
import Testing

@Suite struct ProcessArgumentsTests {
  @Test(arguments: [[""], ["status", "runs/ä漢", "--", "a\0b"]])
  func textsAreTheirBytes(_ texts: [String]) {
    #expect(ProcessArguments.words(texts) == texts.map { Array($0.utf8) })
  }

  /// Only a text that may have lost bytes is looked up, at its own place.
  @Test func aTextThatMayHaveLostBytesIsLookedUp() {
    let first = Array(CommandLine.arguments[0].utf8)
    #expect(ProcessArguments.words(["\u{FFFD}"]) == [first])
    #expect(ProcessArguments.words(["a\u{FFFD}b", "b"]) == [first, Array("b".utf8)])
  }

  @Test func aTextThatTheProcessWasNotStartedWithStaysAsItIs() {
    let texts = Array(repeating: "a", count: CommandLine.arguments.count) + ["\u{FFFD}"]
    #expect(ProcessArguments.words(texts) == texts.map { Array($0.utf8) })
  }

  /// Without `/proc` the runtime knows of none.
  @Test func withoutTextsTheWordsAreThoseOfTheEntryPoint() {
    #if canImport(Glibc)
      #expect(ProcessArguments.words([]) == CommandLine.arguments.map { Array($0.utf8) })
    #endif
  }

  @Test func theWordsOfTheProcessAreItsOwn() {
    let texts = CommandLine.arguments
    #expect(ProcessArguments.words(texts) == texts.map { Array($0.utf8) })
  }
}
