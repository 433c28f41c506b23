import HostProcess
import ReadOnlyFiles

/// How one reading of a run deals with time: how long it may wait in total for files that are being
/// written, and on how many threads it works.
final class Patience: Sendable {
  /// The pause between two checks, in seconds.
  private static let pause = 0.01

  private let environment: InspectionEnvironment
  private let left: Guarded<Double>

  init(_ environment: InspectionEnvironment) {
    self.environment = environment
    left = Guarded(environment.documentPatience)
  }

  /// The present moment.
  var now: Timestamp { environment.now() }

  /// Receives how far the reading is.
  var progress: WorkProgress? { environment.progress }

  /// How many threads may share the reading.
  var workers: Workers { environment.workers }

  /// Whether a file that was changed recently and can't be read is being written, that is, changes
  /// again while there is patience left.
  ///
  /// - Parameter seen: the status of the file when it was read.
  func isBeingWritten(
    _ name: RawPath, in folder: borrowing Folder, since seen: FileStatus
  ) throws(InspectionError) -> Bool {
    guard RecentChange.isRecent(seen.modified, now: now) else { return false }
    while true {
      let present: FileStatus?
      do throws(FileError) {
        present = try folder.status(of: name)
      } catch {
        throw .unreadable(error)
      }
      if present?.size != seen.size || present?.modified != seen.modified { return true }
      guard left.with({ $0 > 0 }) else { return false }
      environment.clock.sleep(Patience.pause)
      left.with { $0 -= Patience.pause }
    }
  }
}

/// Which changes are so recent that the file may still be being written.
enum RecentChange {
  /// How recent a change must be, in seconds.
  static let limit = 2.0

  /// Whether a file was changed so recently that it may still be being written.
  static func isRecent(_ modified: Timestamp, now: Timestamp) -> Bool {
    now.secondsSince(modified).magnitude < limit
  }
}
