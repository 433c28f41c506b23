import FileFormats
import ReadOnlyFiles

/// The log and the results in the folder of a dbt project, or in a folder with what CI kept of one.
struct DbtFiles {
  /// A file, and when it was last changed.
  typealias File = (name: RawPath, modified: Timestamp)

  /// The log; nil if there is none.
  let log: File?
  /// `run_results.json`; nil if there is none.
  let results: File?

  static let project = RawPath("dbt_project.yml")
  static let logName = RawPath("dbt.log")
  static let resultsName = RawPath("run_results.json")
  static let logFolder = RawPath("logs")
  static let targetFolder = RawPath("target")

  /// How much of a file is read to find out whether dbt wrote it, in bytes.
  private static let prefixLength = 4_096

  /// When the newest of the files was changed; nil if there is none.
  var newest: Timestamp? { [log?.modified, results?.modified].compactMap { $0 }.max() }

  /// Finds the files. Without `dbt_project.yml`, they are looked into, since other programs could have
  /// files of these names.
  static func find(
    _ name: RawPath, in parent: borrowing Folder, entries: FolderEntries
  ) throws(FileError) -> DbtFiles {
    let entries = try entries.of(name, in: parent)
    func has(_ entry: RawPath) -> Bool { entries.contains { $0.name == entry } }
    func file(_ file: RawPath) throws(FileError) -> File? {
      guard let status = try parent.status(of: file, ofRun: name), status.kind != .folder else {
        return nil
      }
      return (file, status.modified)
    }
    let isProject = has(project)
    var log: File?
    var results: File?
    if isProject || has(logFolder) { log = try file(logFolder.appending(logName)) }
    if isProject || has(targetFolder) { results = try file(targetFolder.appending(resultsName)) }
    if log == nil, has(logName) { log = try file(logName) }
    if results == nil, has(resultsName) { results = try file(resultsName) }
    if isProject { return DbtFiles(log: log, results: results) }
    func prefix(_ file: File) throws(FileError) -> [UInt8] {
      try parent.prefix(of: file.name, count: prefixLength, ofRun: name)
    }
    if let found = log, !DbtLogLine.isLog(prefix: try prefix(found)) { log = nil }
    if let found = results, !DbtResults.isResults(prefix: try prefix(found)) { results = nil }
    return DbtFiles(log: log, results: results)
  }

  /// One of the files by itself.
  static func single(
    _ name: RawPath, in parent: borrowing Folder
  ) throws(FileError) -> DbtFiles {
    guard let status = try parent.status(of: name, links: .follow) else {
      return DbtFiles(log: nil, results: nil)
    }
    let file = (name, status.modified)
    let isResults = try isResults(name, in: parent, links: .follow)
    return DbtFiles(log: isResults ? nil : file, results: isResults ? file : nil)
  }

  static func isLog(
    _ name: RawPath, in parent: borrowing Folder, links: LinkRule
  ) throws(FileError) -> Bool {
    DbtLogLine.isLog(prefix: try parent.prefix(of: name, count: prefixLength, links: links))
  }

  static func isResults(
    _ name: RawPath, in parent: borrowing Folder, links: LinkRule
  ) throws(FileError) -> Bool {
    DbtResults.isResults(prefix: try parent.prefix(of: name, count: prefixLength, links: links))
  }
}
