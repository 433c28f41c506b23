import Foundation
import TestSupport
import Testing

/// A run of every layout that ended well and one that failed, whatever wrote them, in one folder.
@Suite(.blocking) struct AllLayoutsTests {
  private static let runs = [
    ("pipefunc", "0.93.2-file_array-complete", "0.93.2-file_array-continue"),
    ("rocketride", "completed", "completed-exit-code"), ("krixik", "complete", "failed"),
    ("petsard", "complete-info", "failed-info"), ("heartbeat", "completed", "failed"),
    ("sacred", "completed", "failed"), ("dbt", "completed", "failed"),
    ("papermill", "completed.ipynb", "failed-tagged.ipynb"), ("snakemake", "complete", "failed"),
    ("wandb", "complete", "failed"), ("metaflow", "complete", "exited"),
  ]

  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    for (layout, good, bad) in AllLayoutsTests.runs {
      try Fixtures.copy(layout, good, to: folder, as: "all/good-\(layout)/\(good)")
      try Fixtures.copy(layout, bad, to: folder, as: "all/bad-\(layout)/\(bad)")
    }
  }

  /// The layout, the state and the number of failed elements of each run.
  private func list(_ words: String...) throws -> [[String]] {
    let outcome = try Runspect.run(
      ["list-runs", "all", "--recursive", "--format", "csv", "--fields", "layout,status,n_failed"]
        + words, in: folder)
    #expect(outcome.status == 0)
    return outcome.stdout.split(separator: "\n").dropFirst().map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
  }

  @Test func oneListHasThemAll() throws {
    let rows = try list()
    #expect(rows.count == 2 * AllLayoutsTests.runs.count)
    let good = try list("--status", "completed").map { $0[0] }
    let bad = try list("--status", "failed,elements").map { $0[0] }
    for (layout, _, _) in AllLayoutsTests.runs {
      #expect(good.contains(layout), "\(layout)")
      #expect(bad.contains(layout), "\(layout)")
      #expect(try list("--layout", layout).map { $0[0] } == [layout, layout])
    }
  }

  /// One exit status over all: what ended well passes, and one that failed is enough.
  @Test func oneGateIsOverThemAll() throws {
    func gate(_ folder: String) throws -> Int32 {
      try Runspect.run(
        ["list-runs", folder, "--recursive", "--quiet", "--exit-status"], in: self.folder
      ).status
    }
    #expect(try gate("all") == 1)
    for (layout, _, _) in AllLayoutsTests.runs {
      #expect(try gate("all/good-\(layout)") == 0, "\(layout)")
      #expect(try gate("all/bad-\(layout)") == 1, "\(layout)")
    }
  }

  @Test func oneReportShowsThemAll() throws {
    let outcome = try Runspect.run(["report", "all", "--recursive"], in: folder)
    for (layout, _, _) in AllLayoutsTests.runs {
      #expect(outcome.stdout.components(separatedBy: "<td>\(layout)</td>").count >= 3, "\(layout)")
    }
    let table = try Runspect.run(
      ["list-runs", "all", "--recursive", "--format", "table"], in: folder)
    #expect(table.stdout.split(separator: "\n").count > 2 * AllLayoutsTests.runs.count)
  }
}
