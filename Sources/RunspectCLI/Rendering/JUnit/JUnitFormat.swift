import FileFormats
import RunInspection

/// `junit`: an XML document as test runners write it and GitLab, Jenkins and others read it (the schema
/// of Jenkins's xunit plugin, `junit-10.xsd`). A run is a suite, and each of its outputs a case.
struct JUnitFormat: AnswerFormat {
  /// Errors and warnings are in the document.
  let coverage = AnswerCoverage.value
  let judgementRequest: JudgedRunRequest? = JudgedRunRequest(
    mostFailures: JUnitSuite.mostFailures, needsTrace: true, detail: .outputs)

  fileprivate static let head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n"
  fileprivate static let end = "</testsuites>\n"
  /// The name of the suite of what belongs to no run.
  fileprivate static let ownSuite = "runspect"

  func text(of answer: Answer) -> [UInt8] {
    var text = Array(JUnitFormat.head.utf8)
    if answer.subjects.isEmpty { text += JUnitFormat.error(of: answer.value).utf8 }
    for case .run(let report) in answer.subjects { text += JUnitSuite(report).text.utf8 }
    text += JUnitFormat.end.utf8
    return text
  }

  func listPrinter(_ list: AnswerList) -> any ListPrinter { JUnitPrinter() }

  /// A suite that says why there is no answer; empty if there is no reason.
  fileprivate static func error(of members: JSONObject) -> String {
    guard case .string(let text)? = members["error"] else { return "" }
    return JUnitSuite(named: JUnitFormat.ownSuite, error: text.description).text
  }
}

/// Prints one suite after the other, in memory that does not grow with their number.
private struct JUnitPrinter: PlainListPrinter {
  func format(_ item: some ListItem) -> FormattedItem {
    guard case .run(let report)? = item.subject else { return .text([]) }
    return .text(Array(JUnitSuite(report).text.utf8))
  }

  func opening(_ members: JSONObject) -> [UInt8] {
    Array((JUnitFormat.head + JUnitFormat.error(of: members)).utf8)
  }

  func closing(_ members: JSONObject) -> [UInt8] {
    var text = ""
    if case .array(let warnings)? = members["warnings"] {
      for case .string(let warning) in warnings {
        text += JUnitSuite(named: JUnitFormat.ownSuite, error: warning.description).text
      }
    }
    return Array((text + JUnitFormat.end).utf8)
  }
}
