import FileFormats
import ReadOnlyFiles
import Testing

@testable import RunInspection

/// What is kept of the statuses of many runs.
@Suite struct HeldStatusesTests {
  /// How many outputs together have all the room there is.
  private static let most = HeldStatuses.most / 1_024

  private func status(outputs count: Int, message: String? = nil) -> RunStatus {
    var status = RunStatus(runFolder: RawPath("/r"), layout: nil, state: .running)
    status.message = message.map { JSONString($0) }
    status.take(
      (0..<count).map { OutputStatus(name: JSONString("y\($0)"), storage: "") }, detail: .outputs)
    return status
  }

  @Test func keepsOutputsAsLongAsThereIsRoom() {
    var held = HeldStatuses()
    let half = status(outputs: HeldStatusesTests.most / 2)
    #expect(held.held(half, of: 0).outputs?.count == half.outputs?.count)
    #expect(held.held(half, of: 1).outputs?.count == half.outputs?.count)
    let third = held.held(status(outputs: 1), of: 2)
    #expect(third.outputs == nil)
    #expect(third.tally?.outputCount == 1)
    // The next status of a run takes the place of its last one.
    #expect(held.held(half, of: 1).outputs?.count == half.outputs?.count)
    #expect(held.held(status(outputs: 2), of: 0).outputs?.count == 2)
    #expect(held.held(status(outputs: 1), of: 2).outputs?.count == 1)
  }

  @Test func aRunThatTakesAllRoomLeavesItWithItsNextStatus() {
    var held = HeldStatuses()
    #expect(held.held(status(outputs: HeldStatusesTests.most + 1), of: 0).outputs == nil)
    #expect(held.held(status(outputs: HeldStatusesTests.most), of: 1).outputs != nil)
    #expect(held.held(status(outputs: 0), of: 1).outputs?.isEmpty == true)
    #expect(held.held(status(outputs: HeldStatusesTests.most), of: 0).outputs != nil)
  }

  @Test(arguments: [
    (HeldStatuses.longestMessage, ""), (HeldStatuses.longestMessage + 1, "…"),
  ])
  func cutsALongMessageVisibly(_ length: Int, _ mark: String) {
    var held = HeldStatuses()
    let message = String(repeating: "m", count: length)
    #expect(
      held.held(status(outputs: 0, message: message), of: 0).message?.description
        == message.prefix(HeldStatuses.longestMessage) + mark)
  }
}
