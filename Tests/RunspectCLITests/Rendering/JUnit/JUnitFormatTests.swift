import Testing

@testable import RunspectCLI

@Suite struct JUnitFormatTests {
  private func body(_ outcome: FakeWorld.Outcome) -> [String] {
    outcome.output.split(separator: "\n").map(String.init).filter { !$0.contains("propert") }
  }

  private static let head = ["<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "<testsuites>"]

  @Test func anUnfinishedOutputIsSkipped() throws {
    let world = try FakeWorld()
    try world.folder.makeRun("r", stored: 1)
    let outcome = world.run("status", "@/r", "--format", "junit")
    #expect(
      body(outcome) == JUnitFormatTests.head + [
        "<testsuite name=\"@/r\" tests=\"2\" failures=\"0\" errors=\"0\" skipped=\"2\" time=\"0.000\">",
        "<testcase classname=\"@/r\" name=\"(run)\">", "<skipped message=\"@/r is running, 50%\"/>",
        "</testcase>", "<testcase classname=\"@/r\" name=\"y\">",
        "<skipped message=\"not finished: 1 of 2 elements completed\"/>", "</testcase>",
        "</testsuite>", "</testsuites>",
      ])
    #expect(outcome.status == 0)
  }

  /// By the gate's own rules.
  @Test(
    arguments: [
      (["--exit-status"], "error", 2), (["--fail-if", "unfinished"], "error", 2),
      (["--fail-if", "failed"], "skipped", 0), (["--fail-if", "stale,elements"], "skipped", 0),
    ] as [([String], String, Int32)])
  func anUnfinishedOutputIsAnErrorWhereTheGateCountsIt(
    _ options: [String], _ element: String, _ status: Int32
  ) throws {
    let world = try FakeWorld()
    try world.folder.makeRun("r", stored: 1)
    let outcome = world.run(["status", "@/r", "--format", "junit"] + options)
    #expect(body(outcome).count { $0.hasPrefix("<\(element) ") } == 2)
    #expect(outcome.status == status)
    let list = world.run(["list-runs", "@", "--format", "junit"] + options)
    #expect(list.status != 64)
  }

  @Test func aCompletedRunPasses() throws {
    let world = try FakeWorld()
    try world.folder.makeRun("r", stored: 2)
    let cases = body(world.run("list-runs", "@/", "--format", "junit", "--exit-status"))
    #expect(
      cases.filter { $0.hasPrefix("<test") } == ["<testsuites>"] + [
        "<testsuite name=\"r\" tests=\"2\" failures=\"0\" errors=\"0\" skipped=\"0\" time=\"0.000\">",
        "<testcase classname=\"r\" name=\"(run)\"/>", "<testcase classname=\"r\" name=\"y\"/>",
      ])
  }

  @Test func hostileTextsStayText() throws {
    let world = try FakeWorld()
    try world.folder.write(
      "r/run_status.json",
      #"""
      {"status": "failed", "updated_at": 1999990,
       "message": "]]><x y='\"'>&\u0000\u001b\ud800\n",
       "outputs": {"<o a=\"b\">\u0001": {"n_completed": 1, "n_failed": 2, "n_total": 3}}}
      """#)
    let lines = body(world.run("status", "@/r", "--format", "junit"))
    #expect(
      lines.contains("<testcase classname=\"@/r\" name=\"&lt;o a=&quot;b&quot;&gt;\\u{1}\">"))
    let message =
      "]]&gt;&lt;x y='&quot;'&gt;&amp;\\u{0}\\u{1b}\u{FFFD}\u{FFFD}\u{FFFD}"
    #expect(
      lines.contains(
        "<failure message=\"the run failed&#10;\(message)\">the run failed"))
    #expect(lines.contains("\(message)</failure>"))
    #expect(!lines.joined().contains("]]>"))
  }

  @Test func aRunThatCanNotBeReadIsAnError() throws {
    let world = try FakeWorld()
    let outcome = world.run("status", "@/none", "--format", "junit")
    #expect(
      body(outcome).contains(
        "<error message=\"'@/none' does not exist\">'@/none' does not exist</error>"))
    let list = try FakeWorld().run("list-runs", "@/none", "--format", "junit")
    #expect(
      body(list) == JUnitFormatTests.head + [
        "<testsuite name=\"runspect\" tests=\"1\" failures=\"0\" errors=\"1\" skipped=\"0\">",
        "<testcase classname=\"runspect\" name=\"(run)\">",
        "<error message=\"'@/none' does not exist\">'@/none' does not exist</error>",
        "</testcase>", "</testsuite>", "</testsuites>",
      ])
    #expect(list.status == 1)
  }

  @Test(arguments: ["junit", "prometheus", "github"])
  func showsNoSingleFields(_ format: String) throws {
    let outcome = try FakeWorld().run("status", "@/r", "--format", format, "--fields", "name")
    #expect(outcome.status == 64)
    #expect(outcome.errors.first == "runspect: --fields can't be combined with --format \(format)")
  }

  @Test(
    arguments: [
      ("outputs", "junit"), ("outputs", "github"), ("timing", "prometheus"), ("errors", "junit"),
      ("errors", "prometheus"), ("watch", "junit"), ("inputs", "github"),
    ])
  func isRefusedWhereItHasNoMeaning(_ command: String, _ format: String) throws {
    let outcome = try FakeWorld().run(command, "@/r", "--format", format)
    #expect(outcome.status == 64)
    #expect(outcome.errors.first?.hasSuffix("not '\(format)'") == true, "\(outcome)")
  }
}
