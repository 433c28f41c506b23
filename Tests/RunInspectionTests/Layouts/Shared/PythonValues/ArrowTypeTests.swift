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
    #expect(ArrowType(alias: alias)?.polarsName == name)
  }
}
