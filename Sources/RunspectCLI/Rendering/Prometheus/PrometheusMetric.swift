import FileFormats
import ReadOnlyFiles
import RunInspection

/// What is told of one run.
struct PrometheusSample: KeptItem {
  /// The labels that name the run, without braces.
  let labels: String
  let state: RunState
  let isStale: Bool
  let progress: Double?
  let failedElements: Int?
  let outputs: Int?
  let completedOutputs: Int?
  /// Seconds since the epoch.
  let lastActivity: Double?
  /// Seconds since then.
  let age: Double?

  init(_ report: JudgedRun) {
    let run = report.run
    let path = PrometheusText.label(path: run.runFolder)
    labels = "run=\"\(path)\",layout=\"\(PrometheusText.label(run.layout?.rawValue ?? ""))\""
    state = run.state
    isStale = run.isStale
    progress = run.tally?.progressFraction
    failedElements = run.tally?.failedCount
    outputs = run.tally?.outputCount
    completedOutputs = run.tally?.completedOutputCount
    lastActivity = run.lastActivity.map {
      Double($0.seconds) + Double($0.nanoseconds) / 1_000_000_000
    }
    // A sign of life in the future, by the clock of another machine, has no age.
    age = run.lastActivity.map { max(0, report.now.secondsSince($0)) }
  }
}

/// The metrics about single runs. All are gauges.
enum PrometheusMetric: String, CaseIterable {
  case state
  case stale
  case progress = "progress_ratio"
  case failedElements = "failed_elements"
  case outputs
  case completedOutputs = "outputs_completed"
  case age = "seconds_since_last_activity"
  case lastActivity = "last_activity_timestamp_seconds"

  var name: String { "runspect_run_\(rawValue)" }

  var help: String {
    switch self {
    case .state: "1 for the state that the run is in, 0 for all others."
    case .stale: "1 if the run has shown no sign of life for longer than allowed, else 0."
    case .progress: "How much of the run is done, from 0 to 1."
    case .failedElements: "How many elements of the run failed."
    case .outputs: "How many outputs the run has."
    case .completedOutputs: "How many outputs of the run are complete."
    case .age: "Seconds between the last sign of life of the run and the moment of reading it."
    case .lastActivity: "When the run last showed a sign of life, in seconds since the epoch."
    }
  }

  /// The lines of a run; none for what is unknown of it.
  func lines(_ sample: PrometheusSample) -> String {
    func line(_ value: Double?) -> String {
      guard let value, value.isFinite else { return "" }
      return "\(name){\(sample.labels)} \(PythonFloat.json(value))\n"
    }
    func line(_ value: Int?) -> String {
      value.map { "\(name){\(sample.labels)} \($0)\n" } ?? ""
    }
    switch self {
    case .state:
      return RunState.allCases.map { state in
        "\(name){\(sample.labels),state=\"\(state.rawValue)\"} \(state == sample.state ? 1 : 0)\n"
      }.joined()
    case .stale: return line(sample.isStale ? 1 : 0 as Int)
    case .progress: return line(sample.progress)
    case .failedElements: return line(sample.failedElements)
    case .outputs: return line(sample.outputs)
    case .completedOutputs: return line(sample.completedOutputs)
    case .age: return line(sample.age)
    case .lastActivity: return line(sample.lastActivity)
    }
  }

  /// The lines above the samples of a metric.
  static func heading(_ name: String, _ help: String) -> String {
    "# HELP \(name) \(help)\n# TYPE \(name) gauge\n"
  }
}

/// Text in the format that Prometheus reads.
enum PrometheusText {
  /// A path as the value of a label. Different paths have different labels, because a collector takes no
  /// series twice: a byte that is not UTF-8 becomes `\xff`, and so a backslash in a path becomes two.
  static func label(path: RawPath) -> String {
    var text = ""
    var rest = path.bytes[...]
    while let byte = rest.first {
      var decoder = UTF8()
      var bytes = rest.makeIterator()
      guard case .scalarValue(let scalar) = decoder.decode(&bytes) else {
        text += "\\x" + String(byte, radix: 16)
        rest.removeFirst()
        continue
      }
      rest.removeFirst(UTF8.width(scalar))
      text += scalar == "\\" ? "\\\\" : TerminalText.escaped(JSONString(String(scalar)))
    }
    return label(text)
  }

  /// A text without control characters as the value of a label between quotation marks.
  static func label(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "") { result, scalar in
      switch scalar {
      case "\\": result += "\\\\"
      case "\"": result += "\\\""
      case "\n": result += "\\n"
      default: result.unicodeScalars.append(scalar)
      }
    }
  }
}
