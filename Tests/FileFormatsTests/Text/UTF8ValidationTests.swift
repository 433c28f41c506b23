import TestSupport
import Testing

@testable import FileFormats

/// Compares with what real Python's decoder says (fixtures/make_python_utf8.py).
@Suite struct UTF8ValidationTests {
  struct Case: Decodable {
    let bytes: String
    let start: Int?
    let end: Int?
    let reason: String?
    let text: [UInt32]
  }

  struct Answer: Equatable {
    var start: Int?
    var end: Int?
    var reason: String?
    var fileName: [UInt8]
  }

  @Test func saysWhatPythonSays() throws {
    let cases = try FixtureFile.decode([Case].self, from: "python-utf8.json")
    #expect(cases.count > 2_000)
    for data in cases {
      let bytes = hexadecimal(data.bytes)
      let failure = UTF8Validation.firstError(in: bytes)
      var expected: [UInt8] = []
      for codePoint in data.text { JSONString.append(codePoint: codePoint, to: &expected) }
      #expect(
        Answer(
          start: failure?.range.lowerBound, end: failure?.range.upperBound,
          reason: failure?.reason.rawValue, fileName: JSONString(fileSystemBytes: bytes).bytes)
          == Answer(start: data.start, end: data.end, reason: data.reason, fileName: expected),
        "\(data.bytes)")
    }
  }

  @Test func findsAnErrorAtEveryDistanceFromTheStart() {
    for distance in 0..<40 {
      let bytes = Array(repeating: UInt8(ascii: "a"), count: distance) + [0xFF, 0x61, 0x61]
      #expect(
        UTF8Validation.firstError(in: bytes)
          == .init(range: distance..<distance + 1, reason: .invalidStart))
      #expect(UTF8Validation.firstError(in: bytes, from: distance + 1) == nil)
    }
  }

  private func hexadecimal(_ digits: String) -> [UInt8] {
    let values = digits.utf8.compactMap(hexadecimalValue)
    return stride(from: 0, to: values.count, by: 2).map { UInt8(values[$0] << 4 | values[$0 + 1]) }
  }
}
