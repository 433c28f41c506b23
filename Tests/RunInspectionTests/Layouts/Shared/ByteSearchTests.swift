import Testing

@testable import RunInspection

@Suite struct ByteSearchTests {
  @Test(
    arguments: [
      ("needle", "", false), ("needle", "needle", true), ("needle", "needl", false),
      ("needle", "xneedle", true), ("needle", "needlex", true), ("needle", "needneedle", true),
      ("needle", "eneedlneedl", false), ("aab", "aaaab", true), ("aab", "aaaaa", false),
      ("abab", "abaabab", true), ("a", "bbba", true), ("a", "bbbb", false),
    ] as [(String, String, Bool)])
  func findsAWordWhereverItStands(_ word: String, _ text: String, _ isFound: Bool) {
    let found = Array(text.utf8).withUnsafeBufferPointer { ByteSearch(word).isFound(in: $0) }
    #expect(found == isFound)
  }

  /// All words of up to three of two letters in all texts of up to seven.
  @Test func findsWhatAPlainSearchFinds() {
    func texts(_ length: Int) -> [[UInt8]] {
      (0..<length).reduce([[]]) { texts, _ in texts.flatMap { [$0 + [97], $0 + [98]] } }
    }
    for word in (1...3).flatMap(texts) {
      let search = ByteSearch(String(decoding: word, as: UTF8.self))
      for text in (0...7).flatMap(texts) {
        let isThere = text.indices.contains { text[$0...].starts(with: word) }
        #expect(text.withUnsafeBufferPointer { search.isFound(in: $0) } == isThere)
      }
    }
  }
}
