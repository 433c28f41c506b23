import Foundation
import TestSupport
import Testing

@testable import FileFormats

/// The streams that polars pickles. What they hold is compared with Python by way of `outputs`; here
/// they are damaged.
@Suite struct ArrowStreamTests {
  /// The states of all frames and series in the recorded pickle.
  private static func streams() throws -> [ArraySlice<UInt8>] {
    let file = FixtureFile.folder.appendingPathComponent(
      "runs/values/polars/outputs/values.cloudpickle")
    let document = try PickleDecoder.decode([UInt8](try Data(contentsOf: file)))
    return document.firstEntries(100, of: .items, in: document.root).compactMap { entry in
      guard let state = document.call(entry.value)?.state,
        case .bytes(let bytes) = document[state]
      else { return nil }
      return bytes
    }
  }

  /// Looks at every value of the first rows.
  private func look(at stream: ArrowStream) -> Int {
    var found = 0
    for column in stream.columns + stream.dictionaries.values {
      for index in [-1, 0, 1, 2, column.count - 1, column.count, Int.max] {
        if column.value(at: index) != nil { found += 1 }
      }
    }
    return found
  }

  @Test func readsWhatPolarsWrote() throws {
    let streams = try ArrowStreamTests.streams()
    #expect(streams.count == 7)
    for bytes in streams {
      let stream = try #require(ArrowStream(bytes))
      #expect(
        stream.fields.count == 1 || stream.columns.count == stream.fields.count
          || stream.rowCount == 0)
      if stream.rowCount > 0 { #expect(look(at: stream) > 0) }
    }
  }

  /// A stream may end after the description of its columns, without a mark of its end.
  @Test func aStreamWithoutRows() throws {
    for bytes in try ArrowStreamTests.streams() {
      let whole = try #require(ArrowStream(bytes))
      #expect(bytes.prefix(4).elementsEqual([0xFF, 0xFF, 0xFF, 0xFF]))
      let length = bytes.dropFirst(4).prefix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
      let stream = try #require(ArrowStream(bytes.prefix(8 + length)))
      #expect(stream.fields.map(\.name) == whole.fields.map(\.name))
      #expect(stream.rowCount == 0)
      #expect(ArrowStream(bytes.prefix(7 + length)) == nil)
    }
  }

  /// Fields within fields count toward how many there may be.
  @Test func asManyFieldsAsThereMayBe() throws {
    var nested = 0
    for bytes in try ArrowStreamTests.streams() {
      var rest = bytes
      let header = try #require(ArrowStream.message(&rest)?.header)
      let fields = try #require(header.vector(1, size: 4))
      for index in 0..<fields.count {
        let field = try #require(fields.table(index))
        var many = 1_000
        let type = try #require(ArrowType(field, fieldsLeft: &many))
        let count = 1_000 - many
        var just = count
        #expect(ArrowType(field, fieldsLeft: &just) == type)
        #expect(just == 0)
        nested += count
        guard count > 0 else { continue }
        var less = count - 1
        #expect(ArrowType(field, fieldsLeft: &less) == nil)
      }
    }
    #expect(nested > 0)
  }

  @Test func aStreamThatIsCutShort() throws {
    for bytes in try ArrowStreamTests.streams() {
      let step = max(1, bytes.count / 700)
      for length in stride(from: 0, to: bytes.count, by: step) {
        guard let stream = ArrowStream(bytes.prefix(length)) else { continue }
        _ = look(at: stream)
      }
    }
  }

  @Test func aStreamOfWhichBytesAreOthers() throws {
    var random = SplitMix(state: 11)
    for bytes in try ArrowStreamTests.streams() {
      for _ in 0..<1_000 {
        var damaged = Array(bytes)
        for _ in 0..<Int.random(in: 1...4, using: &random) {
          let place = Int.random(in: damaged.indices, using: &random)
          damaged[place] = [0, 1, 0x7F, 0x80, 0xFF].randomElement(using: &random) ?? 0
        }
        guard let stream = ArrowStream(damaged[...]) else { continue }
        _ = look(at: stream)
      }
    }
  }

  @Test(arguments: [
    ArrowType.null, .bool, .integer(bits: 64, isSigned: true), .integer(bits: 128, isSigned: false),
    .float(bits: 16), .text(.small), .text(.large), .text(.view), .bytes(.view), .date,
    .dateInMilliseconds, .time(.second, bits: 32), .timestamp(.nanosecond, zone: nil),
    .decimal(bits: 128, precision: 1, scale: 1), .decimal(bits: 7, precision: 1, scale: 1),
    .list(.bool, .small), .list(.bool, .view), .fixedList(.bool, size: Int.max),
    .structure([ArrowField(name: [], type: .bool)]), .other,
    .dictionary(
      index: .integer(bits: 8, isSigned: true), value: .bool, identifier: 0, isOrdered: true),
  ])
  func aColumnWithoutItsBuffers(_ type: ArrowType) {
    for (count, offset) in [(0, 0), (1, 0), (Int.max, 1), (1, Int.max), (1, -1)] {
      for buffers in [[], [[1, 2, 3]], [[255, 255, 255, 255, 255, 255, 255, 127], [1]]]
        as [[[UInt8]]]
      {
        let column = ArrowColumn(
          type: type, count: count, offset: offset, validity: nil, buffers: buffers.map { $0[...] })
        for index in [-1, 0, 1, Int.max] {
          if case .text(let text)? = column.value(at: index) { #expect(text.count < 20) }
        }
      }
    }
  }
}
