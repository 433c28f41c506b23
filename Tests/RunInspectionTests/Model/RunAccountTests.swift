import FileFormats
import ReadOnlyFiles
import Testing

@testable import RunInspection

/// How much of a run's own account is kept.
@Suite struct RunAccountTests {
  private func document(_ length: Int) throws -> JSONNode {
    let text = "{\"note\": \"" + String(repeating: "x", count: length) + "\"}"
    return try JSONDocument(Array(text.utf8)).root
  }

  /// A status that refers to a document, or whose outputs do.
  private func status(_ document: JSONNode?, ofOutput: JSONNode?) -> RunStatus {
    var status = RunStatus.run(.running)
    status.passedThrough = document
    var output = OutputStatus(name: "y", storage: "")
    output.passedThrough = ofOutput
    status.outputs = [OutputStatus(name: "x", storage: ""), output]
    return status
  }

  @Test func aDocumentCountsWhereverItIsReferredTo() throws {
    let (short, long) = (try document(10), try document(100_000))
    for (own, outputs, isLong) in [
      (nil, nil, false), (short, nil, false), (nil, short, false), (long, nil, true),
      (nil, long, true), (short, long, false),
    ] as [(JSONNode?, JSONNode?, Bool)] {
      let status = status(own, ofOutput: outputs)
      #expect(status.hasLongAccount == isLong)
      let left = status.withoutLongAccount
      #expect(left.hasLongAccount == false)
      #expect(left.heldBytes >= 2_048)
      #expect((left.outputs?[1].passedThrough == nil) == (outputs == nil || isLong))
    }
  }

  /// A run of which nothing was counted is of no kind that needs counts.
  @Test func kindsOfARunWithoutCounts() {
    var status = RunStatus.run(.running)
    status.tally = nil
    #expect(RunKind.allCases.filter { $0.includes(status) } == [.running, .unfinished])
    status.tally = RunTally(of: [])
    status.tally?.failedCount = nil
    #expect(!RunKind.elements.includes(status))
    status.tally?.failedCount = 1
    #expect(RunKind.elements.includes(status))
  }
}
