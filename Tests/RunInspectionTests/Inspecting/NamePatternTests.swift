import ReadOnlyFiles
import Testing

@testable import RunInspection

@Suite struct NamePatternTests {
  @Test(
    arguments: [
      ("exp-*", "exp-1", true), ("exp-*", "exp-", true), ("exp-*", "exp", false),
      ("*", "", true), ("*", "anything", true), ("", "", true), ("", "a", false),
      ("a", "a", true), ("a", "A", false), ("a", "ab", false), ("?", "a", true),
      ("?", "", false), ("??", "a", false), ("?", "é", true), ("??", "é", false),
      ("a?c", "a漢c", true), ("*b", "aab", true), ("*ab*", "xxabyy", true),
      ("*a*b*", "bbaab", true), ("*a*b*", "bbaa", false), ("a**b", "ab", true),
      ("[abc]", "b", true), ("[abc]", "d", false), ("[a-c]x", "bx", true),
      ("[!a-c]", "d", true), ("[!a-c]", "a", false), ("[^a-c]", "d", true), ("[]a]", "]", true),
      ("[a-]", "-", true), ("[c-a]", "b", false), ("[abc", "[abc", true), ("[", "[", true),
      ("\\*", "*", true), ("\\*", "a", false), ("a\\", "a\\", true), ("\\[a]", "[a]", true),
    ] as [(String, String, Bool)])
  func matchesAsShellsDo(_ pattern: String, _ name: String, _ matches: Bool) {
    #expect(NamePattern(RawPath(pattern)).matches(RawPath(name)) == matches)
  }

  @Test func matchesBytesThatAreNoText() {
    let name = RawPath(bytes: Array("run-".utf8) + [0xFF, 0xC3])
    #expect(NamePattern(RawPath("run-*")).matches(name))
    #expect(NamePattern(RawPath("run-??")).matches(name))
    #expect(!NamePattern(RawPath("run-?")).matches(name))
    #expect(NamePattern(name).matches(name))
  }

  /// A pattern with many stars takes no more than the product of the lengths: backtracking over all of
  /// them would take 2^100 steps.
  @Test func takesBoundedTime() {
    let pattern = NamePattern(RawPath(String(repeating: "a*", count: 100) + "b"))
    #expect(!pattern.matches(RawPath(String(repeating: "a", count: 255))))
  }
}
