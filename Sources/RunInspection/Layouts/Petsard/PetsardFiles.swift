import FileFormats
import HostProcess
import ReadOnlyFiles

/// The files of a PETsARD run: its logs, oldest first, and the pickled state.
struct PetsardFiles {
  /// A log of the run.
  struct Log {
    /// Its path below the run folder.
    let name: RawPath
    let size: Int
    let modified: Timestamp
    /// Whether a link is followed: only one that the user named.
    var links = LinkRule.refuse
  }

  /// The most logs of a run.
  static let mostLogs = 10_000
  /// How many folders below the run folder are searched for logs at a time.
  private static let foldersAtOnce = 1_024

  /// The logs that are not empty, or all if all are empty, in the order in which they were last
  /// written.
  private(set) var logs: [Log] = []
  /// What reporters saved under their usual names, in the order of the names.
  private(set) var results: [(name: RawPath, bytes: Int)] = []
  /// Size and times of the pickled state, if there is one.
  private(set) var pickle: FileStatus?

  /// Why a folder below could not be searched for logs, where it may also be none of a run.
  private(set) var denied: FileError?

  /// Whether any of the files exists.
  var isRun: Bool { !logs.isEmpty || pickle != nil }

  /// When the newest of them was changed.
  var newest: Timestamp? {
    (logs.map(\.modified) + (pickle.map { [$0.modified] } ?? [])).max()
  }

  /// The one file that stands for a run folder.
  static func single(_ name: RawPath, in folder: borrowing Folder) throws(FileError) -> PetsardFiles
  {
    var files = PetsardFiles()
    guard let status = try folder.status(of: name, links: .follow), status.kind == .regular else {
      return files
    }
    if PetsardNames.isLog(name) {
      files.logs = [Log(name: name, size: status.size, modified: status.modified, links: .follow)]
    } else {
      files.pickle = status
    }
    return files
  }

  /// Finds the files in a folder and in the folders directly below it, where `log_dir` puts a log
  /// (PETsARD 1.10.1, `ExecutorConfig`).
  ///
  /// PETsARD creates an empty log in its working folder before it reads its own configuration, so logs
  /// in folders below count if those in the folder itself are empty. If the folder itself contains no
  /// file of a run, logs in several folders below it belong to several runs, and none to this folder.
  ///
  /// - Parameter name: the run folder, as a name below `parent`.
  /// - Parameter entries: the entries of the run folder.
  /// - Parameter wantsResults: whether to find what reporters saved as well.
  static func find(
    _ name: RawPath, in parent: borrowing Folder, entries: FolderEntries,
    wantsResults: Bool = false
  ) throws(FileError) -> PetsardFiles {
    var files = PetsardFiles()
    var folders: [RawPath] = []
    for entry in try entries.of(name, in: parent) {
      switch entry.kind {
      case .folder: folders.append(entry.name)
      // Something else in the place of a log is kept, so that the attempt to read it is reported.
      case .regular, .symbolicLink, .pipe, .device, .unknown:
        let isResult = wantsResults && entry.kind == .regular && PetsardNames.isResult(entry.name)
        let isLog = PetsardNames.isLog(entry.name)
        let isPickle = entry.name == PetsardNames.pickle
        guard isLog || isPickle || isResult,
          let status = try parent.status(of: entry.name, ofRun: name)
        else { continue }
        if isResult { files.results.append((entry.name, status.size)) }
        if isPickle { files.pickle = status } else if isLog { files.add(entry.name, status) }
      }
    }
    if !files.logs.contains(where: { $0.size > 0 }) {
      try files.addLogs(below: folders, of: name, in: parent, entries.workers)
    }
    try files.choose(parent.path.appending(name))
    return files
  }

  private static let log = ByteSearch("log")

  private mutating func addLogs(
    below folders: [RawPath], of run: RawPath, in parent: borrowing Folder, _ workers: Workers
  ) throws(FileError) {
    let isKnown = isRun
    var found: [[Log]] = []
    var rest = folders[...]
    // Two folders with logs in one that has no file of a run: those are two runs, and this is none.
    while !rest.isEmpty, isKnown || found.count < 2 {
      let some = rest.prefix(PetsardFiles.foldersAtOnce)
      rest = rest.dropFirst(some.count)
      let all = ParallelMap.map(count: some.count, workers) { index in
        do throws(FileError) {
          return Result<[Log], FileError>.success(
            try PetsardFiles.logs(in: some[some.startIndex + index], of: run, below: parent))
        } catch {
          return .failure(error)
        }
      }
      for (folder, result) in zip(some, all) {
        switch result {
        case .success(let logs): if !logs.isEmpty { found.append(logs) }
        case .failure(let error):
          guard !isKnown, PetsardFiles.mayBeForeign(folder, error) else { throw error }
          denied = denied ?? error
        }
      }
    }
    if isKnown || found.count == 1 { logs += found.joined() }
  }

  private static func logs(
    in name: RawPath, of run: RawPath, below parent: borrowing Folder
  ) throws(FileError) -> [Log] {
    var files = PetsardFiles()
    do throws(FileError) {
      var listing = try parent.listing(of: name, ofRun: run)
      while let entry = try listing.next() {
        guard entry.withNameBytes(PetsardNames.isLog),
          let status = try listing.status(of: entry), status.kind == .regular
        else { continue }
        files.add(name.appending(entry.name), status)
      }
    } catch {
      if error.isMissing { return [] }
      throw error
    }
    return files.logs
  }

  /// Whether a folder that can't be listed may be none of a run: without read permission it may contain
  /// anything. Only in a run, or by its name, it is one for logs.
  private static func mayBeForeign(_ name: RawPath, _ error: FileError) -> Bool {
    error.reason == .system(.permissionDenied)
      && !name.bytes.withUnsafeBufferPointer { log.isFound(in: $0) }
  }

  private mutating func add(_ name: RawPath, _ status: FileStatus) {
    logs.append(Log(name: name, size: status.size, modified: status.modified))
  }

  /// Leaves out empty logs beside others, and orders the rest.
  private mutating func choose(_ run: RawPath) throws(FileError) {
    let written = logs.filter { $0.size > 0 }
    if !written.isEmpty { logs = written }
    logs.sort { left, right in
      left.modified != right.modified
        ? left.modified < right.modified
        : left.name.bytes.lexicographicallyPrecedes(right.name.bytes)
    }
    results.sort { $0.name.bytes.lexicographicallyPrecedes($1.name.bytes) }
    if logs.count > PetsardFiles.mostLogs {
      throw EntryAllowance(of: run, most: PetsardFiles.mostLogs).refusal
    }
  }
}
