import Foundation
import TestSupport
import Testing

/// Real runs whose functions wrote down when they began and ended: what `timing` tells of them, against
/// that.
@Suite(.blocking) struct PipefuncTimingTests {
  private static let truth = (try? Fixtures.json("truth/pipefunc-verdicts.json").object) ?? [:]
  /// Of the other runs the elements take no time.
  static let names = truth.keys.filter { $0.contains("-timing_") }.sorted()

  @Test func hasRuns() {
    #expect(PipefuncTimingTests.names.count >= 6)
  }

  /// A copy with the times that the files had, which no clone of the repository keeps.
  private func copy(_ name: String, _ truth: JSON) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try Fixtures.copy("pipefunc-verdicts", name, to: folder, as: "r")
    for (file, time) in try #require(truth["times"]).object {
      let parts = time.array.compactMap(\.number).map { Int($0) }
      folder.setTime("r/\(file)", Moment(seconds: parts[0], nanoseconds: parts[1]))
    }
    return folder
  }

  @Test(arguments: names)
  func tellsHowLongItTook(_ name: String) throws {
    let truth = try #require(PipefuncTimingTests.truth[name])
    let folder = try copy(name, truth)
    let outcome = try Runspect.run(["timing", "r"], in: folder)
    #expect(outcome.status == 0)
    #expect(outcome.stderr == "")
    let rows = try #require(try JSON(parsing: outcome.stdout)["timing"]).array
    let outputs = try #require(truth["timing"]).object
    #expect(Set(rows.compactMap { $0["module"]?.string }) == Set(outputs.keys))
    for row in rows {
      let output = try #require(row["module"]?.string)
      let parts = try #require(outputs[output]).array
      let seconds = parts.compactMap { $0["seconds"]?.number }.reduce(0, +)
      let told = row["seconds"]?.number
      switch row["seconds_source"]?.string {
      case "heartbeat":
        // The heartbeat's own clock is read a little later.
        let told = try #require(told)
        #expect(told > seconds * 0.95 && told < seconds + 0.25, "\(output)")
      case "upper_bound":
        #expect(try #require(told) >= seconds, "\(output)")
      case "parts":
        let told = try #require(told)
        #expect(told > seconds * 0.9 && told < seconds + 0.6, "\(output)")
        #expect(row["parts"]?.array.map { $0["n_elements"] } == parts.map { $0["n"] }, "\(output)")
      case nil:
        #expect(row["seconds"] == .null, "\(output)")
        #expect(row["elements_per_second"] == .null, "\(output)")
      case let other: Issue.record("\(output): \(other ?? "")")
      }
      if let told, told > 0, let rate = row["elements_per_second"]?.number,
        let count = row["n_elements"]?.number
      {
        #expect(abs(rate - count / told) < 1e-9 * rate, "\(output)")
      }
    }
  }

  /// Bounds are not taken for measurements in the formats for people and spreadsheets either: each row
  /// has as many words as the table has columns, and tells its source.
  @Test(arguments: names)
  func tellsTheSourceInEveryFormat(_ name: String) throws {
    let folder = try copy(name, try #require(PipefuncTimingTests.truth[name]))
    let whole = try JSON(parsing: try Runspect.run(["timing", "r"], in: folder).stdout)
    let sources = try #require(whole["timing"]).array.map { $0["seconds_source"]?.string ?? "" }
    for (format, separator, nothing) in [
      ("table", " ", "-"), ("csv", ",", ""), ("tsv", "\t", ""), ("markdown", "|", ""),
    ] {
      let text = try Runspect.run(["timing", "r", "--format", format], in: folder).stdout
      let rows = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
        line.split(separator: separator, omittingEmptySubsequences: format == "table").map {
          $0.trimmingCharacters(in: .whitespaces)
        }
      }
      let heading = format == "table" ? "SOURCE" : "seconds_source"
      let column = try #require(rows[0].firstIndex(of: heading), "\(format)")
      let body = rows.dropFirst(format == "markdown" ? 2 : 1).prefix(sources.count)
      #expect(body.allSatisfy { $0.count == rows[0].count }, "\(format): \(text)")
      #expect(body.map { $0[column] } == sources.map { $0.isEmpty ? nothing : $0 }, "\(format)")
      if format == "table" {
        #expect(text.contains("\nupper_bound: not measured") == sources.contains("upper_bound"))
        #expect(text.contains("\nparts: the sum") == sources.contains("parts"))
      }
    }
  }

  /// What can't be read may hide the last write of an output, or what another one needed.
  @Test func refusesAfterAFailedCall() throws {
    let folder = try TemporaryFolder()
    try Fixtures.copy("pipefunc", "0.93.2-dict-complete", to: folder, as: "r")
    let file = try #require(
      FileManager.default.enumerator(atPath: folder.url("r").path)?.allObjects
        .compactMap { $0 as? String }.filter { $0.hasSuffix("dict_array.cloudpickle") }.min())
    // A file larger than any that is read.
    try FileHandle(forWritingTo: folder.url("r/\(file)")).truncate(atOffset: 1 << 40)
    let outcome = try Runspect.run(["timing", "r"], in: folder)
    let sentence = "can't read '\(folder.path)/r/\(file)': it is larger than 1073741824 bytes"
    #expect(
      outcome
        == Outcome(
          stdout: "{\"error\": \"\(sentence)\"}\n", stderr: "runspect: \(sentence)\n", status: 1))
  }

  /// The time between the parts of a resumed run belongs to neither of them: there it was a second.
  @Test(arguments: ["timing_resumed", "timing_resumed_async"])
  func leavesOutTheTimeBetweenParts(_ scenario: String) throws {
    let name = "0.93.2-file_array-\(scenario)"
    let folder = try copy(name, try #require(PipefuncTimingTests.truth[name]))
    let outcome = try Runspect.run(["timing", "r"], in: folder)
    let rows = try #require(try JSON(parsing: outcome.stdout)["timing"]).array
    let resumed = try #require(rows.first { $0["module"] == .string("y") })
    #expect(resumed["seconds_source"] == .string("parts"))
    #expect(try #require(resumed["seconds"]?.number) < 1)
    // Loaded, not computed: nothing tells how long it took.
    let loaded = try #require(rows.first { $0["module"] == .string("s") })
    #expect(loaded["seconds"] == .null)
    #expect(loaded["seconds_source"] == .null)
  }
}
