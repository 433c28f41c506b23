import Testing

@testable import RunspectCLI

@Suite struct SuggestionTests {
  @Test(arguments: [
    ("", "", 0), ("a", "a", 0), ("", "abc", 3), ("abc", "", 3), ("abc", "abd", 1), ("abc", "ab", 1),
    ("ab", "abc", 1), ("ab", "ba", 1), ("abcd", "abdc", 1), ("abcd", "badc", 2), ("ca", "abc", 3),
    ("stauts", "status", 1), ("kitten", "sitting", 3), ("é", "e", 1), ("a😀", "a", 1),
  ])
  func countsWhatMakesOneWordOfTheOther(_ left: String, _ right: String, _ distance: Int) {
    #expect(Suggestion.distance(left, right) == distance)
    #expect(Suggestion.distance(right, left) == distance)
  }

  @Test(
    arguments: [
      ("statsu", "status"), ("watch", "watch"), ("wtach", "watch"), ("list-run", "list-runs"),
      ("listruns", "list-runs"), ("list_runs", "list-runs"), ("hep", "help"), ("hlp", "help"),
      ("w", nil), ("", nil), ("stat", "status"), ("sta", nil), ("runs", nil),
    ] as [(String, String?)])
  func suggestsOnlyWhatIsNear(_ word: String, _ nearest: String?) {
    #expect(
      Suggestion.nearest(to: word, among: ["status", "list-runs", "watch", "help"]) == nearest)
  }

  @Test func suggestsNothingAmongNothing() {
    #expect(Suggestion.nearest(to: "x", among: []) == nil)
  }
}
