import FileFormats
import Testing

@testable import RunspectCLI

@Suite struct HTMLWriterTests {
  private func written(_ write: (inout HTMLWriter) -> Void) -> String {
    var writer = HTMLWriter()
    write(&writer)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  private static let texts: [(JSONString, String)] = [
    ("", ""), ("plain text\n\tof two lines", "plain text\n\tof two lines"), ("é漢😀", "é漢😀"),
    ("<script>alert('1')</script>", "&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;"),
    ("\"><img src=x onerror=a>", "&quot;&gt;&lt;img src=x onerror=a&gt;"),
    ("&lt;&amp;", "&amp;lt;&amp;amp;"), ("<!-- ]]> -->", "&lt;!-- ]]&gt; --&gt;"),
    ("a\u{0}b\u{1B}[31m\u{7F}\r", "a\\u{0}b\\u{1b}[31m\\u{7f}\\u{d}"),
    ("\u{202E}evil<b>", "\\u{202e}evil&lt;b&gt;"), ("\u{2028}\u{FEFF}", "\\u{2028}\\u{feff}"),
    (JSONString(generalisedUTF8: [0x3C, 0xED, 0xA0, 0x80]), "&lt;\u{FFFD}\u{FFFD}\u{FFFD}"),
    (JSONString(generalisedUTF8: [0xC3, 0x3C]), "\u{FFFD}&lt;"),
  ]

  @Test func escapesTexts() {
    for (text, html) in HTMLWriterTests.texts {
      #expect(written { $0.text(text) } == html)
      #expect(written { $0.element(.td, text) } == "<td>\(html)</td>")
    }
  }

  @Test func escapesTheValuesOfAttributes() {
    for (text, html) in HTMLWriterTests.texts.dropLast(2) {
      #expect(
        written { $0.element(.p, [HTMLAttribute(.title, text.description)], "x") }
          == "<p title=\"\(html)\">x</p>")
    }
  }

  @Test func nestsElements() {
    let html = written { writer in
      writer.beginDocument()
      writer.element(.ul, [.style("a b")]) { writer in
        writer.element(.li, "1 < 2")
        writer.element(.li) { $0.empty(.input, [HTMLAttribute(.hidden)]) }
        writer.empty(.rect, [HTMLAttribute(.x, 3)])
      }
    }
    #expect(
      html == """
        <!DOCTYPE html>
        <ul class="a b"><li>1 &lt; 2</li><li><input hidden></li><rect x="3"></rect></ul>
        """)
  }

  @Test func linksLeadToPlacesInThePageAlone() {
    #expect(
      written { $0.element(.a, [.link(to: HTMLAnchor("run", 3))], "x") }
        == "<a href=\"#run-3\">x</a>")
    #expect(written { $0.element(.p, [.anchor(HTMLAnchor("main"))], "") } == "<p id=\"main\"></p>")
    #expect(
      written { $0.element(.a, [HTMLAttribute(.reference, "javascript:x")], "x") }
        == "<a title=\"javascript:x\">x</a>")
  }
}
