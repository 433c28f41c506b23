import FileFormats

/// A node of dbt's graph that an invocation began, or has a result of: a model, a test, a seed, a
/// snapshot, an operation.
struct DbtNode {
  /// The unique id, such as `model.shop.orders`, or where the log doesn't tell it what the log says.
  var name: JSONString
  /// How it ended; nil as long as it has not.
  var result: Result?
  /// What dbt says about that.
  var message: JSONString?
  /// Seconds that it took.
  var seconds: Double?
  /// When it began and ended, in seconds since 1970-01-01T00:00:00Z; only JSON tells that.
  var start: Double?
  var end: Double?
  /// Its entry in `run_results.json`.
  var entry: JSONNode?

  /// How a node ended, by dbt's names (dbt-core 1.11.16, `dbt/artifacts/schemas/results.py`).
  enum Result: String {
    case success, error, fail, warn, skipped, pass
    case partialSuccess = "partial success"
    case noOp = "no-op"
    case runtimeError = "runtime error"

    /// Whether it stands for a failure. A test that only warns is none.
    var isFailure: Bool {
      switch self {
      case .error, .fail, .partialSuccess, .runtimeError: true
      case .success, .warn, .skipped, .pass, .noOp: false
      }
    }
  }

  init(name: JSONString) {
    self.name = name
  }

  /// The sort of node: the first part of its unique id.
  var sort: JSONString {
    let bytes = name.bytes
    guard let dot = bytes.firstIndex(of: UInt8(ascii: ".")), dot > 0 else { return "node" }
    return JSONString(generalisedUTF8: Array(bytes[..<dot]))
  }

  /// - Parameter countsSkipped: whether one that was skipped counts as failed, because others had failed.
  func output(countsSkipped: Bool) -> OutputStatus {
    var output = OutputStatus(name: name, storage: sort)
    let isFailed = result.map { $0.isFailure || ($0 == .skipped && countsSkipped) } ?? false
    output.totalCount = 1
    output.isComplete = result != nil
    output.failedCount = isFailed ? 1 : 0
    output.completedCount = result != nil && !isFailed ? 1 : 0
    output.progress = .fraction(result == nil ? 0 : 1)
    return output
  }

  /// The node as a step.
  var timing: StepTiming {
    var row = StepTiming(module: name)
    row.start = start
    row.end = end
    row.seconds = seconds
    if result?.isFailure == true {
      row.error = message.map { DbtMessage.headline($0) } ?? result.map { JSONString($0.rawValue) }
    }
    return row
  }
}

/// What dbt says about a failure: a line such as `Runtime Error in model broken (models/broken.sql)`, and
/// what the database or the compiler said.
struct DbtMessage {
  /// The sort of error, such as `Runtime Error`.
  let type: JSONString?
  /// The file of the node.
  let file: JSONString?
  /// What is wrong, without the sort and the place.
  let text: JSONString

  init(_ message: JSONString) {
    let line = message.bytes.prefix { $0 != UInt8(ascii: "\n") }
    let words = line.split(separator: UInt8(ascii: " "), maxSplits: 3)
    guard words.count > 1, words[1].elementsEqual("Error".utf8) else {
      type = nil
      file = nil
      text = message
      return
    }
    type = JSONString(generalisedUTF8: Array(words[0] + [UInt8(ascii: " ")] + words[1]))
    if line.last == UInt8(ascii: ")"), let open = line.lastIndex(of: UInt8(ascii: "(")) {
      file = JSONString(generalisedUTF8: Array(line[(open + 1)...].dropLast()))
    } else {
      file = nil
    }
    let rest = message.bytes.dropFirst(line.count + 1)
    text = rest.isEmpty ? message : DbtMessage.outdented(rest)
  }

  /// The lines without the two spaces by which dbt indents them below the first.
  private static func outdented(_ lines: ArraySlice<UInt8>) -> JSONString {
    let newline = UInt8(ascii: "\n")
    let indent = Array("  ".utf8)
    let outdented = lines.split(separator: newline, omittingEmptySubsequences: false).map {
      $0.starts(with: indent) ? $0.dropFirst(2) : $0
    }
    return JSONString(generalisedUTF8: Array(outdented.joined(separator: [newline])))
  }

  /// What is wrong, on one line.
  static func headline(_ message: JSONString) -> JSONString {
    let line = DbtMessage(message).text.bytes.prefix { $0 != UInt8(ascii: "\n") }
    return JSONString(generalisedUTF8: Array(line))
  }
}
