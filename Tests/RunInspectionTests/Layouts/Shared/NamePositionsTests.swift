import FileFormats
import Testing

@testable import RunInspection

@Suite struct NamePositionsTests {
  /// As many names as are compared one by one, one more, and many more.
  @Test(arguments: [0, 1, 16, 17, 1_000])
  func everyNameKeepsItsPosition(_ count: Int) {
    var positions = NamePositions()
    #expect(positions.isEmpty)
    for index in 0..<count { positions.add(JSONString("name \(index)"), at: 3 * index) }
    #expect(positions.isEmpty == (count == 0))
    #expect(positions.count == count)
    for index in 0..<count {
      #expect(positions.position(of: JSONString("name \(index)")) == 3 * index)
    }
    #expect(positions.position(of: JSONString("name \(count)")) == nil)
    #expect(positions.position(of: "") == nil)
  }
}
