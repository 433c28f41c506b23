import Foundation
import TestSupport
import Testing

/// A mount shows a run, or a folder in it, in a place that no path tells: nothing is written there either.
@Suite(.blocking, .enabled(if: Mounting.isPossible, "this user may not mount anything"))
struct MountedRunTests {
  @Test(arguments: [
    ("r", "m/new"), ("r", "m/outputs/new"), ("r/outputs", "m/new"), ("r/outputs/deep", "m/new"),
    ("r/a", "m/new"), ("r/z", "m/new"),
  ])
  func nothingIsWrittenInARunThroughAMount(_ mounted: String, _ target: String) throws {
    let folder = try TemporaryFolder()
    try folder.write("r/run_status.json", #"{"status": "completed"}"#)
    for name in ["outputs/deep", "a", "z", "closed"] { try folder.makeFolder("r/\(name)") }
    for name in ["b", "c", "outputs/x", "y", "outputs/a"] { try folder.write("r/\(name)", "") }
    try folder.makeFolder("m")
    let outcome = try Runspect.run(
      [
        "--map-root-user", "--mount", "/bin/sh", "-c",
        "mount --bind \(mounted) m && \"$0\" report r --to \(target); echo $?; ls r r/outputs m",
        Runspect.binary,
      ], in: folder, program: "/usr/bin/unshare")
    #expect(outcome.stderr.contains("lies in the run folder"), "\(outcome)")
    #expect(!outcome.stdout.contains("new\n"), "\(outcome)")
  }
}

/// Whether a mount can be made, in a name space of its own.
private enum Mounting {
  static let isPossible: Bool = {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/unshare")
    process.arguments = ["--map-root-user", "--mount", "/bin/sh", "-c", "mount --bind /tmp /tmp"]
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }()
}
