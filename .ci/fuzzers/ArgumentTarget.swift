import Foundation
import HostProcess
import ReadOnlyFiles

@testable import FileFormats
@testable import RunspectCLI

/// Command lines, whose words NUL separates. They are parsed, and run in a folder with a few runs, as far
/// as they name nothing outside of it.
enum ArgumentTarget {
  static let run: FuzzTarget = { bytes in
    let words = bytes.split(separator: 0, maxSplits: 16, omittingEmptySubsequences: false)
      .prefix(16).map { Argument(bytes: Array($0)) }
    _ = try? PipefuncCLIArguments.parse(words)
    let isRefused = (try? ArgumentParser.parse(words)) == nil
    // Only `restore` writes, and a slash leads out of the folder.
    let staysWithin =
      !words.contains("restore")
      && !words.contains { $0.bytes.contains(UInt8(ascii: "/")) || $0.text == ".." }
    guard isRefused || staysWithin, staysWithin || !words.contains("--compat"),
      staysWithin || words.first != "__complete"
    else { return }
    let tool = CapturedTool()
    tool.check(tool.run(words), words)
  }
}
