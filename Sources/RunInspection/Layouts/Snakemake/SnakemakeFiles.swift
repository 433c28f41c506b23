import ReadOnlyFiles

/// The files that Snakemake keeps in its working folder (7.32.4 to 9.27.1).
struct SnakemakeFiles {
  static let folder = RawPath(".snakemake")
  static let logs = RawPath(".snakemake/log")
  static let incomplete = RawPath(".snakemake/incomplete")
  static let locks = RawPath(".snakemake/locks")
  /// The end of the names of logs.
  private static let logEnding = Array(".snakemake.log".utf8)

  /// The log of an invocation.
  struct Log {
    /// Its path below the run folder.
    let name: RawPath
    let size: Int
    let modified: Timestamp
  }

  /// The logs, the newest first. Times of change decide, since names in local time of two zones don't
  /// sort; logs that were changed at the same time, as in a copy, come by their names.
  private(set) var newestFirst: [Log] = []
  /// When the folders were changed in which Snakemake notes what it is making.
  private(set) var markers: Timestamp?

  /// When the newest of them was changed.
  var newest: Timestamp? {
    guard let log = newestFirst.first?.modified else { return nil }
    return max(log, markers ?? log)
  }

  /// Whether a folder lists what Snakemake keeps its files in. No links are followed.
  static func isCandidate(
    _ name: RawPath, in parent: borrowing Folder, entries: FolderEntries
  ) throws(FileError) -> Bool {
    try entries.of(name, in: parent).contains { $0.kind == .folder && $0.name == folder }
  }

  /// Finds the logs in a working folder.
  ///
  /// - Parameter name: the working folder, as a name below `parent`.
  static func find(_ name: RawPath, in parent: borrowing Folder) throws(FileError) -> SnakemakeFiles
  {
    var files = SnakemakeFiles()
    do throws(FileError) {
      var listing = try parent.listing(of: logs, ofRun: name)
      var allowance = EntryAllowance(of: listing.path)
      while let entry = try listing.next() {
        let isLog = entry.withNameBytes { name in
          name.count > logEnding.count && name.suffix(logEnding.count).elementsEqual(logEnding)
        }
        guard isLog, let status = try listing.status(of: entry), status.kind == .regular else {
          continue
        }
        try allowance.take()
        files.newestFirst.append(
          Log(name: logs.appending(entry.name), size: status.size, modified: status.modified))
      }
    } catch {
      guard error.isMissing || error.reason == .system(.symbolicLinkLoop) else { throw error }
      return files
    }
    if files.newestFirst.isEmpty { return files }
    files.newestFirst.sort { left, right in
      left.modified != right.modified
        ? left.modified > right.modified : right.name.precedes(left.name)
    }
    for folder in [incomplete, locks] {
      guard let status = try parent.status(of: folder, ofRun: name),
        status.kind == .folder
      else {
        continue
      }
      files.markers = max(files.markers ?? status.modified, status.modified)
    }
    return files
  }
}
