import Foundation
import ReadOnlyFiles
import Testing

@testable import RunspectCLI

@Suite struct ReportWarningsTests {
  /// 300 sentences are shown, and how many more there are.
  @Test(
    arguments: [
      (0, nil), (299, nil), (300, nil), (301, "1 more warning is not shown."),
      (302, "2 more warnings are not shown."),
    ] as [(Int, String?)])
  func saysHowManyAreNotShown(_ count: Int, _ sentence: String?) {
    let report = RunReport(
      problems: (0..<count).map { "problem \($0)" }, made: Timestamp(seconds: 0, nanoseconds: 0),
      commandLine: "")
    var html = HTMLWriter()
    ReportWarnings(report: report).write(into: &html)
    let text = String(decoding: html.bytes, as: UTF8.self)
    #expect(text.components(separatedBy: "<li>").count - 1 == min(count, 300))
    #expect(text.contains("not shown") == (sentence != nil))
    if let sentence { #expect(text.contains("<p>\(sentence)</p>")) }
  }
}
