import Foundation
import TestSupport
import Testing

/// Standard streams that are closed, full, slow, or set not to wait.
@Suite(.blocking) struct StreamTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("r/run_status.json", #"{"status": "completed"}"#)
  }

  private func shell(_ script: String) throws -> Outcome {
    try Runspect.run(
      ["-c", script, Runspect.binary], in: folder, program: "/bin/sh")
  }

  @Test(arguments: ["/dev/full", "/dev/null"])
  func aDiskThatIsFullIsToldOf(_ file: String) throws {
    for words in ["status r", "list-runs .", "errors r", "help", "status r -f table", "watch r"] {
      let outcome = try shell("\"$0\" \(words) >\(file)")
      let reason = "can't write 'standard stream 1': No space left on device"
      #expect(
        outcome
          == (file == "/dev/null"
            ? Outcome(stdout: "", stderr: outcome.stderr, status: 0)
            : Outcome(stdout: "", stderr: "runspect: \(reason)\n", status: 1)),
        "\(words)")
    }
  }

  /// Nothing else gets the number of a closed stream, least of all a file that is made.
  @Test(arguments: ["<&-", "2>&-", "<&- 2>&-"])
  func aClosedInputOrErrorStreamChangesNothing(_ closing: String) throws {
    let whole = try shell("\"$0\" status r")
    #expect(whole.status == 0 && !whole.stdout.isEmpty)
    #expect(try shell("\"$0\" status r \(closing)") == whole)
    for words in ["list-runs .", "watch r", "watch r --timeout 0", "help"] {
      #expect(try shell("\"$0\" \(words) \(closing)").status == 0, "\(words)")
    }
    #expect(try shell("\"$0\" status none \(closing)").status == 1)
    #expect(try shell("\"$0\" report r --to page \(closing)").status == 0)
    #expect(try String(decoding: folder.read("page"), as: UTF8.self).hasSuffix("</html>\n"))
    #expect(try shell("\"$0\" stat r \(closing)").status == 64)
  }

  @Test(arguments: [">&-", "<&- >&-", "<&- >&- 2>&-"])
  func anAnswerThatCanNotBeGivenIsNoSuccess(_ closing: String) throws {
    for words in ["status r", "list-runs .", "watch r", "help", "report r --to page"] {
      let outcome = try shell("\"$0\" \(words) \(closing)")
      #expect(outcome.status == 1, "\(words)")
      let reason = "runspect: can't write 'standard stream 1': Bad file descriptor\n"
      #expect(outcome.stderr == (closing.contains("2>") ? "" : reason), "\(words)")
    }
    // What the file holds is the page and nothing else.
    #expect(try String(decoding: folder.read("page"), as: UTF8.self).hasSuffix("</html>\n"))
    #expect(try shell("\"$0\" status r --quiet --exit-status \(closing)").status == 0)
  }

  /// Whoever shares a pipe may set it not to wait, such as a JavaScript runtime.
  @Test func aStreamThatDoesNotWaitIsWaitedFor() throws {
    try folder.write(
      "slow.py",
      """
      import fcntl, os, subprocess, sys, time
      reading, writing = os.pipe()
      fcntl.fcntl(writing, fcntl.F_SETFL, os.O_NONBLOCK)
      # F_SETPIPE_SZ: no more than a page.
      fcntl.fcntl(writing, 1031, 4096)
      tool = subprocess.Popen([sys.argv[1]] + sys.argv[2:], stdout=writing)
      os.close(writing)
      time.sleep(0.2)
      text = b""
      while piece := os.read(reading, 4096):
          text += piece
          time.sleep(0.0005)
      sys.stdout.buffer.write(text)
      sys.exit(tool.wait())
      """)
    try Fixtures.copy("pipefunc", "0.93.2-file_array-continue", to: folder, as: "runs/a")
    let words = ["errors", "runs/a", "--pretty"]
    let whole = try Runspect.run(words, in: folder)
    try #require(whole.stdout.utf8.count > 8_000)
    let slow = try Runspect.run(
      ["python3", "slow.py", Runspect.binary] + words, in: folder, program: "/usr/bin/env")
    #expect(slow == whole)
  }

  /// Three streams, a parent folder, a run, its outputs, an array and one file.
  @Test func eightDescriptorsAreEnough() throws {
    try Fixtures.copy("pipefunc", "0.93.2-file_array-continue", to: folder, as: "runs/a")
    for words in [
      "status runs/a --exit-status", "list-runs runs", "errors runs/a", "outputs runs/a",
    ] {
      let whole = try shell("\"$0\" \(words)")
      #expect(try shell("ulimit -n 8; \"$0\" \(words)") == whole, "\(words)")
    }
    let few = try shell("ulimit -n 5; \"$0\" status runs/a --exit-status")
    #expect(few.status == 1)
    #expect(few.stdout.contains("Too many open files"))
  }

  /// A watch without means for the system's notifications looks from time to time, and says so once.
  @Test func aWatchWithoutNotificationsLooksByItself() throws {
    try folder.write("w/run_status.json", #"{"status": "running"}"#)
    guard let strace = Strace.path else { return }
    let limited = """
      '\(strace)' -f -qq -o /dev/null -e trace=inotify_init1 -e inject=inotify_init1:error=EMFILE \
      "$0" watch w --interval 0.05 --timeout 20 >/dev/null 2>said &
      n=0
      until [ -s said ] || [ $n -gt 500 ]; do sleep 0.02; n=$((n + 1)); done
      echo '{"status": "completed"}' >w/new && mv w/new w/run_status.json
      wait $!
      echo $?
      cat said
      """
    #expect(
      try shell(limited)
        == Outcome(
          stdout: "0\nrunspect: the system reports no changes (Too many open files); the runs are "
            + "read every 0.05s\n", stderr: "", status: 0))
  }

  @Test func aWorkingFolderThatWasRemovedIsNoObstacle() throws {
    let path = folder.path
    let outcome = try shell(
      "mkdir gone && cd gone && rmdir ../gone && \"$0\" status '\(path)/r' --get status; echo $?; "
        + "\"$0\" list-runs '\(path)' --get status | sort | head -n 1; \"$0\" status . ; echo $?")
    #expect(outcome.stdout.hasPrefix("completed\n0\ncompleted\n"), "\(outcome)")
    #expect(outcome.stdout.hasSuffix("1\n"), "\(outcome)")
  }
}
