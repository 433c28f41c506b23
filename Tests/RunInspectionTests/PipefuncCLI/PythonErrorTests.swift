import FileFormats
import Testing

@testable import RunInspection

@Suite struct PythonErrorTests {
  /// What `pickle.loads` of CPython 3.11 says of a first byte that is no instruction.
  @Test(
    arguments: [
      (0x01, "\\x01"), (0x1F, "\\x1f"), (0x20, " "), (0x27, "\\x27"), (0x5A, "Z"), (0x5C, "\\x5c"),
      (0x7E, "~"), (0x7F, "\\x7f"), (0xFF, "\\xff"),
    ] as [(UInt8, String)])
  func namesALoadKeyAsPythonDoes(_ code: UInt8, _ key: String) {
    let error = #expect(throws: PickleError.self) { _ = try PickleDecoder.decode([code]) }
    #expect(error.map { PythonError.unpickling($0).text } == "invalid load key, '\(key)'.")
  }

  @Test(
    arguments: [
      ("", "Ran out of input"), ("N", "Ran out of input"), ("X", "pickle data was truncated"),
    ])
  func tellsWhereAPickleEnds(_ pickle: String, _ text: String) {
    let error = #expect(throws: PickleError.self) {
      _ = try PickleDecoder.decode(Array(pickle.utf8))
    }
    #expect(error.map { PythonError.unpickling($0).text } == text)
  }
}
