import Testing

@testable import RunInspection

@Suite struct CutTextTests {
  @Test(arguments: [
    ("", "…"), ("ab", "ab…"), ("é", "…"), ("aé", "a…"), ("éa", "éa…"), ("a😀", "a…"),
  ])
  func endsInAMark(_ text: String, _ expected: String) {
    // Whether the last character was whole is not known; bytes of it that are missing change nothing.
    let bytes = Array(text.utf8)
    #expect(String(decoding: CutText.marked(bytes), as: UTF8.self) == expected)
    guard text.hasSuffix("😀") else { return }
    for missing in 1...3 {
      #expect(
        String(decoding: CutText.marked(bytes.dropLast(missing)), as: UTF8.self) == expected)
    }
  }

  @Test(arguments: [(0, 0), (1, 1), (2, 1), (3, 3), (4, 3), (6, 3), (7, 7), (9, 7)])
  func endsBeforeACharacter(_ most: Int, _ expected: Int) {
    #expect(CutText.boundary(in: Array("aé😀".utf8), before: most) == expected)
  }
}
