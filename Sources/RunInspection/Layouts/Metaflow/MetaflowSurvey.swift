import FileFormats
import ReadOnlyFiles

/// The tasks of a run, by its folders: one for each step, and in it one for each task.
struct MetaflowSurvey {
  static let meta = RawPath("_meta")
  static let parameters = RawPath("_parameters")
  static let description = RawPath("_meta/_self.json")
  /// The task that holds what the run was started with.
  static let parameterTask = RawPath("_parameters/0")

  /// The most tasks of a run that are examined.
  static let mostTasks = 200_000

  /// A step that was begun.
  struct Step {
    let name: JSONString
    let folder: RawPath
    var tasks: [MetaflowTask] = []
  }

  /// The steps, in the order in which their first tasks were made, as their names tell: Metaflow numbers
  /// the tasks of a run.
  private(set) var steps: [Step] = []
  /// When something was last added.
  private(set) var newest: Timestamp
  private(set) var warnings: [InspectionWarning] = []

  var tasks: [MetaflowTask] { steps.flatMap(\.tasks) }

  /// Whether a folder holds what each run has. The folder of a flow and those of its steps have only the
  /// first.
  static func isCandidate(
    _ name: RawPath, in parent: borrowing Folder, entries: FolderEntries
  ) throws(FileError) -> Bool {
    var found: Set<RawPath> = []
    for entry in try entries.of(name, in: parent) where entry.kind == .folder {
      if entry.name == meta || entry.name == parameters { found.insert(entry.name) }
    }
    guard found.count == 2 else { return false }
    return try parent.status(of: description, ofRun: name)?.kind == .regular
  }

  /// When something was last added to a run: by the times of the folders of its tasks.
  static func activity(
    _ name: RawPath, in parent: borrowing Folder
  ) throws(FileError) -> Timestamp? {
    guard var newest = try parent.status(of: name, links: .follow)?.modified else { return nil }
    for step in try folders(in: RawPath("."), ofRun: name, parent) where !isInternal(step) {
      for task in try folders(in: step, ofRun: name, parent) where task != meta {
        guard let status = try parent.status(of: step.appending(task), ofRun: name) else {
          continue
        }
        newest = max(newest, status.modified)
      }
    }
    return newest
  }

  private static func isInternal(_ name: RawPath) -> Bool { name.bytes.first == UInt8(ascii: "_") }

  private static func folders(
    in name: RawPath, ofRun run: RawPath, _ parent: borrowing Folder
  ) throws(FileError) -> [RawPath] {
    var found: [RawPath] = []
    do throws(FileError) {
      var listing = try parent.listing(of: name, ofRun: run)
      var allowance = EntryAllowance(of: listing.path)
      while let entry = try listing.next() {
        var kind = entry.kind
        if kind == .unknown { kind = try listing.status(of: entry)?.kind ?? .unknown }
        guard kind == .folder else { continue }
        try allowance.take()
        found.append(entry.name)
      }
    } catch {
      if !error.isMissing { throw error }
    }
    return found
  }

  /// Reads all tasks.
  init(
    _ run: borrowing Folder, _ environment: InspectionEnvironment
  ) throws(FileError) {
    newest = try run.status().modified
    var allowance = EntryAllowance(of: run.path, most: MetaflowSurvey.mostTasks)
    for folder in try MetaflowSurvey.folders(in: RawPath("."), ofRun: RawPath("."), run)
    where !MetaflowSurvey.isInternal(folder) {
      var step = Step(name: JSONString(fileSystemBytes: folder.bytes), folder: folder)
      for name in try MetaflowSurvey.folders(in: folder, ofRun: RawPath("."), run)
      where name != MetaflowSurvey.meta {
        try allowance.take()
        do throws(FileError) {
          let task = try MetaflowTask.read(
            folder.appending(name), step: step.name, in: run, environment, &warnings)
          guard let task else { continue }
          newest = max(newest, task.modified)
          step.tasks.append(task)
        } catch {
          if !error.isMissing { warnings.append(.valueIgnored(.unreadable(error))) }
        }
      }
      step.tasks.sort { MetaflowSurvey.precedes($0.identifier, $1.identifier) }
      steps.append(step)
    }
    steps.sort { left, right in
      switch (left.tasks.first, right.tasks.first) {
      case (let one?, let other?): MetaflowSurvey.precedes(one.identifier, other.identifier)
      case (nil, nil): left.name < right.name
      case (let one, _): one != nil
      }
    }
  }

  /// Tasks are numbered; other names come after numbers, in their own order.
  private static func precedes(_ left: JSONString, _ right: JSONString) -> Bool {
    switch (Int(left.description), Int(right.description)) {
    case (let one?, let other?): one == other ? left < right : one < other
    case (nil, nil): left < right
    case (let one, _): one != nil
    }
  }
}
