import Testing

@testable import RunspectCLI

@Suite struct WordsTests {
  @Test(
    arguments: [
      ([], ""), (["a"], "a"), (["a", "b"], "a or b"), (["a", "b", "c"], "a, b or c"),
      (["a", "b", "c", "d"], "a, b, c or d"), (["", ""], " or "),
    ] as [([String], String)])
  func aWordStandsBeforeTheLastName(_ names: [String], _ expected: String) {
    #expect(Words.list(names, "or") == expected)
  }

  @Test(arguments: [(0, "0 runs are"), (1, "1 run is"), (2, "2 runs are")])
  func aNounAndAVerbFollowTheirNumber(_ number: Int, _ expected: String) {
    #expect("\(Words.count(number, "run")) \(Words.be(number))" == expected)
  }
}
