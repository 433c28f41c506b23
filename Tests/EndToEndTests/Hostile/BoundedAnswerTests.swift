import Foundation
import TestSupport
import Testing

/// Small inputs that demand much: every command answers, within a few seconds and an address space that
/// leaves little beside the program itself. `.ci/check_bounds.py` measures these and many more.
@Suite(
  .blocking, .timeLimit(.minutes(10)),
  .disabled(if: Sanitizer.isActive, "a sanitizer needs terabytes of address space"))
struct BoundedAnswerTests {
  /// In kibibytes: a debug build with its libraries takes half of it, and a second thread reserves its stack
  /// and room for what it allocates, of which it uses little.
  private static let addressSpace = 900_000

  private func run(_ arguments: [String], in folder: TemporaryFolder) throws -> Outcome {
    let limited = "ulimit -v \(BoundedAnswerTests.addressSpace) && exec \"$0\" \"$@\""
    return try Runspect.run(
      ["-c", limited, Runspect.binary] + arguments, in: folder, program: "/bin/sh")
  }

  private func describe(
    _ folder: TemporaryFolder, names: [String], shapes: String = "{}", masks: String = "{}",
    storage: String = "dict", specifications: [String] = []
  ) throws {
    func list(_ words: [String]) -> String {
      "[" + words.map { "\"\($0)\"" }.joined(separator: ",") + "]"
    }
    try folder.write(
      "r/run_info.json",
      """
      {"all_output_names": \(list(names)), "shapes": \(shapes), "resolved_shapes": \(shapes), \
      "shape_masks": \(masks), "storage": "\(storage)", "error_handling": "continue", \
      "mapspecs_as_strings": \(list(specifications))}
      """)
  }

  static let commands = [
    ["status", "r"], ["status", "r", "--pretty"], ["list-runs", "."],
    ["list-runs", ".", "-f", "csv"], ["errors", "r"], ["outputs", "r"], ["timing", "r"],
    ["watch", "r", "--timeout", "0"], ["report", "."], ["--compat", "status", "r"],
  ]

  /// Runs all commands; none may end by a signal, and JSON has to be whole.
  private func ask(
    _ folder: TemporaryFolder, _ commands: [[String]] = commands,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> [Outcome] {
    try commands.map { words in
      let outcome = try run(words, in: folder)
      #expect(
        (0...3).contains(outcome.status), "\(words) \(outcome.stderr.suffix(300))",
        sourceLocation: sourceLocation)
      // On a busy machine a watch may reach its deadline before it has read anything.
      let isOverdue = words.contains("watch") && outcome.status == 2 && outcome.stdout.isEmpty
      if !words.contains("csv"), !words.contains("report"), !isOverdue {
        _ = try JSON(parsing: outcome.stdout)
      }
      return outcome
    }
  }

  /// A thousand outputs that share one shape of tens of thousands of sizes.
  @Test(arguments: [1, 50_000])
  func namesThatShareALongShape(_ external: Int) throws {
    let folder = try TemporaryFolder()
    let names = (0..<1_000).map { "a\($0)" }
    let key = names.joined(separator: ",")
    let sizes = Array(repeating: "1", count: 50_000).joined(separator: ",")
    let flags = (0..<50_000).map { $0 < external ? "true" : "false" }.joined(separator: ",")
    try describe(
      folder, names: names, shapes: "{\"\(key)\": [\(sizes)]}", masks: "{\"\(key)\": [\(flags)]}")
    let outcomes = try ask(folder)
    let output = try JSON(parsing: outcomes[0].stdout)["outputs"]?["a7"]
    #expect(
      output?["error"] == .string("the shape of output 'a7' is too large to count"))
  }

  @Test func moreOutputsThanAreRead() throws {
    let folder = try TemporaryFolder()
    let names = (0..<14_001).map { "o\($0)" }
    try describe(folder, names: names)
    let answer = try JSON(parsing: try run(["status", "r"], in: folder).stdout)
    #expect(
      answer["error"]
        == .string(
          "'\(folder.path)/r/run_info.json': 'all_output_names' has more than 14000 entries, "
            + "the most that are read"))
    try describe(folder, names: Array(names.prefix(14_000)))
    #expect(try run(["timing", "r"], in: folder).status == 0)
  }

  @Test(arguments: ["run_status.json", "pipefunc_status.json"])
  func aHeartbeatOfMoreThanIsRead(_ name: String) throws {
    let folder = try TemporaryFolder()
    let isScript = name == "run_status.json"
    if !isScript { try describe(folder, names: ["y"]) }
    let members = (0..<65_537).map { "\"k\($0)\":{}" }.joined(separator: ",")
    let numbers = Array(repeating: "1", count: 1 << 19).joined(separator: ",")
    let limit = "entries, the most that are read"
    for (text, reason) in [
      ("\"outputs\":{\(members)}", "'outputs' has more than 14000 \(limit)"),
      (members, "has more than 65536 \(limit)"), ("\"x\":[\(numbers)]", "More than 524288 values"),
    ] {
      try folder.write("r/" + name, "{\"status\":\"running\",\(text)}")
      folder.setTime("r/" + name, .recorded)
      let outcomes = try ask(folder)
      let answer = try JSON(parsing: outcomes[0].stdout)
      let told = isScript ? answer["error"]?.string : answer["warnings"]?.array.first?.string
      #expect(told?.contains(reason) == true)
    }
  }

  /// Indentation ends at some level; the text is the same value all the same.
  @Test func jsonThatIsNestedDeeply() throws {
    let folder = try TemporaryFolder()
    let deep =
      String(repeating: "[", count: 400)
      + Array(repeating: "1", count: 2_000).joined(separator: ",")
      + String(repeating: "]", count: 400)
    try folder.write("r/run_status.json", "{\"status\":\"running\",\"x\":\(deep)}")
    let outcomes = try ask(folder)
    #expect(outcomes[1].stdout.utf8.count < 20_000)
  }

  @Test func oneSpecificationOfThousandsOfInputsAndOutputs() throws {
    let folder = try TemporaryFolder()
    func names(_ side: String) -> [String] { (0..<5_000).map { "\(side)\($0)" } }
    func text(_ names: [String]) -> String { names.map { $0 + "[i]" }.joined(separator: ", ") }
    try describe(
      folder, names: names("y"), specifications: [text(names("y")) + " -> " + text(names("y"))])
    let outcome = try run(["timing", "r"], in: folder)
    #expect(outcome.status == 0)
  }

  /// The same run under many names: what is shown of each is long, and is not held for all of them.
  @Test(arguments: [["list-runs", "."], ["list-runs", ".", "--sort", "name"], ["report", "."]])
  func linksToALongHeartbeat(_ command: [String]) throws {
    let folder = try TemporaryFolder()
    let long = String(repeating: "x", count: 2_000_000)
    try folder.write("real/run_status.json", "{\"status\":\"running\",\"x\":\"\(long)\"}")
    for number in 0..<20 { try folder.makeLink("r\(number)", to: "real") }
    let outcome = try run(command, in: folder)
    #expect((0...1).contains(outcome.status))
    guard command[0] == "list-runs" else { return }
    #expect(outcome.stdout.hasSuffix("\"total_count\": 21}\n"))
    #expect(outcome.stdout.utf8.count > 42_000_000 - 1)
  }

  private static let shared = PickleBytes.global("petsard.status", "ExecutionSnapshot")

  @Test func snapshotsThatShareTheirState() throws {
    let folder = try TemporaryFolder()
    let fields =
      (0..<61).map { (PickleBytes.text("k\($0)"), PickleBytes.none) } + [
        ("snapshot_id", "s"), ("module_name", "Loader"), ("experiment_name", "e"),
      ]
    let snapshots = Array(
      repeating: BoundedAnswerTests.shared.instance().with(state: .entry(0)), count: 2_000)
    let state = PickleBytes.dictionary(fields.reversed()).kept(
      0,
      then: .fields(["sequence": .list(["Loader"]), "snapshots": .list(snapshots)]))
    try folder.write("r/status_state.pkl", Data(state.pickle))
    let outcomes = try ask(
      folder,
      [
        ["status", "r"], ["snapshots", "r"], ["summary", "r"], ["timing", "r"], ["changes", "r"],
      ])
    let answer = try JSON(parsing: outcomes[1].stdout)
    #expect(answer["snapshots"]?.array.count == 2_000)
    #expect(outcomes[1].stdout.utf8.count < 8 << 20)
  }

  /// What does not fit in the answer is told in the place of the rest.
  @Test func snapshotsThatShareALongValue() throws {
    let folder = try TemporaryFolder()
    let snapshots = (0..<200).map { number in
      PickleBytes.fields([
        "snapshot_id": .text("s\(number)"), "module_name": "Loader", "experiment_name": "e",
        "context": .entry(0),
      ])
    }
    let state = PickleBytes.text(String(repeating: "x", count: 100_000)).kept(
      0, then: .fields(["snapshots": .list(snapshots)]))
    try folder.write("r/status_state.pkl", Data(state.pickle))
    let answer = try JSON(parsing: try ask(folder, [["snapshots", "r"]])[0].stdout)
    let shown = try #require(answer["snapshots"]?.array)
    #expect((50..<200).contains(shown.filter { $0["context"]?.string != nil }.count))
    #expect(shown.last?["$type"] == .string("elided") || shown.last?["context"]?["$type"] != nil)
  }

  @Test func oneLongNameOfManyKeys() throws {
    let folder = try TemporaryFolder()
    let pairs = Array(repeating: (PickleBytes.entry(0), PickleBytes.none), count: 10_000)
    let names = Array(repeating: PickleBytes.entry(0), count: 10_000)
    let state = PickleBytes.text(String(repeating: "k", count: 100_000)).kept(
      0,
      then: PickleBytes.dictionary(pairs).kept(
        1,
        then: .fields([
          "sequence": .list(names), "status": .entry(1), "snapshots": .list([.entry(1)]),
        ])))
    try folder.write("r/status_state.pkl", Data(state.pickle))
    let outcomes = try ask(folder, [["status", "r"], ["summary", "r"], ["list-runs", "."]])
    #expect(outcomes.allSatisfy { $0.stdout.utf8.count < 10_000 })
  }

  /// Twenty thousand entries under one key of twenty thousand integers.
  @Test func oneLongTupleAsKeys() throws {
    let folder = try TemporaryFolder()
    try describe(folder, names: ["y"], shapes: "{\"y\": [3]}", masks: "{\"y\": [true]}")
    let key = PickleBytes(
      [0x28] + Array(repeating: PickleBytes.integer(0).bytes, count: 20_000).joined() + [0x74])
    let entries = Array(repeating: (PickleBytes.entry(0), PickleBytes.none), count: 20_000)
    try folder.write(
      "r/outputs/y/dict_array.cloudpickle",
      Data(key.kept(0, then: .dictionary(entries)).pickle))
    _ = try ask(folder)
  }

  @Test(arguments: [["errors", "r"], ["outputs", "r"], ["status", "r"]])
  func aPickleOfEightMegabytes(_ command: [String]) throws {
    let folder = try TemporaryFolder()
    try describe(folder, names: ["y"])
    var bytes: [UInt8] = [0x80, 5, 0x5D, 0x28]
    for _ in 0..<4_000_000 { bytes += [0x4B, 1] }
    try folder.write("r/outputs/y.cloudpickle", Data(bytes + [0x65, 0x2E]))
    let outcome = try run(command, in: folder)
    #expect(outcome.status == 0)
  }
}
