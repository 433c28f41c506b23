import FileFormats
import ReadOnlyFiles

/// Finds the status of a task in a folder.
struct RocketRideFiles {
  /// The format of a file.
  enum Form: Sendable {
    /// One status, bare or in an envelope.
    case document
    /// Events, one per line.
    case eventLog
  }

  /// A file with the status of a task.
  struct Found {
    /// Its name below the run folder.
    let name: RawPath
    let form: Form
    /// When it was last changed.
    let modified: Timestamp
    /// How many other event logs there are in the folder.
    var others = 0
  }

  /// What `get_task_status` returned, as users save it.
  static let status = RawPath("task_status.json")
  /// The folder of the logs that `RocketRideClient.save_log` writes (rocketride 1.5.0).
  static let savedLogs = RawPath(".logs")
  /// The name by which an event log of `rocketride events --log FILE` (1.3.0) is found at once.
  static let eventLog = RawPath("events.log")

  /// The files by which a task is recognised.
  static let markers: [RunMarker] = [
    .file(status), .pattern(savedLogs.appending("PROJECT/SOURCE-STARTTIME.log")), .file(eventLog),
  ]

  /// Finds the file with the status of the task: `task_status.json`, the saved log with the newest
  /// start, `events.log`, or the event log that was changed last. Reads no contents.
  ///
  /// - Parameter name: the run folder, as a name below `parent`.
  /// - Parameter entries: the entries of the run folder.
  static func find(
    _ name: RawPath, in parent: borrowing Folder, entries: FolderEntries
  ) throws(FileError) -> Found? {
    func look(_ file: RawPath) throws(FileError) -> FileStatus? {
      try parent.status(of: file, ofRun: name)
    }
    if let found = try look(status) {
      return Found(name: status, form: .document, modified: found.modified)
    }
    if let found = try look(savedLogs), found.kind == .folder,
      let log = try newestSavedLog(of: name, in: parent)
    {
      return log
    }
    if let found = try look(eventLog) {
      return Found(name: eventLog, form: .eventLog, modified: found.modified)
    }
    return try newestEventLog(name, in: parent, entries: entries)
  }

  /// The saved log with the newest start: `.logs/PROJECT/SOURCE-STARTTIME.log`.
  private static func newestSavedLog(
    of run: RawPath, in parent: borrowing Folder
  ) throws(FileError) -> Found? {
    var newest: (start: Double, found: Found)?
    var projects = try parent.listing(of: savedLogs, ofRun: run)
    var allowance = EntryAllowance(of: projects.path)
    while let project = try projects.next() {
      try allowance.take()
      guard project.kind == .folder || project.kind == .unknown else { continue }
      let projectName = project.name
      guard var listing = try projects.folderIfPresent(project) else { continue }
      while let entry = try listing.next() {
        try allowance.take()
        guard let start = startTime(entry.name), start > newest?.start ?? -1,
          let status = try listing.status(of: entry), status.kind == .regular
        else { continue }
        let file = savedLogs.appending(projectName).appending(entry.name)
        newest = (start, Found(name: file, form: .document, modified: status.modified))
      }
    }
    return newest?.found
  }

  /// The start time in the name of a saved log, in Unix seconds.
  static func startTime(_ name: RawPath) -> Double? {
    let ending = Array(".log".utf8)
    guard name.bytes.suffix(ending.count).elementsEqual(ending) else { return nil }
    let stem = name.bytes.dropLast(ending.count)
    guard let hyphen = stem.lastIndex(of: UInt8(ascii: "-")) else { return nil }
    let digits = stem[(hyphen + 1)...]
    guard digits.count <= 32,
      digits.allSatisfy({ $0 &- UInt8(ascii: "0") < 10 || $0 == UInt8(ascii: ".") })
    else { return nil }
    return Double(String(decoding: digits, as: UTF8.self))
  }

  /// The most recently changed of the files whose names look like event logs.
  private static func newestEventLog(
    _ name: RawPath, in parent: borrowing Folder, entries: FolderEntries
  ) throws(FileError) -> Found? {
    var newest: Found?
    var count = 0
    for entry in try entries.of(name, in: parent) where entry.kind == .regular {
      guard entry.name.bytes.withUnsafeBufferPointer(isEventLog),
        let status = try parent.status(of: entry.name, ofRun: name),
        status.kind == .regular
      else { continue }
      count += 1
      if let newest, newest.modified >= status.modified { continue }
      newest = Found(name: entry.name, form: .eventLog, modified: status.modified)
    }
    newest?.others = count - 1
    return newest
  }

  /// The usual extensions of event logs.
  private static let logEndings = [".log", ".jsonl", ".ndjson"].map { Array($0.utf8) }

  /// Whether a name looks like that of an event log: it has one of the usual extensions and contains
  /// `event` or `rocketride`. Users may choose any name; a log with another one has to be given on the
  /// command line, because every program writes a `.log`.
  static func isEventLog(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
    guard logEndings.contains(where: { name.suffix($0.count).elementsEqual($0) }) else {
      return false
    }
    return event.isFound(in: name) || rocketRide.isFound(in: name)
  }

  private static let event = ByteSearch("event")
  private static let rocketRide = ByteSearch("rocketride")
}
