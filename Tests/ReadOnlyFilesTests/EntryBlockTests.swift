import Testing

@testable import ReadOnlyFiles

@Suite struct EntryBlockTests {
  /// Whatever length a file system gives an entry, the next one lies behind it, and none behind the end.
  @Test(arguments: [(0, 100), (24, 24), (100, 100), (101, 100), (UInt16.max, 100)])
  func movesForward(_ length: UInt16, _ expected: Int) {
    let block = EntryBlock()
    block.bytes.storeBytes(of: length, toByteOffset: EntryBlock.lengthOffset, as: UInt16.self)
    var position = 0
    block.skip(&position, end: 100)
    #expect(position == expected)
  }
}
