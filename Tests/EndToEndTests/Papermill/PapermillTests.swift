import Foundation
import TestSupport
import Testing

/// Notebooks that papermill executed: what is told of the recorded ones.
@Suite(.blocking) struct PapermillTests {
  static func names() throws -> [String] {
    try Fixtures.names("papermill", atLeast: 19).map { String($0.dropLast(".ipynb".count)) }
  }

  private func copy(_ name: String, to folder: TemporaryFolder) throws -> String {
    let file = "runs/\(name).ipynb"
    try Fixtures.copy("papermill", "\(name).ipynb", to: folder, as: file)
    return file
  }

  @Test(arguments: try names())
  func tellsTheTruth(_ name: String) throws {
    let truth = try #require(try Fixtures.json("truth/papermill.json")[name])
    let folder = try TemporaryFolder()
    let file = try copy(name, to: folder)
    let outcome = try Runspect.run(["status", file, "--exit-status", "--verify"], in: folder)
    let status = try JSON(parsing: outcome.stdout)
    #expect(status["layout"] == .string("papermill"))
    #expect(status["status"] == truth["state"])
    #expect(status["papermill_version"] == truth["version"])
    #expect(status["run_folder"] == .string("\(folder.path)/\(file)"))
    #expect(status["warnings"] == .array([]))
    // What papermill exited with, unless it was killed: Ctrl-C is no success either.
    if let exit = truth["exit"]?.number, truth["state"] != .string("pending") {
      #expect((outcome.status == 0) == (exit == 0))
    }
    let cells = try #require(truth["cells"]?.array)
    #expect(status["outputs"]?.object.count == cells.count)
    for (index, end) in cells.enumerated() {
      let cell = status["outputs"]?["cell_\(index + 1)"]
      #expect(cell?["n_failed"] == .number(end == .string("failed") ? 1 : 0), "\(index)")
      #expect(
        cell?["complete"] == .bool(end == .string("failed") || end == .string("done")), "\(index)")
    }
    let active = cells.firstIndex(of: .string("running")).map { JSON.string("cell_\($0 + 1)") }
    #expect(status["active_cell"] == (truth["state"] == .string("incomplete") ? active : .null))
    let inputs = try JSON(parsing: try Runspect.run(["inputs", file], in: folder).stdout)
    #expect(inputs["inputs"]?.object.mapValues { $0["value"] } == truth["parameters"]?.object)
    let errors = try JSON(parsing: try Runspect.run(["errors", file], in: folder).stdout)
    #expect(errors["n_failed"] == status["n_failed"])
    let error = errors["errors"]?.array.first
    #expect((error != nil) == (truth["state"] == .string("failed")))
    #expect((error?["type"] ?? .null) == truth["type"])
    guard let error else { return }
    let failed = try #require(cells.firstIndex(of: .string("failed")))
    #expect(error["output"] == .string("cell_\(failed + 1)"))
    #expect(error["cell_id"]?.string?.isEmpty == false)
    guard truth["message"] != .null else {
      #expect(error["kind"] == .string("unrecorded"))
      #expect(
        error["message"]
          == .string(
            "papermill stored no error of it; the kernel died while it executed the cell"))
      return
    }
    #expect(error["message"] == truth["message"])
    #expect(error["traceback"]?.string?.contains("\u{1B}") == false)
  }

  @Test(arguments: try names())
  func printsTheRecordedAnswer(_ name: String) throws {
    let folder = try TemporaryFolder()
    let run = try copy(name, to: folder)
    try RecordedAnswers.compare("papermill/\(name).json", ["status"], of: run, in: folder)
    try RecordedAnswers.compare(
      "papermill/\(name).txt", ["errors", "timing", "outputs"], of: run, in: folder)
  }

  @Test func aFolderOfNotebooks() throws {
    let folder = try TemporaryFolder()
    for name in ["completed", "completed-defaults", "failed", "prepared"] {
      _ = try copy(name, to: folder)
    }
    try Fixtures.copy("papermill", "killed.ipynb", to: folder, as: "runs/deep/er/killed.ipynb")
    try Fixtures.copy("heartbeat", "completed", to: folder, as: "runs/script")
    // Notebooks of Jupyter's own, texts, and folders and links with such names.
    let plain = #"{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}"#
    try folder.write("runs/plain.ipynb", plain)
    try folder.write("runs/old.ipynb", #"{"metadata": {"papermill": 5}}"#)
    try folder.write("runs/empty.ipynb", "")
    try folder.write("runs/text.ipynb", #"some "papermill": text"#)
    try folder.write("runs/completed.ipynb.bak", try folder.read("runs/completed.ipynb"))
    try folder.makeFolder("runs/folder.ipynb")
    try folder.makePipe("runs/pipe.ipynb")
    try folder.makeLink("runs/link.ipynb", to: "completed.ipynb")
    folder.setTime("runs/empty.ipynb", .recorded)
    folder.setTime("runs/text.ipynb", .recorded)
    let words = [
      "list-runs", "runs", "--sort", "name", "--format", "csv", "--fields",
      "name,status,inputs.lr,outputs.cell_5.value",
    ]
    #expect(
      try Runspect.run(words, in: folder).stdout == """
        name,status,inputs.lr,outputs.cell_5.value
        completed-defaults.ipynb,completed,,
        completed.ipynb,completed,0.5,1.0
        failed.ipynb,failed,0.5,
        prepared.ipynb,pending,0.5,
        script,completed,,

        """)
    let deep = try JSON(
      parsing: try Runspect.run(
        ["list-runs", "runs", "--recursive", "--layout", "papermill", "--status", "incomplete"],
        in: folder
      ).stdout)
    #expect(
      deep["runs"]?.array.map { $0["run_folder"] } == [
        .string("\(folder.path)/runs/deep/er/killed.ipynb")
      ])
    // One that the user names may be a link.
    let linked = try Runspect.run(["status", "runs/link.ipynb", "--exit-status"], in: folder)
    #expect(linked.status == 0)
    for other in [
      "plain.ipynb", "old.ipynb", "empty.ipynb", "folder.ipynb", "pipe.ipynb", "text.ipynb",
    ] {
      let outcome = try Runspect.run(["status", "runs/\(other)"], in: folder)
      #expect(outcome.status == 1, "\(other)")
    }
    // Only folders are counted as such.
    let listed = try JSON(parsing: try Runspect.run(["list-runs", "runs"], in: folder).stdout)
    #expect(listed["scanned_directories"] == .number(3))
  }

  @Test func watchingANotebookThatIsRewrittenInPlace() throws {
    let folder = try TemporaryFolder()
    _ = try copy("running", to: folder)
    let tool = try Runspect.start(
      ["watch", "runs/running.ipynb", "-i", "60", "-t", "50", "--stale-after", "36500d"].map {
        Array($0.utf8)
      }, in: folder)
    #expect(eventually { tool.stdout.contains("\"running\"") })
    let ended = try String(
      contentsOf: Fixtures.root.appendingPathComponent("runs/papermill/failed.ipynb"),
      encoding: .utf8)
    try Producer(folder, "runs").tear("running.ipynb", ended)
    let outcome = tool.wait()
    #expect(outcome.stdout.states == ["running", "failed"])
    #expect(outcome.status == 1)
  }

  @Test func watchingAFolderOfNotebooks() throws {
    let folder = try TemporaryFolder()
    _ = try copy("completed", to: folder)
    _ = try copy("prepared", to: folder)
    let tool = try Runspect.start(
      ["watch", "runs", "-i", "60", "-t", "50"].map { Array($0.utf8) }, in: folder)
    #expect(eventually { tool.stdout.contains("\"pending\"") })
    let ended = try folder.read("runs/completed.ipynb")
    try folder.write("runs/prepared.ipynb", ended)
    let outcome = tool.wait()
    #expect(outcome.status == 0)
  }
}
