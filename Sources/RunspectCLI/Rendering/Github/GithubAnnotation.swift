import FileFormats
import ReadOnlyFiles
import RunInspection

/// One annotation of a step in a workflow.
struct GithubAnnotation: Sendable {
  /// How bad it is.
  enum Level: String, Sendable {
    case error
    case warning
  }

  let level: Level
  /// What stands above the message.
  var title: String?
  /// What it says; nil for annotations that are only counted.
  var message: String?
  /// For how many of its kind it stands.
  var count = 1

  /// GitHub shows so many annotations of each level for a step, and drops the others.
  static let mostShown = 10
  /// How long a message may be, in code points. GitHub cuts at 64 KiB.
  private static let longestMessage = 4_000

  /// An annotation with a text from anywhere.
  init(_ level: Level, _ message: String?, title: RawPath? = nil, count: Int = 1) {
    self.level = level
    self.title = title.map { TerminalText.escaped(JSONString(fileSystemBytes: $0.bytes)) }
    self.message = message.map {
      let scalars = $0.unicodeScalars.prefix(GithubAnnotation.longestMessage)
      return TerminalText.escaped(JSONString(String(scalars)), keeping: ["\n", "\t"])
        + (scalars.endIndex < $0.unicodeScalars.endIndex ? "..." : "")
    }
    self.count = count
  }

  /// The workflow command.
  var line: String {
    let properties = title.map { " title=" + GithubAnnotation.property($0) } ?? ""
    return "::\(level.rawValue)\(properties)::\(GithubAnnotation.data(message ?? ""))\n"
  }

  /// A message as GitHub's own toolkit escapes it (@actions/core 1.11.1, `command.ts`, `escapeData`).
  private static func data(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "") { result, scalar in
      switch scalar {
      case "%": result += "%25"
      case "\r": result += "%0D"
      case "\n": result += "%0A"
      default: result.unicodeScalars.append(scalar)
      }
    }
  }

  /// A property as GitHub's own toolkit escapes it (`escapeProperty`).
  private static func property(_ text: String) -> String {
    data(text).unicodeScalars.reduce(into: "") { result, scalar in
      switch scalar {
      case ":": result += "%3A"
      case ",": result += "%2C"
      default: result.unicodeScalars.append(scalar)
      }
    }
  }
}

extension GithubAnnotation {
  /// What there is to say about an item of an answer.
  static func annotations(_ subject: AnswerSubject) -> [GithubAnnotation] {
    switch subject {
    case .run(let report): annotations(report)
    case .failure(let failure, let run): [annotation(failure, of: run)]
    case .unlisted(let count): count > 0 ? [GithubAnnotation(.error, nil, count: count)] : []
    }
  }

  private static func annotations(_ report: JudgedRun) -> [GithubAnnotation] {
    let run = report.run
    var annotations = (report.failures?.failures ?? []).map { annotation($0, of: report.name) }
    let listed = annotations.reduce(0) { $0.addingSaturated($1.count) }
    if let total = report.failures?.total, total > listed {
      annotations.append(GithubAnnotation(.error, nil, count: total - listed))
    }
    func note(_ level: Level, _ text: String) {
      annotations.append(GithubAnnotation(level, text, title: report.name))
    }
    switch run.verdict {
    case .success: break
    case .failure:
      if annotations.isEmpty || run.error != nil {
        note(.error, RunText.sentence(report.name, run))
      }
    case .unfinished:
      if report.isBlamedUnfinished {
        note(.error, RunText.sentence(report.name, run))
      } else if run.isStale {
        note(.warning, RunText.sentence(report.name, run))
      }
    }
    if let error = report.failuresError { note(.error, error.text) }
    for warning in run.warnings + (report.failures?.warnings ?? []) { note(.warning, warning.text) }
    return annotations
  }

  private static func annotation(_ failure: Failure, of run: RawPath) -> GithubAnnotation {
    let text = FailureText.text(of: failure, run: run, showsTraceback: false)
    return GithubAnnotation(
      .error, String(text.drop { $0 == "\n" }.reversed().drop { $0 == "\n" }.reversed()),
      title: run, count: max(1, failure.count ?? 1))
  }
}
