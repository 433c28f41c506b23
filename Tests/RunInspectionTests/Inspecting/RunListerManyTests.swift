import FileFormats
import Foundation
import HostProcess
import ReadOnlyFiles
import TestSupport
import Testing

@testable import RunInspection

/// Listings of so many runs that a second thread reads some of them, and that they come in batches.
@Suite struct RunListerManyTests {
  private let run: RunFolder
  private let environment = FakeClock(RunFolder.now).environment

  init() throws { run = try RunFolder() }

  /// Around the numbers from which on two threads read, and a second and a third batch begin.
  private static let counts = [199, 200, 201, 2_047, 2_048, 2_049]

  private static let batch = 2_048

  private func name(_ number: Int) -> String { "r\(number)" }

  /// Makes a run; many are equally recent, and some can't be read.
  private func make(_ number: Int) throws {
    let name = "runs/" + name(number)
    let age = number * 7_919 % 97
    switch number % 5 {
    case 0: try run.write(name + "/run_status.json", #"{"status": "failed"}"#, age: age)
    case 1:
      try run.write(
        name + "/run_status.json",
        #"{"status": "running", "n_failed": \#(number), "outputs": {"y": {"n_total": 4}}}"#,
        age: age)
    case 2: try run.write(name + "/run_status.json", "[]", age: age)
    default:
      try run.write(
        name + "/run_info.json", #"{"all_output_names": ["y\#(number)"], "shapes": {}}"#, age: age)
    }
  }

  /// What is shown of a run.
  private struct Row: Equatable {
    let path: RawPath
    let layout: LayoutName?
    let state: RunState
    let error: InspectionError?
    let warnings: [InspectionWarning]
    let staleness: Staleness?
    let lastActivity: Timestamp?
    let tally: RunTally?
    let facts: String

    init(_ status: RunStatus) {
      path = status.runFolder
      layout = status.layout
      state = status.state
      error = status.error
      warnings = status.warnings
      staleness = status.staleness
      lastActivity = status.lastActivity
      tally = status.tally
      facts = String(decoding: JSONWriter.text(.object(status.facts.json)), as: UTF8.self)
    }
  }

  private var request: StatusRequest {
    var request = StatusRequest()
    request.detail = .summary
    return request
  }

  /// What a listing gave.
  private struct Listed {
    var rows: [Row] = []
    var batches: [Int] = []
    var listing: RunListing
    var threads = 0
  }

  private func list(
    most: Int? = nil, workers: Workers = .one, begin: (RunListing) -> Void = { _ in }
  ) -> Listed {
    let record = ThreadRecord()
    var (rows, batches, beginnings) = ([Row](), [Int](), 0)
    var selection = RunSelection()
    selection.most = most
    var environment = environment
    environment.workers = workers
    let listing = RunLister(environment: environment).list(
      [run.path.appending("runs")], selection: selection, request: request,
      render: { status in
        record.note()
        return Row(status)
      },
      begin: { listing in
        #expect(record.threads.isEmpty)
        beginnings += 1
        begin(listing)
      },
      show: { shown in
        rows += shown
        batches.append(shown.count)
      })
    #expect(beginnings == 1)
    #expect(listing.shownRuns == rows.count)
    return Listed(
      rows: rows, batches: batches, listing: listing, threads: record.threads.count)
  }

  /// The names of the runs as the folder lists them, which a sort by age has to leave in order.
  private func namesInFolderOrder() throws -> [String] {
    let stream = try #require(opendir(run.temporary.url("runs").path))
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      // Of the 256 bytes that the type has for the name, there are only as many as the name takes.
      let offset = MemoryLayout<dirent>.offset(of: \dirent.d_name) ?? 0
      let bytes = (UnsafeMutableRawPointer(entry) + offset).assumingMemoryBound(to: CChar.self)
      let name = String(cString: bytes)
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names
  }

  private func number(_ name: String) -> Int { Int(name.dropFirst()) ?? -1 }

  /// The batches that so many runs come in.
  private func batches(_ count: Int) -> [Int] {
    stride(from: 0, to: count, by: RunListerManyTests.batch).map {
      min(RunListerManyTests.batch, count - $0)
    }
  }

  @Test func showsEveryRunOnceAsItIsReadByItself() throws {
    let inspector = RunInspector(environment: FakeClock(RunFolder.now).environment)
    var alone: [String: Row] = [:]
    for count in RunListerManyTests.counts {
      for number in alone.count..<count {
        try make(number)
        let status = inspector.status(
          of: run.path.appending("runs/" + name(number)), request: request)
        alone[name(number)] = Row(status)
      }
      let names = try namesInFolderOrder()
      #expect(Set(names).count == count)
      let ordered = names.enumerated().sorted { left, right in
        let ages = [left, right].map { number($0.element) * 7_919 % 97 }
        return (ages[0], left.offset) < (ages[1], right.offset)
      }
      let expected = ordered.compactMap { alone[$0.element] }
      let listed = list()
      #expect(listed.rows == expected, "\(count) runs")
      #expect(listed.batches == batches(count))
      #expect(listed.threads == 1)
      for threads in [2, 32] where [201, 2_049].contains(count) {
        let shared = list(workers: .fixed(threads))
        #expect(shared.rows == expected, "\(count) runs on \(threads) threads")
        #expect((1...threads).contains(shared.threads))
      }
      #expect(listed.listing.scannedFolders == count)
      #expect(listed.listing.error == nil)
      for most in [1, 199, 200, 2_048] where most < count {
        let limited = list(most: most)
        #expect(limited.rows == Array(expected.prefix(most)), "\(most) of \(count) runs")
        #expect(limited.batches == batches(most))
      }
    }
    let states = Set(alone.values.map(\.state))
    #expect(states == [.failed, .running, .error, .pending])
  }

  /// Runs that vanish after the folder was listed are left out, in any batch and by any thread.
  @Test func leavesOutWhatVanishes() throws {
    for number in 0..<2_049 { try make(number) }
    let before = list().rows.map(\.path)
    let gone = [0, 1, 700, 2_047, 2_048]
    let listed = list(begin: { _ in
      for position in gone {
        try? FileManager.default.removeItem(atPath: before[position].description)
      }
    })
    let left = before.enumerated().filter { !gone.contains($0.offset) }.map(\.element)
    #expect(listed.rows.map(\.path) == left)
    #expect(listed.listing.scannedFolders == 2_049)
    #expect(list().rows.map(\.path) == left)
  }
}
