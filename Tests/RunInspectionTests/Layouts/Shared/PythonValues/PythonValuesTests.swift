import FileFormats
import TestSupport
import Testing

@testable import RunInspection

/// Values of Python's own library and of pandas, at the ends of what they can be.
@Suite struct PythonValuesTests {
  /// What is no moment is shown by its parts.
  @Test(
    arguments: [
      (
        "datetime", [0x07, 0xEA, 2, 28, 23, 59, 59, 0x0F, 0x42, 0x3F], "2026-02-28T23:59:59.999999"
      ),
      ("datetime", [0x00, 0x01, 1, 1, 0, 0, 0, 0, 0, 0], "0001-01-01T00:00:00"),
      ("datetime", [0x27, 0x0F, 0x8C, 31, 1, 0, 0, 0, 0, 1], "9999-12-31T01:00:00.000001"),
      ("datetime", [0xFF, 0xFF, 12, 31, 23, 59, 59, 0xFF, 0xFF, 0xFF], nil),
      ("datetime", [0x07, 0xEA, 2, 28, 23, 59, 59, 0x0F, 0x42, 0x40], nil),
      ("datetime", [0x07, 0xEA, 2, 28, 24, 0, 0, 0, 0, 0], nil),
      ("datetime", [0x07, 0xEA, 2, 28, 0, 60, 0, 0, 0, 0], nil),
      ("datetime", [0x07, 0xEA, 2, 28, 0, 0, 60, 0, 0, 0], nil),
      ("date", [0x07, 0xE8, 2, 29], "2024-02-29"), ("date", [0x07, 0xEA, 2, 29], nil),
      ("date", [0x07, 0xEA, 0, 1], nil), ("date", [0x07, 0xEA, 13, 1], nil),
      ("date", [0x07, 0xEA, 1, 0], nil), ("date", [0x27, 0x10, 1, 1], nil),
      ("date", [0, 0, 1, 1], nil), ("time", [0x97, 59, 59, 0, 0, 0], "23:59:59"),
      ("time", [24, 0, 0, 0, 0, 0], nil),
    ] as [(String, [UInt8], String?)])
  func moments(_ type: String, _ bytes: [UInt8], _ expected: String?) throws {
    let document = try PickleDecoder.decode(
      PickleBytes.global("datetime", type).called(.bytes(bytes)).pickle)
    var reader = PickleValueReader(document: document)
    switch reader.value(of: document.root) {
    case .moment(let text): #expect(text.description == expected)
    case .object(let name, _):
      #expect(expected == nil)
      #expect(name.description == "datetime.\(type)")
    case let other: Issue.record("\(other)")
    }
  }

  @Test(
    arguments: [
      (0, 10, 3, 4), (0, 9, 3, 3), (10, 0, -3, 4), (0, 10, -1, 0), (0, 0, 1, 0), (0, 1, 0, nil),
      (.min, .max, 1 << 62, 4), (.max, .min, .min, 2), (.min, .max, 1, nil), (.min, .max, 2, nil),
      (.min, .max, 3, 6_148_914_691_236_517_205), (.min, -1, 1, .max), (.min, 0, 1, nil),
    ] as [(Int, Int, Int, Int?)])
  func lengthsOfRanges(_ start: Int, _ stop: Int, _ step: Int, _ expected: Int?) {
    #expect(PandasColumn.length(start, stop, step) == expected)
  }

  /// Members are found by their values, where those are numbers or short texts, and else by where they
  /// are.
  @Test func membersOfAnEnumeration() throws {
    let long = String(repeating: "x", count: 257)
    let large = PickleBytes.integer(twosComplement: [0, 0, 0, 0, 0, 0, 0, 0, 1])
    let values: [PickleBytes] = [
      .integer(1), .float(1), "1", .bytes([0x31]), .none, large, .text(long), .integer(1),
    ]
    let members = PickleBytes.dictionary(
      values.enumerated().map { (.text("m\($0.offset)"), $0.element) })
    let document = try PickleDecoder.decode(PickleBytes.tuple(members, .several(values)).pickle)
    let pair = document.first(2, of: .items, in: document.root)
    let names = MemberNames(pair[0], in: document)
    let found = document.first(8, of: .items, in: pair[1]).map { value in
      names.name(ofValue: value, in: document).flatMap { document.text(of: $0) }
    }
    #expect(found == ["m0", "m1", "m2", "m3", "m4", "m5", nil, "m0"])
    #expect(
      names.entries.map { names.name(ofValue: $0.value, in: document) }.count { $0 == nil } == 0)
  }
}

extension PickleBytes {
  fileprivate static func several(_ items: [PickleBytes]) -> PickleBytes {
    PickleBytes([0x28] + items.flatMap(\.bytes) + [0x74])
  }
}
