import FileFormats
import ReadOnlyFiles
import RunInspection

/// A run as a suite of tests.
struct JUnitSuite {
  private let name: String
  /// The cases as elements of XML; a run can have thousands of outputs.
  private var cases = ""
  private var caseCount = 0
  private var kinds: [JUnitResult.Kind: Int] = [:]
  private var properties: [(name: String, value: String)] = []
  private var seconds: Double?
  private var notes: [String] = []

  /// How many failed elements of a run are described; the others are counted.
  static let mostFailures = 100
  /// The name of the case about the run as a whole, in parentheses, in which the name of no output is.
  private static let wholeRun = "(run)"

  /// A suite with nothing but an error.
  init(named name: String, error: String) {
    self.name = name
    var whole = JUnitCase(name: JUnitSuite.wholeRun)
    whole.results = [JUnitResult(.error, message: error)]
    add(whole)
  }

  init(_ report: JudgedRun) {
    let run = report.run
    name = TerminalText.escaped(JSONString(fileSystemBytes: report.name.bytes))
    seconds = run.elapsedSeconds
    properties = [
      ("run_folder", TerminalText.escaped(JSONString(fileSystemBytes: run.runFolder.bytes))),
      ("layout", run.layout?.rawValue ?? ""), ("status", run.state.rawValue),
      ("stale", run.isStale ? "true" : "false"),
    ]
    notes = (run.warnings + (report.failures?.warnings ?? [])).map { "warning: " + $0.text }
    var failures = JUnitSuite.failures(report)
    var whole = JUnitCase(name: JUnitSuite.wholeRun)
    whole.results = failures.removeValue(forKey: nil) ?? []
    whole.results += JUnitSuite.verdict(report, hasFailures: !whole.results.isEmpty)
    if let error = report.failuresError {
      whole.results.append(JUnitResult(.error, message: error.text))
    }
    add(whole)
    for output in run.outputs ?? [] {
      add(JUnitSuite.testCase(output, failures.removeValue(forKey: output.name) ?? [], report))
    }
    // What failed may belong to an output that the run does not count.
    for (output, results) in failures.sorted(by: { $0.key ?? "" < $1.key ?? "" }) {
      var other = JUnitCase(name: output.map { TerminalText.escaped($0) } ?? "")
      other.results = results
      add(other)
    }
  }

  private mutating func add(_ testCase: JUnitCase) {
    cases += testCase.text(of: name)
    caseCount += 1
    if let kind = testCase.kind { kinds[kind, default: 0] += 1 }
  }

  /// What failed, by its output.
  private static func failures(_ report: JudgedRun) -> [JSONString?: [JUnitResult]] {
    var results: [JSONString?: [JUnitResult]] = [:]
    for failure in report.failures?.failures ?? [] {
      results[failure.output, default: []].append(JUnitResult(failure))
    }
    return results
  }

  /// What the run as a whole comes to.
  private static func verdict(_ report: JudgedRun, hasFailures: Bool) -> [JUnitResult] {
    let run = report.run
    let sentence = RunText.sentence(report.name, run)
    switch run.state {
    case .missing, .error: return [JUnitResult(.error, message: sentence)]
    case .failed, .cancelled:
      return hasFailures ? [] : [JUnitResult(.failure, message: sentence)]
    case .completed:
      let isKnown = run.error == nil && run.tally?.failedCount != nil
      return isKnown ? [] : [JUnitResult(.error, message: sentence)]
    case .pending, .running, .incomplete:
      if hasFailures { return [] }
      return [JUnitResult(report.isBlamedUnfinished ? .error : .skipped, message: sentence)]
    }
  }

  private static func testCase(
    _ output: OutputStatus, _ results: [JUnitResult], _ report: JudgedRun
  ) -> JUnitCase {
    var testCase = JUnitCase(name: TerminalText.escaped(output.name))
    testCase.results = results
    let listed = results.reduce(0) { $0.addingSaturated($1.count) }
    if let failed = output.failedCount, failed > listed {
      let count = Words.count(failed - listed, "\(listed > 0 ? "more " : "")element")
      testCase.results.append(JUnitResult(.failure, message: "\(count) failed"))
    }
    if let error = output.error {
      testCase.results.append(JUnitResult(.error, message: error.text))
    } else if output.failedCount == nil {
      testCase.results.append(
        JUnitResult(.error, message: "it is unknown whether anything failed"))
    }
    if !output.isComplete, testCase.results.isEmpty {
      testCase.results.append(
        JUnitResult(
          report.isBlamedUnfinished ? .error : .skipped, message: progress(output)))
    }
    return testCase
  }

  private static func progress(_ output: OutputStatus) -> String {
    guard let total = output.totalCount, let done = output.completedCount else {
      return "not finished"
    }
    return "not finished: \(done) of \(Words.count(total, "element")) completed"
  }

  /// The suite as an element of XML.
  var text: String {
    func count(_ kind: JUnitResult.Kind) -> Int { kinds[kind] ?? 0 }
    var text = "<testsuite name=\"\(XMLText.attribute(name))\" tests=\"\(caseCount)\""
    text += " failures=\"\(count(.failure))\" errors=\"\(count(.error))\""
    text += " skipped=\"\(count(.skipped))\""
    if let seconds, seconds.isFinite, seconds >= 0 {
      text += " time=\"\(XMLText.decimal(seconds))\""
    }
    text += ">\n"
    if !properties.isEmpty {
      text += "<properties>\n"
      for property in properties {
        text +=
          "<property name=\"\(property.name)\" value=\"\(XMLText.attribute(property.value))\"/>\n"
      }
      text += "</properties>\n"
    }
    text += cases
    if !notes.isEmpty {
      text += "<system-err>\(XMLText.content(notes.joined(separator: "\n")))</system-err>\n"
    }
    text += "</testsuite>\n"
    return text
  }
}
