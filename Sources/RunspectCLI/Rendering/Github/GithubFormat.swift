import FileFormats
import RunInspection

/// `github`: workflow commands that GitHub Actions shows as annotations (GitHub's documentation,
/// "Workflow commands for GitHub Actions"), for what failed, what can't be read, and what is stale.
struct GithubFormat: AnswerFormat {
  /// Warnings and errors are what it prints.
  let coverage = AnswerCoverage.value
  let judgementRequest: JudgedRunRequest? = JudgedRunRequest(
    mostFailures: GithubAnnotation.mostShown)

  func text(of answer: Answer) -> [UInt8] {
    var printer = GithubPrinter()
    if answer.subjects.isEmpty { printer.takeError(of: answer.value) }
    printer.add(answer.subjects.flatMap(GithubAnnotation.annotations))
    printer.add(answer.remarks.map { GithubAnnotation(.warning, $0) })
    return printer.closing([:])
  }

  func listPrinter(_ list: AnswerList) -> any ListPrinter { GithubPrinter() }
}

/// The annotations of one item.
private struct GithubAnnotations: KeptItem {
  let all: [GithubAnnotation]
}

/// Keeps as many annotations as GitHub shows, and counts the others.
private struct GithubPrinter: ListPrinter {
  private var errors = Level()
  private var warnings = Level()

  private struct Level {
    var shown: [GithubAnnotation] = []
    /// How many there are, shown or not.
    var count = 0
  }

  func format(_ item: some ListItem) -> FormattedItem {
    .kept(GithubAnnotations(all: item.subject.map(GithubAnnotation.annotations) ?? []))
  }

  mutating func opening(_ members: JSONObject) -> [UInt8] {
    takeError(of: members)
    return []
  }

  mutating func print<Thrown: Error>(
    _ items: [FormattedItem], to _: ([UInt8]) throws(Thrown) -> Void
  ) throws(Thrown) {
    for case .kept(let annotations as GithubAnnotations) in items { add(annotations.all) }
  }

  mutating func closing(_ members: JSONObject) -> [UInt8] {
    if case .array(let texts)? = members["warnings"] {
      for case .string(let text) in texts { add([GithubAnnotation(.warning, text.description)]) }
    }
    return lines(.error, errors) + lines(.warning, warnings)
  }

  /// Takes the error of the answer as a whole.
  mutating func takeError(of members: JSONObject) {
    guard case .string(let text)? = members["error"] else { return }
    add([GithubAnnotation(.error, text.description)])
  }

  mutating func add(_ annotations: [GithubAnnotation]) {
    for annotation in annotations {
      let path = annotation.level == .error ? \Self.errors : \Self.warnings
      self[keyPath: path].count = self[keyPath: path].count.addingSaturated(annotation.count)
      if annotation.message != nil, self[keyPath: path].shown.count < GithubAnnotation.mostShown {
        self[keyPath: path].shown.append(annotation)
      }
    }
  }

  /// The lines of one level. Where there are more than GitHub shows, the last that it does show says how
  /// many.
  private func lines(_ name: GithubAnnotation.Level, _ level: Level) -> [UInt8] {
    var shown = level.shown
    func rest() -> Int { level.count - shown.reduce(0) { $0.addingSaturated($1.count) } }
    if rest() > 0 {
      if shown.count == GithubAnnotation.mostShown { shown.removeLast() }
      let count = Words.count(rest(), shown.isEmpty ? name.rawValue : "more \(name.rawValue)")
      shown.append(GithubAnnotation(name, shown.isEmpty ? count : "and \(count)"))
    }
    return shown.flatMap { Array($0.line.utf8) }
  }
}
