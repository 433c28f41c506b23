import Foundation
import TestSupport
import Testing

/// What the tool says when something is wrong: what, where, and what to do. All of it in one file.
@Suite(.blocking) struct MessageTests {
  /// Command lines, some with environment variables before them.
  private static let lines = [
    // Commands.
    "", "ls", "list", "ps", "wait runs/r1", "stauts runs/r1", "runs/r1", "frobnicate",
    // Operands.
    "status", "outputs", "watch", "restore runs/r1", "timing runs/r1 runs/r2", "status ''",
    "completions", "completions ksh", "help statsu",
    // Options.
    "status runs/r1 --prety", "status runs/r1 -z", "status runs/r1 --pretty=yes",
    "list-runs --max-runs", "list-runs --max-runs 0", "status runs/r1 --format xml",
    "watch runs/r1 --timeout 1h30", "watch runs/r1 --timeout 30m1h --interval soon",
    "status runs/r1 --format table --pretty", "watch runs/r1 --format live --quiet",
    // The environment.
    "RUNSPECT_FORMAT=xml status runs/r1", "RUNSPECT_FORMAT=xml help",
    "RUNSPECT_FORMAT=csv status runs/none", "RUNSPECT_FORMAT=live status runs/none",
    "RUNSPECT_FORMAT=table status runs/none --pretty",
    // Runs that are not there.
    "status runs", "status runs --format table", "status runs --format jsonl",
    "status runs --quiet",
    "status 'more runs'", "errors runs", "outputs runs", "timing runs", "status empty",
    "status runs/r11", "status rusn/r1", "status ./rusn/r1", "status {R}/runs/r3",
    "errors runs/r11",
    "status runs/r1/run_info.json/x", "status file", "status loop", "status xyz",
    "list-runs rusn", "list-runs file", "watch runs/r1 rusn --timeout 0 --quiet",
    "status --request-id none", "status --request-id none nowhere",
    // Outputs that are not there.
    "outputs runs/r1 totl", "outputs runs/r1 totl --format table",
    "outputs runs/r1 nothing-like-it", "errors runs/r1 --output totl",
    "inputs runs/r1 nothing-like-it", "outputs runs/r1 y total --raw", "outputs runs/r2 y --raw",
    // Selectors and selections.
    "status @latset", "status @latest:faild", "status @latest:pending --quiet",
    "outputs @latest:pending", "status @latest --runs-folder rusn",
    "RUNSPECT_RUNS=nowhere list-runs", "list-runs runs --status faild",
    "list-runs runs --layout pipefun", "list-runs runs --sort nmae", "list-runs runs --shard 5/4",
    "list-runs runs --since yesterday",
    // Fields.
    "status runs/r1 --fields statsu", "status runs/r1 --get statsu",
    "status runs/r1 --get outputs.y.n_faild", "status runs/r1 --get outputs.nothing.n_failed",
    "status runs/r1 --get status --format csv", "status runs/r1 --fields ''",
    "list-runs runs --fields name.first", "list-runs runs --fields name,a.b.c",
    "list-runs runs --fields outputs.totl.n_failed", "list-runs runs --fields outputs.y.shap",
    "list-runs runs --get outputs.totl.n_failed", "list-runs runs --get outputs.totl.n_failed -q",
    "list-runs runs --get inputs.xx", "list-runs runs --get inputs.unheard-of",
    "list-runs runs --fields outputs.y.value", "list-runs runs --sort outputs.nothing.value -n 1",
    "list-runs runs --sort outputs -n 1", "report runs --sort outputs.nothing.bytes --to new.html",
    "status runs/r1 runs/r2 --fields name,inputs.xx", "outputs runs/r1 --fields outputs.total",
    "errors runs/r2 --fields nonsense", "errors runs/r2 --fields arguments.nothing --limit 1",
    "errors runs --fields arguments.nothing --limit 1",
    "status runs/r1/outputs/.. --get name", "status @latest --request-id 1",
    // Folders without runs to show.
    "list-runs empty", "list-runs nest", "list-runs runs/r1", "list-runs 'more runs' --match x",
    "report runs --match x --to none.html", "errors runs --match x", "errors empty",
    "watch runs --match x --timeout 0", "watch empty --timeout 0",
    // Gates.
    "status runs/r1 runs/r2 --exit-status", "status runs/r1 runs/r2 --exit-status --quiet",
    "status killed runs/none --exit-status --format table --utc", "list-runs runs --exit-status",
    "list-runs empty --exit-status", "list-runs runs --expect 9", "list-runs runs --fail-if sick",
    "list-runs runs rusn --fail-if elements",
    // Watches.
    "watch killed --timeout 0", "watch runs killed --timeout 0", "watch killed --timeout 0 --quiet",
    "watch killed --on-stale fail --format json", "watch runs/r11 --timeout 0",
    // Reports.
    "report", "report runs/r1 --to runs/r1/x.html", "report runs/r1 --to experiment/x.html",
    "report runs/r1 --to file",
    // What went wrong in a run.
    "errors runs/r2 --group-by colour", "errors runs/r2 --group-by type --format text",
    "errors runs/r2 --format csv", "errors runs/r2 --quiet", "outputs broken", "errors broken",
    "snapshots runs/r1", "errors experiment --quiet", "snapshots experiment --module Lodaer",
    "snapshots experiment nothing", "restore experiment nothing",
    "restore experiment snapshot_000001_20261121_080036 --to runs/r1/run_info.json",
    "restore experiment snapshot_000001_20261121_080036 --to experiment/x",
  ]

  private func world() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try Fixtures.copy("pipefunc", "0.93.2-file_array-complete", to: folder, as: "runs/r1")
    try Fixtures.copy("pipefunc", "0.93.2-file_array-continue", to: folder, as: "runs/r2")
    try Fixtures.copy("pipefunc", "0.93.2-file_array-complete", to: folder, as: "more runs/r1")
    try Fixtures.copy("pipefunc", "0.93.2-file_array-complete", to: folder, as: "broken")
    try folder.write("broken/outputs/total.cloudpickle", "this is no pickle")
    try folder.write("broken/outputs/y/__1__.pickle", "nor is this")
    try Fixtures.copy("pipefunc", "0.93.2-file_array-killed", to: folder, as: "killed")
    try Fixtures.copy("petsard", "state-parts-and-log", to: folder, as: "experiment")
    try Fixtures.copy("pipefunc", "0.93.2-file_array-killed", to: folder, as: "nest/deep/r1")
    try folder.makeFolder("empty")
    try folder.write("file", "")
    try folder.makeLink("loop", to: "loop")
    return folder
  }

  /// The command line, the exit status, the beginning of standard output, and all of standard error.
  @Test func printsTheRecordedAnswersOfWhatIsWrong() throws {
    let folder = try world()
    var text = ""
    for line in MessageTests.lines {
      let words = line.replacingOccurrences(of: "{R}", with: folder.path)
      let hasVariable = words.hasPrefix("RUNSPECT_")
      let assignment = words.prefix { hasVariable && $0 != " " }
      let rest = words.dropFirst(assignment.isEmpty ? 0 : assignment.count + 1)
      let outcome = try Runspect.run(
        ["-c", "\(assignment) \"$0\" \(rest)", Runspect.binary], in: folder, program: "/bin/sh")
      let neutral = { (text: String) in text.replacingOccurrences(of: folder.path, with: "@") }
      let printed = neutral(outcome.stdout).split(separator: "\n").prefix(2).map { line in
        "  | " + (line.count > 100 ? line.prefix(100) + "..." : line) + "\n"
      }
      let said = neutral(outcome.stderr).split(separator: "\n").map { "  ! \($0)\n" }
      text += "$ \(assignment)\(hasVariable ? " " : "")runspect \(neutral(String(rest)))\n"
      text += printed.joined() + said.joined() + "  => \(outcome.status)\n"
    }
    #expect(
      try Fixtures.matchesRecording("expected/messages.txt", text),
      "RUNSPECT_RECORD=1 records what is printed now: \(text)")
  }
}
