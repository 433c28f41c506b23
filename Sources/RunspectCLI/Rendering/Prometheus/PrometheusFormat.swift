import FileFormats
import RunInspection

/// `prometheus`: gauges in the text format that Prometheus reads (version 0.0.4), such as the node
/// exporter's collector of text files takes them.
struct PrometheusFormat: AnswerFormat {
  /// It has no room for warnings and errors.
  let coverage = AnswerCoverage.columns
  let judgementRequest: JudgedRunRequest? = JudgedRunRequest()

  func text(of answer: Answer) -> [UInt8] {
    // Where there is no answer, there are no numbers either.
    if answer.subjects.isEmpty, answer.value["error"] != nil { return [] }
    var printer = PrometheusPrinter()
    for case .run(let report) in answer.subjects { printer.add(PrometheusSample(report)) }
    return printer.closing([:])
  }

  func listPrinter(_ list: AnswerList) -> any ListPrinter { PrometheusPrinter() }
}

/// Keeps what is told of each run, because all samples of a metric have to stand together.
private struct PrometheusPrinter: ListPrinter {
  /// How many runs are told one by one; Prometheus keeps a series for each. The others are counted.
  private static let mostRuns = 10_000

  private var samples: [PrometheusSample] = []
  private var names: Set<String> = []
  private var counts: [RunState: Int] = [:]
  private var omitted = 0

  func format(_ item: some ListItem) -> FormattedItem {
    guard case .run(let report)? = item.subject else { return .text([]) }
    return .kept(PrometheusSample(report))
  }

  func opening(_ members: JSONObject) -> [UInt8] { [] }

  mutating func print<Thrown: Error>(
    _ items: [FormattedItem], to _: ([UInt8]) throws(Thrown) -> Void
  ) throws(Thrown) {
    for case .kept(let sample as PrometheusSample) in items { add(sample) }
  }

  /// Adds a run. One that was found twice is told once, because no series may occur twice.
  mutating func add(_ sample: PrometheusSample) {
    guard samples.count < PrometheusPrinter.mostRuns else {
      omitted += 1
      counts[sample.state, default: 0] += 1
      return
    }
    guard names.insert(sample.labels).inserted else { return }
    counts[sample.state, default: 0] += 1
    samples.append(sample)
  }

  func closing(_ members: JSONObject) -> [UInt8] {
    var text: [UInt8] = []
    for metric in PrometheusMetric.allCases {
      let start = text.count
      for sample in samples { text += metric.lines(sample).utf8 }
      guard text.count > start else { continue }
      text.insert(contentsOf: PrometheusMetric.heading(metric.name, metric.help).utf8, at: start)
    }
    text += PrometheusMetric.heading("runspect_runs", "How many runs are in this state.").utf8
    for state in RunState.allCases {
      text += "runspect_runs{state=\"\(state.rawValue)\"} \(counts[state] ?? 0)\n".utf8
    }
    text +=
      PrometheusMetric.heading(
        "runspect_runs_omitted", "How many runs are only counted in runspect_runs."
      ).utf8
    return text + Array("runspect_runs_omitted \(omitted)\n".utf8)
  }
}
