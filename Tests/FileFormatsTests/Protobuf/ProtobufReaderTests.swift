import FileFormats
import Testing

/// The wire format of Protocol Buffers, with the examples of its documentation and with bytes that are no
/// message.
@Suite struct ProtobufReaderTests {
  private func fields(
    _ bytes: [UInt8], in range: Range<Int>? = nil
  ) -> Result<[ProtobufReader.Field], ProtobufReader.Fault> {
    bytes.withUnsafeBufferPointer { buffer in
      var reader = ProtobufReader(buffer, in: range)
      var found: [ProtobufReader.Field] = []
      do throws(ProtobufReader.Fault) {
        while let field = try reader.next() { found.append(field) }
        return .success(found)
      } catch {
        return .failure(error)
      }
    }
  }

  @Test(
    arguments: [
      ([], []),
      // `a: 150` and `b: "testing"` (protobuf.dev, "Encoding").
      ([0x08, 0x96, 0x01], [(1, .number(150))]),
      ([0x12, 0x07, 0x74, 0x65, 0x73, 0x74, 0x69, 0x6E, 0x67], [(2, .bytes(2..<9))]),
      // -2 as an int64.
      (
        [0x08, 0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01],
        [(1, .number(UInt64(bitPattern: -2)))]
      ),
      ([0x09, 0, 0, 0, 0, 0, 0, 0xF0, 0x3F], [(1, .fixed64(0x3FF0_0000_0000_0000))]),
      ([0x0D, 1, 2, 3, 4], [(1, .fixed32(0x0403_0201))]),
      // A group with a field and a group in it, and a field after it.
      ([0x0B, 0x10, 0x05, 0x1B, 0x1C, 0x0C, 0x20, 0x07], [(1, .group), (4, .number(7))]),
      ([0x12, 0x00], [(2, .bytes(2..<2))]),
    ] as [([UInt8], [(Int, ProtobufReader.Value)])])
  func aMessage(_ bytes: [UInt8], _ expected: [(Int, ProtobufReader.Value)]) {
    let found = try? fields(bytes).get()
    #expect(found?.map(\.number) == expected.map(\.0))
    #expect(found?.map(\.value) == expected.map(\.1))
  }

  @Test(
    arguments: [
      ([0x08], .cutShort(offset: 1)),
      ([0x08, 0x80], .cutShort(offset: 1)),
      ([0x80], .cutShort(offset: 0)),
      ([0x09, 1, 2, 3], .cutShort(offset: 0)),
      ([0x08] + Array(repeating: 0xFF, count: 10), .numberTooLong(offset: 1)),
      ([0x08] + Array(repeating: 0x80, count: 9) + [0x02], .numberTooLong(offset: 1)),
      ([0x12, 0x01], .lengthTooLarge(offset: 0)),
      (
        [0x12, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01],
        .lengthTooLarge(offset: 0)
      ),
      ([0x0E], .invalidTag(offset: 0)), ([0x00, 0x01], .invalidTag(offset: 0)),
      ([0x0C], .invalidGroup(offset: 0)), ([0x0B, 0x14], .invalidGroup(offset: 0)),
      ([0x0B], .cutShort(offset: 0)),
      (Array(repeating: 0x0B, count: 100_000), .invalidGroup(offset: 0)),
    ] as [([UInt8], ProtobufReader.Fault)])
  func bytesThatAreNoMessage(_ bytes: [UInt8], _ fault: ProtobufReader.Fault) {
    #expect(fields(bytes) == .failure(fault))
  }

  @Test func aRangeIsKeptTo() {
    let bytes: [UInt8] = [0x08, 0x01, 0x08, 0x96, 0x01]
    #expect((try? fields(bytes, in: 0..<2).get())?.count == 1)
    #expect(fields(bytes, in: 2..<4) == .failure(.cutShort(offset: 3)))
    #expect((try? fields(bytes, in: 0..<500).get())?.count == 2)
  }
}
