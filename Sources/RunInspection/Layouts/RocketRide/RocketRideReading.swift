import FileFormats
import ReadOnlyFiles

/// The contents of the file of a task.
struct RocketRideReading {
  /// The status of the task.
  let task: RocketRideTask
  /// The states that it went through; only an event log contains them.
  let history: RocketRideHistory?
  /// The name of the file below the run folder.
  let file: RawPath
  /// The format of the file.
  let form: RocketRideFiles.Form
  /// When it was last changed.
  let modified: Timestamp
  /// Warnings about what was skipped.
  let warnings: [InspectionWarning]

  /// The result of a reading.
  enum Outcome {
    /// The file contains the status of a task.
    case task(RocketRideReading)
    /// The file is an event log that contains no task yet; when it was last changed, and warnings about
    /// what was skipped in it.
    case nothingYet(file: RawPath, modified: Timestamp, [InspectionWarning])
  }

  /// Finds the file, unless the run is one, and reads it.
  static func read(
    _ run: borrowing OpenedRun, _ environment: InspectionEnvironment
  ) throws(InspectionError) -> Outcome {
    let found = try find(run)
    let path = run.folder.path.appending(found.name)
    var warnings: [InspectionWarning] =
      found.others > 0
      ? [.layout(RocketRideFault.otherLogs(path, count: found.others))] : []
    switch found.form {
    case .document:
      let document = try DocumentReader(environment: environment).readRetrying(
        found.name, in: run.folder, links: run.links)
      return .task(
        RocketRideReading(
          task: try RocketRideTask(RocketRideTask.unwrapped(document.root), path: path),
          history: nil, file: found.name, form: found.form, modified: document.modified,
          warnings: warnings))
    case .eventLog:
      let log: RocketRideEventLog
      let modified: Timestamp
      do throws(FileError) {
        let stream = try run.folder.stream(
          of: found.name, limit: LineReader.sizeLimit, links: run.links)
        modified = stream.status.modified
        log = try RocketRideEventLog.read(stream, path: path)
      } catch {
        throw .unreadable(error)
      }
      warnings += log.warnings
      guard let current = log.current else {
        return .nothingYet(file: found.name, modified: modified, warnings)
      }
      return .task(
        RocketRideReading(
          task: try RocketRideTask(current, path: path), history: log.history,
          file: found.name, form: found.form, modified: modified, warnings: warnings))
    }
  }

  /// Reads the task.
  ///
  /// - Throws: `RocketRideFault.noTaskStatus` if there is none yet.
  static func task(
    _ run: borrowing OpenedRun, _ environment: InspectionEnvironment
  ) throws(InspectionError) -> RocketRideReading {
    switch try read(run, environment) {
    case .task(let reading): return reading
    case .nothingYet(let file, _, _):
      throw .layout(RocketRideFault.noTaskStatus(run.folder.path.appending(file)))
    }
  }

  private static func find(
    _ run: borrowing OpenedRun
  ) throws(InspectionError) -> RocketRideFiles.Found {
    do throws(FileError) {
      if let name = run.file {
        let prefix = try run.folder.prefix(
          of: name, count: RocketRideEventLog.sniffLength, links: .follow)
        let status = try run.folder.status(of: name, links: .follow)
        return RocketRideFiles.Found(
          name: name, form: RocketRideEventLog.isEventLog(prefix: prefix) ? .eventLog : .document,
          modified: status?.modified ?? Timestamp(seconds: 0, nanoseconds: 0))
      }
      let found = try RocketRideFiles.find(
        RawPath("."), in: run.folder, entries: run.entries)
      if let found { return found }
    } catch {
      throw .unreadable(error)
    }
    throw .noRunRecognised(
      run.path, markers: RocketRideFiles.markers.map(\.displayName))
  }
}
