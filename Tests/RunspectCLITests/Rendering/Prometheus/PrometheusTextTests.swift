import FileFormats
import ReadOnlyFiles
import Testing

@testable import RunspectCLI

@Suite struct PrometheusTextTests {
  private static let paths: [([UInt8], String)] = [
    (Array("/runs/r1".utf8), "/runs/r1"), (Array("/a b/é漢😀".utf8), "/a b/é漢😀"),
    (Array("a\"b".utf8), "a\\\"b"), (Array("a\\b".utf8), "a\\\\\\\\b"),
    (Array("a\nb".utf8), "a\\\\u{a}b"), (Array("\u{1B}[31m".utf8), "\\\\u{1b}[31m"),
    (Array("a{b=\"c\"} 1 # x".utf8), "a{b=\\\"c\\\"} 1 # x"), ([], ""),
    // Bytes that are not UTF-8, and the text that would look like them.
    ([0x61, 0xFF, 0xFE, 0x62], "a\\\\xff\\\\xfeb"), (Array("a\\xff".utf8), "a\\\\\\\\xff"),
    ([0xC3, 0x28], "\\\\xc3("), ([0xE2, 0x82], "\\\\xe2\\\\x82"),
    ([0xED, 0xA0, 0x80], "\\\\xed\\\\xa0\\\\x80"), ([0xF0, 0x9F, 0x98], "\\\\xf0\\\\x9f\\\\x98"),
  ]

  @Test func labelsOfPathsAreTextAndDiffer() {
    for (bytes, label) in PrometheusTextTests.paths {
      #expect(PrometheusText.label(path: RawPath(bytes: bytes)) == label)
    }
    let labels = PrometheusTextTests.paths.map { PrometheusText.label(path: RawPath(bytes: $0.0)) }
    #expect(Set(labels).count == labels.count)
  }
}
