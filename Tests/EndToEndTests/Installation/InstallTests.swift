import Foundation
import TestSupport
import Testing

/// `.ci/install`, into a root of its own.
@Suite(.blocking) struct InstallTests {
  private static let root = Fixtures.root.deletingLastPathComponent()
  private static let script = root.appendingPathComponent(".ci/install").path

  /// The files below a folder.
  private func files(_ folder: TemporaryFolder, _ name: String) -> Set<String> {
    let names = FileManager.default.enumerator(atPath: folder.url(name).path)?.allObjects ?? []
    return Set(
      names.compactMap { $0 as? String }.filter { below in
        let file = folder.url(name + "/" + below)
        return (try? file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile) == true
      })
  }

  @Test func putsEverythingInItsPlaceBelowARoot() throws {
    let folder = try TemporaryFolder()
    let outcome = try Runspect.run(
      [InstallTests.script], in: folder, program: "/bin/sh",
      environment: [
        "DESTDIR": folder.path + "/a root", "PREFIX": "/opt/run spect", "BINARY": Runspect.binary,
      ])
    let prefix = "a root/opt/run spect"
    #expect(
      outcome
        == Outcome(
          stdout: "installed runspect below \(folder.path)/\(prefix)\n", stderr: "", status: 0))
    let pages = try FileManager.default.contentsOfDirectory(
      atPath: InstallTests.root.appendingPathComponent("man").path)
    let completions = [
      "bash": "share/bash-completion/completions/runspect",
      "zsh": "share/zsh/site-functions/_runspect",
      "fish": "share/fish/vendor_completions.d/runspect.fish",
    ]
    #expect(
      files(folder, "a root")
        == Set(
          (["bin/runspect"] + pages.map { "share/man/man\($0.suffix(1))/\($0)" }
            + completions.values).map { "opt/run spect/" + $0 }))
    // What was installed runs, without any variable of the environment.
    let tool = folder.url(prefix + "/bin/runspect").path
    func installed(_ words: String...) throws -> Outcome {
      try Runspect.run(
        ["-i"] + Sanitizer.variables + [tool] + words, in: folder, program: "/usr/bin/env")
    }
    #expect(try installed("--version") == Runspect.run(["--version"], in: folder))
    try Fixtures.copy("pipefunc", "0.93.2-file_array-complete", to: folder, as: "runs/r1")
    #expect(try installed("status", "runs/r1", "--exit-status", "--quiet").status == 0)
    for (shell, file) in completions {
      let text = String(decoding: try folder.read("\(prefix)/\(file)"), as: UTF8.self)
      #expect(try installed("completions", shell).stdout == text)
    }
  }

  @Test(arguments: [
    (["PREFIX": "usr"], "install: PREFIX has to be an absolute path, not 'usr'\n"),
    (
      ["BINARY": "/none"],
      "install: there is no '/none'; build it first, as README.md says, or set BINARY\n"
    ),
  ])
  func saysWhatIsMissing(_ environment: [String: String], _ sentence: String) throws {
    let folder = try TemporaryFolder()
    var environment = environment
    environment["DESTDIR"] = folder.path
    let outcome = try Runspect.run(
      [InstallTests.script], in: folder, program: "/bin/sh", environment: environment)
    #expect(outcome == Outcome(stdout: "", stderr: sentence, status: 64))
    #expect(files(folder, ".") == [])
  }
}
