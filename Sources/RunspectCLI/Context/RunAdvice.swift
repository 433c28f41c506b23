import FileFormats
import HostProcess
import ReadOnlyFiles
import RunInspection

/// What the user may have meant where a run, or a part of it, is not there.
enum RunAdvice {
  /// How many names of a folder are compared with the one that is not there.
  private static let mostNames = 2_000
  /// The longest name that is compared, in bytes: the time grows with its square.
  private static let longestName = 100
  /// How many names of a path are looked at for the misspelt one.
  private static let mostSteps = 32

  /// The advice, without a capital letter and a full stop; nil if there is none.
  ///
  /// - Parameter run: the run as it was given on the command line.
  /// - Parameter workers: how many threads may look for it.
  static func text(_ error: InspectionError, run: RawPath, _ workers: Workers) -> String? {
    switch error {
    case .runFolderMissing:
      // It may have appeared since.
      return nearest(to: run, workers).flatMap { $0 == run ? nil : $0 }.map {
        "did you mean '\($0)'?"
      }
    case .noRunRecognised:
      let survey = SubfolderSurvey(run, most: mostNames, wantsFiles: false, workers: workers)
      guard survey.holdsRuns else { return nil }
      return "it contains runs, try: \(Tool.name) list-runs \(ShellWord.quoted(run))"
    default: return nil
    }
  }

  /// Why there is no run to show in a folder, and what the user may have meant; nil if there are runs,
  /// but none was selected.
  static func text(
    noRunIn folder: RawPath, isRecursive: Bool, _ environment: InspectionEnvironment
  ) -> String? {
    if RunInspector(environment: environment).isRun(folder: folder) {
      return
        "\(folder.quoted) is a run itself, try: \(Tool.name) status \(ShellWord.quoted(folder))"
    }
    let lister = RunLister(environment: environment)
    if (try? lister.holdsRuns(folder, isRecursive: isRecursive)) != false { return nil }
    guard !isRecursive,
      let below = subfolders(of: folder, environment).entries.map({ folder.appending($0.name) })
        .first(where: { subfolders(of: $0, environment).holdsRuns })
    else { return "there is no run in \(folder.quoted)" }
    return
      "there is no run in \(folder.quoted), but in \(below.quoted); --recursive looks there, too"
  }

  private static func subfolders(
    of folder: RawPath, _ environment: InspectionEnvironment
  ) -> SubfolderSurvey {
    SubfolderSurvey(
      folder, most: mostSubfolders, wantsFiles: false, workers: environment.workers)
  }

  /// How many subfolders are searched for runs that were not found.
  private static let mostSubfolders = 100

  /// The path with its misspelt name replaced by the most similar one that exists.
  private static func nearest(to path: RawPath, _ workers: Workers) -> RawPath? {
    var missing = path
    var rest: [RawPath] = []
    for _ in 0..<mostSteps {
      guard missing.lastName.isSingleName else { return nil }
      let parent = missing.parent
      guard let folder = try? Folder(parent) else {
        // The name that is not there is further up.
        rest.append(missing.lastName)
        missing = parent
        continue
      }
      guard let found = nearest(to: missing.lastName, in: parent, workers) else { return nil }
      let isRelative = parent == RawPath(".") && !path.bytes.starts(with: Array("./".utf8))
      let name = rest.reversed().reduce(found) { $0.appending($1) }
      // A name that exists, below which the rest does not, is no better than what was typed.
      guard (try? folder.status(of: name, links: .follow)) ?? nil != nil else { return nil }
      return isRelative ? name : parent.appending(name)
    }
    return nil
  }

  private static func nearest(
    to name: RawPath, in parent: RawPath, _ workers: Workers
  ) -> RawPath? {
    guard name.bytes.count <= longestName else { return nil }
    let names = SubfolderSurvey(parent, most: mostNames, wantsFiles: false, workers: workers)
      .entries.map(\.name)
      .filter { $0.bytes.count <= longestName }
    let nearest = Suggestion.nearest(to: name.description, among: names.map(\.description))
    return names.first { $0.description == nearest }
  }
}
