import FileFormats
import ReadOnlyFiles

/// What the file of a task tells.
struct RocketRideReading {
  let task: RocketRideTask
  /// The states that were gone through; only an event log tells them.
  let history: RocketRideHistory?
  /// The name of the file below the run folder.
  let file: RawPath
  /// When it was last changed.
  let modified: Timestamp
  /// What was passed over.
  let warnings: [InspectionWarning]

  /// Finds the file, unless one was given, and reads it.
  init(
    _ run: borrowing OpenedRun, _ environment: InspectionEnvironment
  ) throws(InspectionError) {
    let found = try RocketRideReading.find(run)
    let path = run.folder.path.appending(found.name)
    file = found.name
    var warnings: [InspectionWarning] =
      found.others > 0 ? [.layout(RocketRideFault.otherLogs(path, count: found.others))] : []
    switch found.form {
    case .document:
      let document = try DocumentReader(environment: environment).readRetrying(
        found.name, in: run.folder, links: run.links)
      task = try RocketRideTask(RocketRideTask.unwrapped(document.root), path: path)
      history = nil
      modified = document.modified
    case .eventLog:
      let log: RocketRideEventLog
      do throws(FileError) {
        let stream = try run.folder.stream(of: found.name, links: run.links)
        modified = stream.status.modified
        log = try RocketRideEventLog.read(stream, path: path)
      } catch {
        throw .unreadable(error)
      }
      guard let current = log.current else { throw .layout(RocketRideFault.noTaskStatus(path)) }
      task = try RocketRideTask(current, path: path)
      history = log.history
      warnings += log.warnings
    }
    self.warnings = warnings
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
    throw .noRunRecognised(run.path, markers: RocketRideFiles.markers.map(\.displayName))
  }
}
