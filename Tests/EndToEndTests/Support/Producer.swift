import Foundation
import TestSupport

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A run that a test writes while the tool watches it, the way a producer would.
struct Producer {
  let folder: TemporaryFolder
  /// The run folder, below the folder.
  let name: String

  init(_ folder: TemporaryFolder, _ name: String = "r") {
    self.folder = folder
    self.name = name
  }

  /// Describes a run of one array `y`.
  func describe(elements: Int = 2) throws {
    try replace("run_info.json", Producer.description(elements))
  }

  static func description(_ elements: Int) -> String {
    #"{"all_output_names": ["y"], "shapes": {"y": [\#(elements)]}, "storage": "file_array"}"#
  }

  /// A heartbeat that tells of a time long to come, so that it never looks old.
  static func heartbeat(_ state: String, failed: Int = 0) -> String {
    """
    {"status": "\(state)", "updated_at": "2100-01-01T00:00:00+00:00",
     "outputs": {"y": {"n_completed": 1, "n_failed": \(failed), "n_total": 2}}}
    """
  }

  /// Replaces the heartbeat at once; a run that says completed has stored its two elements before.
  func beat(_ state: String, failed: Int = 0) throws {
    if state == "completed" { for element in 0..<2 { try store(element) } }
    try replace("pipefunc_status.json", Producer.heartbeat(state, failed: failed))
  }

  /// Replaces a file at once, by renaming.
  func replace(_ file: String, _ text: String) throws {
    try folder.write("\(name)/\(file).new", text)
    guard
      rename(folder.url("\(name)/\(file).new").path, folder.url("\(name)/\(file)").path) == 0
    else { throw POSIXError(.EIO) }
  }

  /// Writes a file in place and pauses at its half.
  func tear(_ file: String, _ text: String) throws {
    let bytes = Data(text.utf8)
    let half = bytes.count / 2
    let target = folder.url("\(name)/\(file)")
    try bytes.prefix(half).write(to: target)
    pause(0.05)
    let handle = try FileHandle(forWritingTo: target)
    try handle.seekToEnd()
    try handle.write(contentsOf: bytes.dropFirst(half))
    try handle.close()
  }

  /// Stores an element of `y`.
  func store(_ element: Int) throws {
    try folder.write("\(name)/outputs/y/__\(element)__.pickle", "12345")
  }

  func remove() throws {
    try FileManager.default.removeItem(at: folder.url(name))
  }
}

/// Lets other processes do their work.
func pause(_ seconds: Double) {
  usleep(useconds_t(seconds * 1e6))
}

/// Waits until something has happened, for twenty seconds at the most.
///
/// - Returns: whether it has.
func eventually(_ condition: () -> Bool) -> Bool {
  for _ in 0..<2_000 {
    if condition() { return true }
    pause(0.01)
  }
  return false
}

extension RunningTool {
  /// The states that it has printed, a line a status.
  var states: [String] { stdout.states }
}

extension String {
  /// The states in lines of JSON.
  var states: [String] {
    split(separator: "\n").compactMap { (try? JSON(parsing: String($0)))?["status"]?.string }
  }
}
