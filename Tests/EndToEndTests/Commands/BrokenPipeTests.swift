import Foundation
import TestSupport
import Testing

@Suite(.blocking) struct BrokenPipeTests {
  /// The shell opens a named pipe at both ends and closes the one for reading, so that nobody reads
  /// what the tool writes, whatever the timing.
  @Test(arguments: ["help", "list-runs ."])
  func endsQuietlyWhereNobodyReadsItsOutput(_ command: String) throws {
    let folder = try TemporaryFolder()
    try folder.makePipe("pipe")
    let script = "exec 3<>pipe 4>pipe 3<&-; '\(Runspect.binary)' \(command) >&4; echo $?"
    let outcome = try Runspect.run(["-c", script], in: folder, program: "/bin/sh")
    #expect(outcome == Outcome(stdout: "141\n", stderr: "", status: 0))
  }
}
