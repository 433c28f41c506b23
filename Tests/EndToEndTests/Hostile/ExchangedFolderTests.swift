import Foundation
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A folder of a run that is exchanged for a link while it is read leads nowhere: what lies outside of the
/// run is never part of an answer.
@Suite(.blocking) struct ExchangedFolderTests {
  /// Renames folders and links to and fro until it is told to stop.
  private final class Exchange: @unchecked Sendable {
    private let lock = NSLock()
    private var isOver = false
    private let done = DispatchSemaphore(value: 0)

    init(_ place: String, aside: String, link: String) {
      Thread.detachNewThread { [self] in
        while !lock.withLock({ isOver }) {
          rename(place, aside)
          rename(link, place)
          rename(place, link)
          rename(aside, place)
        }
        done.signal()
      }
    }

    func stop() {
      lock.withLock { isOver = true }
      done.wait()
    }
  }

  @Test(arguments: ["outputs", "outputs/y", "outputs/z/object_array.zarr", "outputs/z"])
  func nothingFromOutsideIsTold(_ place: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "r/run_info.json",
      #"{"all_output_names": ["s", "y"], "shapes": {"y": [2]}, "storage": "file_array"}"#)
    // Inside nothing is done; outside everything is, with values of another size.
    try folder.makeFolder("r/outputs/y")
    try folder.makeFolder("r/outputs/z/object_array.zarr")
    let outside = place == "outputs" ? "out" : place == "outputs/y" ? "out/y" : "out"
    try folder.write("out/s.cloudpickle", "K\u{7}.")
    for element in 0..<2 { try folder.write("out/y/__\(element)__.pickle", "K\u{7}.") }
    try folder.makeLink("link", to: folder.path + "/" + outside)
    let exchange = Exchange(
      folder.url("r/" + place).path, aside: folder.url("aside").path,
      link: folder.url("link").path)
    defer { exchange.stop() }
    for round in 0..<60 {
      let words = [["status", "r"], ["outputs", "r"], ["list-runs", "."]][round % 3]
      let outcome = try Runspect.run(words, in: folder)
      #expect(outcome.status == 0 || outcome.status == 1)
      let told = try JSON(parsing: outcome.stdout)
      #expect(told["n_outputs_completed"] ?? .number(0) == .number(0), "\(outcome)")
      #expect(!outcome.stdout.contains("\"bytes\": 3"), "\(outcome)")
      #expect(!outcome.stdout.contains("\"value\": 7"), "\(outcome)")
      #expect(!outcome.stdout.contains("\"complete\": true"), "\(outcome)")
    }
  }

  /// A watch does not wake from what happens where a link leads.
  @Test func aLinkIsNotWatched() throws {
    let folder = try TemporaryFolder()
    try folder.write("out/there", "")
    try folder.write(
      "r/run_info.json", #"{"all_output_names": ["s"], "shapes": {}, "storage": "file_array"}"#)
    try folder.makeLink("r/outputs", to: "../out")
    guard let strace = Strace.path else { return }
    _ = try Runspect.run(
      [
        "-f", "-qq", "-o", "calls", "-e", "trace=inotify_add_watch", Runspect.binary, "watch", "r",
        "--timeout", "0",
      ], in: folder, program: strace)
    let calls = try String(decoding: folder.read("calls"), as: UTF8.self)
    #expect(calls.contains("inotify_add_watch"))
    for line in calls.split(separator: "\n") where line.contains("outputs") {
      #expect(line.contains("IN_DONT_FOLLOW") && line.contains("= -1"))
    }
  }
}
