import FileFormats
import ReadOnlyFiles

/// A task of a run, by the files of its newest attempt (metaflow 2.10.8 and 2.19.39, local datastore).
struct MetaflowTask {
  /// What a task came to.
  enum State {
    case completed
    case failed
    /// Metaflow stopped it: the user asked for that, or another task had failed.
    case stopped
    /// Neither an end nor a failure is on disk.
    case unfinished
  }

  /// Its folder below the run folder.
  let folder: RawPath
  let step: JSONString
  let identifier: JSONString
  /// The number of the newest attempt, from 0.
  let attempt: Int
  let state: State
  /// The status that the process of the attempt ended with, where the scheduler noted it.
  let returnCode: Int?
  /// When a file was last added to the folder.
  let modified: Timestamp
  /// Whether the attempt has stored its artifacts.
  let hasArtifacts: Bool

  static let meta = RawPath("_meta")
  /// What the standard error of a task holds that Metaflow stopped.
  private static let stopMark = ByteSearch("[KILLED BY ORCHESTRATOR]")
  /// The largest document that is read, in bytes; real ones take a few hundred, the lists of artifacts a
  /// hundred for each.
  static let documentLimit = 1 << 22
  /// How much of the end of a log is read, in bytes.
  private static let logLimit = 1 << 18

  /// The file of an attempt, such as `0.runtime`.
  func file(_ ending: String) -> RawPath {
    folder.appending("\(attempt).\(ending)")
  }

  private struct Marks: OptionSet {
    let rawValue: Int
    static let begun = Marks(rawValue: 1)
    static let done = Marks(rawValue: 2)
    static let runtime = Marks(rawValue: 4)
    static let data = Marks(rawValue: 8)
    static let error = Marks(rawValue: 16)
  }

  /// Reads a task; nil for a folder without an attempt.
  static func read(
    _ folder: RawPath, step: JSONString, in run: borrowing Folder,
    _ environment: InspectionEnvironment, _ warnings: inout [InspectionWarning]
  ) throws(FileError) -> MetaflowTask? {
    var attempts: [Int: Marks] = [:]
    var listing = try run.listing(of: folder)
    while let entry = try listing.next() {
      guard entry.kind != .folder, let (attempt, ending) = split(entry.name) else { continue }
      attempts[attempt, default: []].formUnion(marks(ending))
    }
    guard let (newest, marks) = attempts.max(by: { $0.key < $1.key }) else { return nil }
    let modified = try listing.status().modified
    var outcome: (state: State, code: Int?) = (.unfinished, nil)
    do throws(InspectionError) {
      outcome = try state(folder, newest, marks, in: run, environment)
    } catch {
      warnings.append(.valueIgnored(error))
    }
    return MetaflowTask(
      folder: folder, step: step,
      identifier: JSONString(fileSystemBytes: folder.lastName.bytes), attempt: newest,
      state: outcome.state, returnCode: outcome.code, modified: modified,
      hasArtifacts: marks.contains(.data))
  }

  private static func split(_ name: RawPath) -> (attempt: Int, ending: ArraySlice<UInt8>)? {
    name.bytes.withUnsafeBufferPointer { bytes in
      guard let (number, rest) = LogText(bytes).leadingCount, rest.hasPrefix(".") else {
        return nil
      }
      return (number, name.bytes.suffix(rest.bytes.count - 1))
    }
  }

  private static func marks(_ ending: ArraySlice<UInt8>) -> Marks {
    switch String(decoding: ending, as: UTF8.self) {
    case "task_begin": .begun
    case "DONE.lock": .done
    case "runtime": .runtime
    case "data.json": .data
    case "runtime_stderr.log": .error
    default: []
    }
  }

  private static func state(
    _ folder: RawPath, _ attempt: Int, _ marks: Marks, in run: borrowing Folder,
    _ environment: InspectionEnvironment
  ) throws(InspectionError) -> (State, Int?) {
    let documents = DocumentReader(environment: environment)
    if marks.contains(.runtime) {
      let name = folder.appending("\(attempt).runtime")
      guard let document = try documents.ifPresent(name, in: run, limit: documentLimit) else {
        return (.unfinished, nil)
      }
      let code = document.root["return_code"]?.integer
      guard let success = document.root["success"]?.bool else {
        throw .missingKey(run.path.appending(name), key: "success")
      }
      if success { return (.completed, code) }
      let isStopped =
        document.root["killed"]?.bool == true
        || (marks.contains(.error) && isStopped(folder, attempt, in: run))
      return (isStopped ? .stopped : .failed, code)
    }
    // The scheduler has not noted the end yet, or the task was copied from the run that was resumed.
    guard marks.contains(.done) else { return (.unfinished, nil) }
    switch try note(folder, attempt, in: run, documents)?.isSuccess {
    case true?: return (.completed, nil)
    case false?: return (.failed, nil)
    case nil: return (marks.contains(.begun) ? .unfinished : .completed, nil)
    }
  }

  private static func isStopped(
    _ folder: RawPath, _ attempt: Int, in run: borrowing Folder
  ) -> Bool {
    let name = folder.appending("\(attempt).runtime_stderr.log")
    guard let ends = try? run.ends(of: name, count: logLimit) else { return false }
    return ends.end.withUnsafeBufferPointer { stopMark.isFound(in: $0) }
  }

  /// What the task itself noted of an attempt: `attempt_ok`, the text "True" or "False", and when, in seconds
  /// since 1970; nil if it noted nothing.
  private static func note(
    _ folder: RawPath, _ attempt: Int, in run: borrowing Folder, _ documents: DocumentReader
  ) throws(InspectionError) -> (isSuccess: Bool, time: Double?)? {
    var names: [RawPath] = []
    do throws(FileError) {
      var listing = try run.listing(of: folder.appending(meta))
      var allowance = EntryAllowance(of: listing.path)
      while let entry = try listing.next() {
        if entry.withNameBytes({ $0.starts(with: "sysmeta_attempt_ok_".utf8) }) {
          try allowance.take()
          names.append(folder.appending(meta).appending(entry.name))
        }
      }
    } catch {
      if error.isMissing { return nil }
      throw .unreadable(error)
    }
    for name in names {
      guard let document = try documents.ifPresent(name, in: run, limit: documentLimit) else {
        continue
      }
      let tags = document.root["tags"]?.elements.map { Array($0) } ?? []
      guard tags.contains(where: { $0.isString(JSONString("attempt_id:\(attempt)")) }) else {
        continue
      }
      let time = document.root["ts_epoch"]?.double.flatMap { Timestamp(unixSeconds: $0 / 1_000) }
      return (document.root["value"]?.isString("True") == true, time?.unixSeconds)
    }
    return nil
  }

  /// When the attempt began, in seconds since 1970, by its own note.
  func start(in run: borrowing Folder, _ environment: InspectionEnvironment) -> Double? {
    let documents = DocumentReader(environment: environment)
    let document = try? documents.readRetrying(
      file("attempt.json"), in: run, limit: MetaflowTask.documentLimit)
    return document?.root["time"]?.double.flatMap { Timestamp(unixSeconds: $0)?.unixSeconds }
  }

  /// When it ended: by its own note, by the last line of its log, or by the time of the scheduler's note,
  /// which a copy does not keep.
  func end(in run: borrowing Folder, _ environment: InspectionEnvironment) -> Double? {
    guard state != .unfinished else { return nil }
    let documents = DocumentReader(environment: environment)
    let note = try? MetaflowTask.note(folder, attempt, in: run, documents)
    if let time = note?.time { return time }
    if let time = MetaflowFailure(task: self).lastTime(in: run) { return time }
    for ending in ["runtime", "DONE.lock"] {
      if let status = (try? run.status(of: file(ending))) ?? nil {
        return status.modified.unixSeconds
      }
    }
    return nil
  }
}
