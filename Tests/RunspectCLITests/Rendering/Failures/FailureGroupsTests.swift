import FileFormats
import ReadOnlyFiles
import Testing

@testable import RunInspection
@testable import RunspectCLI

/// Groups of failures, and what their inputs have in common.
@Suite struct FailureGroupsTests {
  private func failure(
    _ message: String, kind: Failure.Kind = .error, index: Int? = 0, count: Int? = nil,
    inputs: [(JSONString, StoredValue)] = []
  ) -> Failure {
    var failure = Failure(output: "y")
    failure.kind = kind
    failure.index = index
    failure.count = count
    failure.type = "ValueError"
    failure.message = JSONString(message)
    let entries = inputs.map { (key: StoredValue.string($0.0), value: $0.1) }
    failure.keywordArguments = .dictionary(entries, count: entries.count)
    return failure
  }

  private func text(_ object: JSONObject) -> String {
    String(decoding: JSONWriter.text(.object(object)), as: UTF8.self)
  }

  @Test func comparesInputs() {
    var groups = FailureGroups(by: [.type])
    let long = StoredValue.list([.integer("1")], count: 2)
    for index in 0..<7 {
      var inputs: [(JSONString, StoredValue)] = [
        ("x", .integer("\(index)")), ("lr", .float(0.5)), ("cut", long), ("none", .none),
      ]
      if index == 3 { inputs.append(("rare", .bool(true))) }
      groups.add(failure("m", index: index, inputs: inputs), run: nil)
    }
    let group = groups.sorted[0].group
    #expect(group.count == 7)
    #expect(
      text(group.inputs.differing)
        == #"{"rare": {"n_values": 1, "values": [true]}, "#
        + #""x": {"n_values": 7, "values": [0, 1, 2, 3, 4]}}"#)
    #expect(text(group.inputs.same) == #"{"lr": 0.5, "none": null}"#)
    #expect(group.inputs.notCompared == ["cut"])
  }

  @Test func theLargestGroupComesFirst() {
    var groups = FailureGroups(by: [.message, .type])
    for message in ["b 1", "b 2", "c", "a"] { groups.add(failure(message), run: nil) }
    groups.add(failure("lost", kind: .unrecorded, index: nil, count: 5), run: nil)
    groups.add(failure("c", kind: .propagated), run: nil)
    var unknown = failure("")
    unknown.message = nil
    groups.add(unknown, run: nil)
    let told = groups.sorted.map {
      "\($0.group.count) \($0.key.kind.rawValue) \($0.key.values[0] ?? "-")"
    }
    #expect(
      told == [
        "5 unrecorded lost", "2 error b <n>", "1 error -", "1 error a", "1 error c",
        "1 propagated c",
      ])
  }

  @Test func keepsTheFirstPlacesOnly() {
    var groups = FailureGroups(by: [.type])
    for index in 0..<100_000 {
      groups.add(failure("m \(index)", index: index), run: RawPath("runs/r"))
    }
    let group = groups.sorted[0].group
    #expect(group.count == 100_000)
    #expect(group.places.map(\.index) == (0..<20).map { $0 })
    #expect(group.places[0].text(run: RawPath("r")) == "r: y[0]")
  }

  /// What the numbers of a producer add up to may be more than an integer holds.
  @Test func countsSaturate() {
    var groups = FailureGroups(by: [.type])
    for _ in 0..<2 { groups.add(failure("m", kind: .unrecorded, count: .max), run: nil) }
    #expect(groups.sorted[0].group.count == .max)
  }

  @Test func tooManyGroupsAreCounted() {
    var groups = FailureGroups(by: [.message])
    for index in 0..<10_100 {
      // Letters for the digits, which would count as equal.
      let word = String(index).map {
        String(UnicodeScalar(UInt8(ascii: "a") + UInt8($0.wholeNumberValue ?? 0)))
      }
      groups.add(failure(word.joined()), run: nil)
    }
    #expect(groups.sorted.count == 10_000)
    #expect(groups.ungroupedCount == 100)
    var counts = FailureCounts()
    counts.failureCount = 10_100
    let answer = GroupsAnswer.answer(
      groups, limit: 2, counts: counts, roots: false, isOneRun: true)
    #expect(answer.items.count == 2)
    #expect(answer.value["n_groups"].map { text(["n": $0]) } == #"{"n": 10000}"#)
    #expect(
      answer.remarks
        == ["warning: 100 errors are in none of the groups, which are too many"])
  }

  /// Long values and texts fill up the room once; what is counted stays right.
  @Test func keepsNoMoreThanThereIsRoomFor() {
    var groups = FailureGroups(by: [.message])
    let value = StoredValue.string(JSONString(String(repeating: "v", count: 900)))
    for index in 0..<9_000 {
      let word =
        String(repeating: "w", count: index % 900 + 1) + String(repeating: "u", count: index / 900)
      groups.add(failure(word, inputs: [("x", value), ("y", .integer("\(index)"))]), run: nil)
    }
    let sum = groups.sorted.reduce(groups.ungroupedCount) { $0 + $1.group.count }
    #expect(sum == 9_000)
    #expect(groups.ungroupedCount > 0)
    #expect(groups.sorted.count < 9_000)
  }
}
