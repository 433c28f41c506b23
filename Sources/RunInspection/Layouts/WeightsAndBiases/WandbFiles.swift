import ReadOnlyFiles

/// The files of a run of Weights & Biases (wandb 0.16.6 and 0.31.0).
struct WandbFiles {
  /// The name of the log, as messages show it.
  static let logPattern = RawPath("run-*.wandb")
  /// The link beside the runs that leads to the newest of them.
  private static let latest = RawPath("latest-run")
  /// What changes while a run goes on, besides its log, which is written in blocks: 0.16.6 leaves it empty
  /// until one is full.
  static let signs = [
    RawPath("files/output.log"), RawPath("logs/debug-internal.log"), RawPath("files"),
    RawPath("logs"),
  ]

  /// The name of the log.
  let log: RawPath
  let size: Int
  let modified: Timestamp
  /// The newest time of the log and of what changes while the run goes on.
  let newest: Timestamp
  /// Whether the log was uploaded, which leaves a mark.
  let isSynced: Bool

  /// Whether a name is that of a log: `run-ID.wandb`.
  static func isLog(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
    name.count > 10 && name.starts(with: "run-".utf8) && name.suffix(6).elementsEqual(".wandb".utf8)
  }

  /// Finds the files in a run folder; nil if there is no log. The link to the newest run is no run.
  static func find(
    _ name: RawPath, in parent: borrowing Folder, entries: FolderEntries
  ) throws(FileError) -> WandbFiles? {
    if name == latest { return nil }
    var found: (name: RawPath, status: FileStatus)?
    for entry in try entries.of(name, in: parent) where entry.kind == .regular {
      guard entry.name.bytes.withUnsafeBufferPointer(isLog),
        let status = try parent.status(of: entry.name, ofRun: name)
      else { continue }
      // There is only one, but for what somebody copied.
      if let known = found, known.status.modified >= status.modified { continue }
      found = (entry.name, status)
    }
    guard let found else { return nil }
    var newest = found.status.modified
    for sign in signs {
      guard let status = try parent.status(of: sign, ofRun: name) else {
        continue
      }
      newest = max(newest, status.modified)
    }
    let mark = RawPath(bytes: found.name.bytes + Array(".synced".utf8))
    return WandbFiles(
      log: found.name, size: found.status.size, modified: found.status.modified, newest: newest,
      isSynced: try parent.status(of: mark, ofRun: name) != nil)
  }
}
