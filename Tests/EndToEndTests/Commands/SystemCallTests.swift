import Foundation
import TestSupport
import Testing

/// How many system calls a run costs, counted by strace.
@Suite(
  .blocking, .enabled(if: Strace.path != nil, "strace is not installed"),
  .disabled(if: Sanitizer.isActive, "a sanitizer makes calls of its own"))
struct SystemCallTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// A run of three arrays of five elements each and one single value.
  private func makeRun(_ name: String) throws {
    try folder.write(
      "runs/\(name)/run_info.json",
      #"""
      {"all_output_names": ["a", "b", "c", "s"], "shapes": {"a": [5], "b": [5], "c": [5]},
       "storage": "file_array"}
      """#)
    for array in ["a", "b", "c"] {
      for element in 0..<5 {
        try folder.write("runs/\(name)/outputs/\(array)/__\(element)__.pickle", "N.")
      }
    }
    try folder.write("runs/\(name)/outputs/s.cloudpickle", "N.")
  }

  /// The calls by their names.
  private func calls(_ words: [String]) throws -> [String: Int] {
    try lines(words).reduce(into: [:]) { counts, line in
      let call = line.drop { $0 != " " }.drop { $0 == " " }
      guard !call.hasPrefix("<"), let end = call.firstIndex(of: "(") else { return }
      counts[String(call[..<end]), default: 0] += 1
    }
  }

  /// What strace tells: a thread and a call on each line.
  private func lines(_ words: [String], options: [String] = []) throws -> [Substring] {
    let outcome = try Runspect.run(
      ["-f", "-qq", "-o", folder.path + "/calls"] + options + [Runspect.binary] + words,
      in: folder, program: try #require(Strace.path))
    #expect(outcome.status == 0)
    let text = try String(contentsOf: folder.url("calls"), encoding: .utf8)
    return text.split(separator: "\n")
  }

  /// How many threads call, where each call takes so many microseconds, as on a distant file system.
  private func threads(_ words: [String], delay: Int = 2_000) throws -> Int {
    let calls = "openat,openat2,newfstatat,getdents64,pread64"
    let lines = try lines(
      words,
      options: ["-e", "trace=\(calls)", "-e", "inject=\(calls):delay_enter=\(delay)"])
    return Set(lines.map { $0.prefix { $0 != " " } }).count
  }

  /// What every further run costs, which does not depend on how a process starts.
  @Test func aRunInAListCostsFewCalls() throws {
    for index in 0..<4 { try makeRun("r\(index)") }
    let few = try calls(["list-runs", "--jobs", "1"])
    for index in 4..<24 { try makeRun("r\(index)") }
    let many = try calls(["list-runs", "--jobs", "1"])
    var each: [String: Int] = [:]
    for (name, count) in many where count - few[name, default: 0] >= 20 {
      each[name] = (count - few[name, default: 0]) / 20
    }
    // Each element is looked at once: its size tells whether it is whole, its time whether the run lives.
    each["newfstatat", default: 0] -= 15
    // Memory is a matter of the allocator.
    for name in ["mmap", "munmap", "brk", "madvise", "mprotect"] { each[name] = nil }
    #expect(
      each == [
        "openat": 4, "openat2": 3, "close": 6, "getdents64": 3, "newfstatat": 4, "pread64": 1,
      ],
      "\(each.values.reduce(0, +)) calls a run")
  }

  /// A further element costs one look, and every listed kilobyte of names a fraction of a call.
  @Test func anElementCostsOneCall() throws {
    try makeRun("r")
    let few = try calls(["status", "runs/r", "--jobs", "1"])
    try folder.write(
      "runs/r/run_info.json",
      #"{"all_output_names": ["a"], "shapes": {"a": [505]}, "storage": "file_array"}"#)
    for element in 5..<505 {
      try folder.write("runs/r/outputs/a/__\(element)__.pickle", "N.")
    }
    let many = try calls(["status", "runs/r", "--jobs", "1"])
    let looks = many["newfstatat", default: 0] - few["newfstatat", default: 0]
    #expect((485...500).contains(looks))
    // Two arrays less, and no folder in which a single value is looked for.
    #expect(many["openat2"] == few["openat2"].map { $0 - 2 })
    #expect(many["openat"] == few["openat"].map { $0 - 1 })
  }

  /// Threads that share a listing ask the kernel for its end once, and not each of them in turn.
  @Test func theEndOfAFolderIsAskedForOnce() throws {
    try folder.write(
      "r/run_info.json",
      #"{"all_output_names": ["a"], "shapes": {"a": [300]}, "storage": "file_array"}"#)
    for element in 0..<299 { try folder.write("r/outputs/a/__\(element)__.pickle", "N.") }
    for jobs in ["1", "8"] {
      let calls = try calls(["status", "r", "--jobs", jobs])
      #expect(calls["getdents64"] == 2, "\(jobs)")
    }
  }

  /// Where calls wait, many of them wait at once: for the elements of one array, for the outputs of one
  /// run, for many runs, for the errors of each, and for values in files of their own or in chunks.
  @Test func manyCallsWaitAtOnce() throws {
    try makeRun("r")
    try folder.write(
      "runs/r/run_info.json",
      #"{"all_output_names": ["a"], "shapes": {"a": [505]}, "storage": "file_array"}"#)
    for element in 5..<505 {
      try folder.write("runs/r/outputs/a/__\(element)__.pickle", "N.")
    }
    for index in 0..<60 { try makeRun("many/r\(index)") }
    let outputs = (0..<60).map { #""o\#($0)""# }.joined(separator: ", ")
    try folder.write(
      "runs/wide/run_info.json",
      #"{"all_output_names": [\#(outputs)], "shapes": {}, "storage": "file_array"}"#)
    for index in 0..<60 { try folder.write("runs/wide/outputs/o\(index).cloudpickle", "N.") }
    try folder.write(
      "runs/zarr/run_info.json",
      #"{"all_output_names": ["z"], "shapes": {"z": [60]}, "storage": "zarr_file_array"}"#)
    try folder.write("runs/zarr/outputs/z/array/zarr.json", "{}")
    // A frame of zstd with one block as it is: one item of four bytes, the pickle of None.
    let chunk = Data(
      [0x28, 0xB5, 0x2F, 0xFD, 0x20, 12, 0x61, 0, 0, 1, 0, 0, 0, 4, 0, 0, 0, 0x80, 4, 0x4E, 0x2E])
    for index in 0..<60 { try folder.write("runs/zarr/outputs/z/array/c/\(index)", chunk) }
    for words in [
      ["status", "runs/r"], ["status", "runs/wide"], ["list-runs", "runs/many"],
      ["errors", "runs/many"], ["outputs", "runs/r"], ["outputs", "runs/wide"],
      ["outputs", "runs/zarr"], ["status", "--verify", "runs/zarr"],
    ] {
      #expect(try threads(words) >= 8, "\(words)")
      #expect(try threads(words + ["--jobs", "1"], delay: 1) == 1, "\(words)")
    }
  }

  /// An array has the threads to itself but for the one that a single value beside it needs.
  @Test func aSingleValueTakesNoThreadsFromAnArray() throws {
    try folder.write(
      "runs/r/run_info.json",
      #"{"all_output_names": ["a", "s"], "shapes": {"a": [1200]}, "storage": "file_array"}"#)
    for element in 0..<1_200 { try folder.write("runs/r/outputs/a/__\(element)__.pickle", "N.") }
    try folder.write("runs/r/outputs/s.cloudpickle", "N.")
    // So many that they are not done before the last thread has begun.
    #expect(try threads(["status", "runs/r"]) > 24)
  }
}
