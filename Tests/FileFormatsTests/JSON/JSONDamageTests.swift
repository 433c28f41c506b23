import Testing

@testable import FileFormats

/// Damaged documents give an error or another document, never a crash.
@Suite struct JSONDamageTests {
  private static let sample = Array(
    #"""
    {"all_output_names": ["y", "é漢😀", "\ud83d\ude00\udc00"], "shapes": {"y": [5, "?"], "x": []},
     "numbers": [0, -1.50, 1e-05, NaN, -Infinity, 12345678901234567890], "flags": [true, false, null],
     "deep": [[[{"a": {"b": [{}]}}]]], "escapes": "\"\\\/\b\f\n\r\t\u0000"}
    """#.utf8)

  /// Reads everything that a document gives and prints it.
  private func exercise(_ bytes: [UInt8]) -> JSONError? {
    do throws(JSONError) {
      let root = try JSONDocument(bytes).root
      let printed = JSONWriter.text(.node(root), style: .indented)
      let again = JSONWriter.text(.node(try JSONDocument(printed).root), style: .indented)
      #expect(printed == again)
      return nil
    } catch {
      return error
    }
  }

  @Test func refusesADocumentCutAtEveryByte() {
    #expect(exercise(JSONDamageTests.sample) == nil)
    for length in 0..<JSONDamageTests.sample.count {
      let fault = exercise(Array(JSONDamageTests.sample[..<length]))
      #expect(fault.map { $0.offset <= length } == true, "\(length)")
    }
  }

  @Test func withstandsTenThousandFlippedBytes() {
    var generator = SeededGenerator(seed: 1)
    var refused = 0
    for _ in 0..<10_000 {
      var damaged = JSONDamageTests.sample
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        damaged[Int.random(in: 0..<damaged.count, using: &generator)] =
          UInt8.random(in: 0...255, using: &generator)
      }
      if let fault = exercise(damaged) {
        refused += 1
        #expect((0...damaged.count).contains(fault.offset))
      }
    }
    // Some flips only change a letter or a digit.
    #expect((5_000..<10_000).contains(refused))
  }
}
