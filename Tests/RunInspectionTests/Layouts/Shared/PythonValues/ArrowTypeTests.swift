import FileFormats
import Testing

@testable import RunInspection

@Suite struct ArrowTypeTests {
  /// The names that pyarrow takes, with what polars calls the same type.
  @Test(
    arguments: [
      ("null", "Null"), ("bool", "Boolean"), ("boolean", "Boolean"), ("int8", "Int8"),
      ("int16", "Int16"), ("int32", "Int32"), ("int64", "Int64"), ("uint8", "UInt8"),
      ("uint16", "UInt16"), ("uint32", "UInt32"), ("uint64", "UInt64"), ("float", "Float32"),
      ("float32", "Float32"), ("double", "Float64"), ("float64", "Float64"),
      ("halffloat", "Float16"), ("float16", "Float16"), ("string", "String"), ("utf8", "String"),
      ("large_string", "String"), ("binary", "Binary"), ("large_binary", "Binary"),
      ("date32", "Date"), ("date64[ms]", "Date"), ("int128", nil), ("Int8", nil), ("", nil),
    ] as [(String, String?)])
  func readsTheNameOfAType(_ alias: String, _ name: String?) {
    var room = 0
    #expect(ArrowType(alias: alias)?.polarsName(&room) == name)
  }

  /// Fields can share one long name: names are made as long as there is room.
  @Test(arguments: [(16, true), (8, false), (0, false)])
  func namesTakeNoMoreThanTheirRoom(_ room: Int, _ isWhole: Bool) {
    let field = ArrowField(name: Array("abc".utf8)[...], type: .text(.small))
    let inner = ArrowType.structure([field, ArrowField(name: field.name, type: .null)])
    var room = room
    let name = ArrowType.list(inner, .small).polarsName(&room)
    #expect((room >= 0) == isWhole)
    #expect((name == "List(Struct({'abc': String, 'abc': Null}))") == isWhole)
    let shared = Array(
      repeating: ArrowField(name: Array(repeating: 0x6E, count: 1_000_000)[...], type: .null),
      count: 9_000)
    var left = 1 << 16
    #expect(ArrowType.structure(shared).polarsName(&left) == "Struct({})")
    #expect(left < 0)
  }
}
