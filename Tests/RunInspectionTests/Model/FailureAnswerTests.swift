import FileFormats
import ReadOnlyFiles
import Testing

@testable import RunInspection

@Suite struct FailureAnswerTests {
  /// What is told of a failure.
  private struct Row: Equatable {
    let output: String
    let kind: Failure.Kind
    var count: Int?
  }

  /// A failure on its way into an answer.
  private typealias Added = (output: String, kind: Failure.Kind, count: Int)

  private func rows(_ answer: FailureAnswer) -> [Row] {
    answer.failures.map {
      Row(output: $0.output?.description ?? "", kind: $0.kind, count: $0.count)
    }
  }

  /// The answer, and how many failures were made for it.
  private func answer(_ added: [Added], limit: Int? = nil) -> (FailureAnswer, made: Int) {
    var request = FailureRequest()
    request.limit = limit
    var answer = FailureAnswer()
    var made = 0
    for failure in added {
      answer.add(request, kind: failure.kind, count: failure.count) {
        made += 1
        return Failure(output: JSONString(failure.output))
      }
    }
    return (answer, made)
  }

  private static let mixed: [Added] = [
    ("a", .propagated, 1), ("b", .error, 1), ("c", .propagated, 1), ("d", .unrecorded, 5),
    ("e", .error, 1),
  ]

  private static let ordered = [
    Row(output: "b", kind: .error), Row(output: "d", kind: .unrecorded, count: 5),
    Row(output: "e", kind: .error), Row(output: "a", kind: .propagated),
    Row(output: "c", kind: .propagated),
  ]

  @Test func whatFailedItselfComesFirstInOrder() {
    let (answer, made) = answer(FailureAnswerTests.mixed)
    #expect(rows(answer) == FailureAnswerTests.ordered)
    #expect(answer.total == 9)
    #expect(made == 5)
  }

  /// However many are asked for, all are counted, and those that can't be among them are not made.
  @Test(arguments: [(0, 0), (1, 2), (2, 4), (3, 5), (4, 5), (5, 5), (99, 5)])
  func givesAsManyAsAreAskedFor(_ limit: Int, _ most: Int) {
    let (answer, made) = answer(FailureAnswerTests.mixed, limit: limit)
    #expect(rows(answer) == Array(FailureAnswerTests.ordered.prefix(limit)))
    #expect(answer.total == 9)
    #expect(made == most)
  }

  @Test func countsInOneRowWhatWasNotRecorded() {
    let (answer, _) = answer([("a", .unrecorded, 1), ("b", .unrecorded, 1_000_000)])
    #expect(
      rows(answer) == [
        Row(output: "a", kind: .unrecorded, count: 1),
        Row(output: "b", kind: .unrecorded, count: 1_000_000),
      ])
    #expect(answer.total == 1_000_001)
  }

  @Test func claimsThatAddUpToTooMuchAreTheLargestNumberThereIs() {
    let (answer, _) = answer([("a", .unrecorded, .max), ("b", .unrecorded, .max), ("c", .error, 1)])
    #expect(answer.total == .max)
    #expect(answer.failures.count == 3)
  }

  /// What there is no room for is counted all the same.
  @Test func tellsHowManyAreLeftOutOfAFullAnswer() {
    for (limit, omitted) in [(nil, 4), (2, 1), (1, 0), (0, 0)] as [(Int?, Int)] {
      var request = FailureRequest()
      request.limit = limit
      var answer = FailureAnswer()
      for number in 0..<4 {
        answer.add(request) { number == 0 ? Failure(output: "first") : nil }
      }
      answer.add(request, kind: .propagated) { nil }
      #expect(answer.total == 5)
      #expect(answer.failures.map(\.output) == (limit == 0 ? [] : ["first"]))
      #expect(answer.omitted == omitted, "\(String(describing: limit))")
    }
  }

  @Test func nothingFailedInAnEmptyAnswer() {
    let answer = FailureAnswer()
    #expect(answer.total == 0)
    #expect(answer.omitted == 0)
    #expect(answer.failures.isEmpty)
    #expect(answer.isWhole)
  }

  @Test func isWholeUnlessElementsCouldNotBeExamined() {
    var answer = FailureAnswer()
    let error = InspectionError.missingKey(RawPath("r"), key: "k")
    answer.warnings = [.valueIgnored(error), .lastLineTorn(RawPath("log"))]
    #expect(answer.isWhole)
    answer.warn(unexamined: .elementsUnreadable("y", count: 1, first: error))
    #expect(!answer.isWhole)
    #expect(answer.warnings.count == 3)
  }

  @Test func leavesOutWhatWasNotAttempted() {
    var request = FailureRequest()
    request.rootsOnly = true
    var answer = FailureAnswer()
    for failure in FailureAnswerTests.mixed {
      answer.add(request, kind: failure.kind, count: failure.count) {
        Failure(output: JSONString(failure.output))
      }
    }
    #expect(rows(answer) == Array(FailureAnswerTests.ordered.prefix(3)))
    #expect(answer.total == 7)
    #expect(answer.propagatedCount == 2)
    #expect(answer.omitted == 0)
    var consequences = FailureAnswer()
    consequences.add(request, kind: .propagated) { nil }
    #expect(consequences.total == 0)
    #expect(!consequences.isEmpty)
  }

  /// Failures that are received one by one are counted, but not kept, and their limit does not matter.
  @Test func handsFailuresOn() {
    var received: [Row] = []
    var request = FailureRequest()
    request.limit = 1
    request.receive = {
      received.append(
        Row(output: $0.output?.description ?? "", kind: $0.kind, count: $0.count))
    }
    var answer = FailureAnswer()
    for failure in FailureAnswerTests.mixed {
      answer.add(request, kind: failure.kind, count: failure.count) {
        failure.output == "b" ? nil : Failure(output: JSONString(failure.output))
      }
    }
    #expect(received.map(\.output) == ["a", "c", "d", "e"])
    #expect(received.map(\.kind) == [.propagated, .propagated, .unrecorded, .error])
    #expect(received.map(\.count) == [nil, nil, 5, nil])
    #expect(answer.failures.isEmpty)
    #expect(answer.total == 9)
    #expect(answer.omitted == 1)
  }
}
