import FileFormats
import HostProcess
import ReadOnlyFiles

/// All layouts, one per line. A folder with markers of several is read as the first of them.
enum LayoutTable {
  static let all: [any RunLayout] = [
    PipefuncLayout(),
    RocketRideLayout(),
    KrixikLayout(),
    PetsardLayout(),
    SnakemakeLayout(),
    WandbLayout(),
    MetaflowLayout(),
    HeartbeatLayout(),
    SacredLayout(),
    DbtLayout(),
    PapermillLayout(),
  ]

  /// What was recognised.
  struct Recognised {
    /// The position of the layout in the table.
    let position: Int
    /// When the run was last active.
    let activity: Timestamp

    /// The layout.
    var layout: any RunLayout { LayoutTable.all[position] }
  }

  /// The layout with this name.
  static func layout(_ name: LayoutName) -> (any RunLayout)? {
    all.first { $0.name == name }
  }

  /// A listing of a run folder that keeps the entries that any layout looks for.
  ///
  /// - Parameter workers: how many threads may look into the folders among them.
  static func entries(workers: Workers = .one) -> FolderEntries {
    FolderEntries(workers: workers) { name, kind in
      all.contains { $0.isOfInterest(name, kind) }
    }
  }

  /// Whether a file of this name may be a run by itself.
  static func mayBeRun(file name: UnsafeBufferPointer<UInt8>) -> Bool {
    all.contains { $0.mayBeRun(file: name) }
  }

  /// The layout of the run that a file is by itself, and when the file was last changed; nil if it is
  /// none.
  ///
  /// - Parameter name: a file, as a name below `parent`, whose own name `mayBeRun` allows.
  static func recognise(
    file name: RawPath, in parent: borrowing Folder
  ) throws(FileError) -> Recognised? {
    let own = name.lastName
    for (position, layout) in all.enumerated()
    where own.bytes.withUnsafeBufferPointer({ layout.mayBeRun(file: $0) }) {
      guard try layout.isRun(file: name, in: parent),
        let status = try parent.status(of: name)
      else { continue }
      return Recognised(position: position, activity: status.modified)
    }
    return nil
  }

  /// The layout of the run in a folder, and when the run was last active; nil if the folder contains no
  /// run.
  ///
  /// - Parameter name: the run folder, as a name below `parent`.
  /// - Throws: why some files could not be examined, unless a layout recognises the folder by others.
  static func recognise(
    _ name: RawPath, in parent: borrowing Folder, entries: FolderEntries
  ) throws(FileError) -> Recognised? {
    var failure: FileError?
    for (position, layout) in all.enumerated() {
      do throws(FileError) {
        if let activity = try layout.lastActivity(of: name, in: parent, entries: entries) {
          return Recognised(position: position, activity: activity)
        }
      } catch {
        if failure == nil, !error.isMissing { failure = error }
      }
    }
    if let failure { throw failure }
    return nil
  }

  /// The other layouts that have a marker with a fixed name in a run folder. Patterns are ignored: a
  /// warning does not justify listing the folder.
  ///
  /// - Returns: a warning that names them, and one for each marker of which it can't be told whether it
  ///   exists.
  static func otherLayouts(
    than layout: any RunLayout, among all: [any RunLayout] = all, in run: borrowing Folder
  ) -> [InspectionWarning] {
    var others: [LayoutName] = []
    var failures: [InspectionWarning] = []
    for other in all where other.name != layout.name {
      for case .file(let marker) in other.markers {
        do throws(FileError) {
          guard try run.status(of: marker) != nil else { continue }
        } catch {
          failures.append(.valueIgnored(.unreadable(error)))
          continue
        }
        others.append(other.name)
        break
      }
    }
    return (others.isEmpty ? [] : [.otherLayouts(others)]) + failures
  }
}

extension LayoutName {
  /// The names of all layouts, in the order in which they are tried.
  public static var all: [LayoutName] { LayoutTable.all.map(\.name) }
}

extension DocumentedKeys {
  /// The keys that the layouts print in addition to those of every run.
  public static var ofLayouts: [DocumentedKeys] { LayoutTable.all.flatMap(\.keys) }
}
