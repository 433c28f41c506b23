import TestSupport
import Testing

@testable import FileFormats

/// Compares with what real Python prints (fixtures/make_python_reprs.py).
@Suite struct PythonTextTests {
  struct Table: Decodable {
    struct Text: Decodable {
      let codePoints: [UInt32]
      let repr: [UInt32]
      enum CodingKeys: String, CodingKey {
        case codePoints = "code_points"
        case repr
      }
    }
    let texts: [Text]
    let unprintable: [[UInt32]]
  }

  @Test func printsTextsAsPythonDoes() throws {
    let cases = try FixtureFile.decode(Table.self, from: "python-reprs.json").texts
    #expect(cases.count > 25)
    for row in cases {
      let printed = PythonText.representation(string(row.codePoints))
      #expect(JSONString(printed) == string(row.repr))
    }
  }

  @Test func escapesTheCodePointsThatPythonEscapesAndNoOthers() throws {
    let ranges = try FixtureFile.decode(Table.self, from: "python-reprs.json").unprintable
    #expect(ranges.count > 500)
    var different: [String] = []
    var rest = ranges[...]
    for codePoint in UInt32(0)...0x10FFFF where codePoint != 0x5C && codePoint != 0x27 {
      while let range = rest.first, range[1] < codePoint { rest.removeFirst() }
      let isEscaped = rest.first.map { $0[0] <= codePoint } ?? false
      if PythonText.isEscaped(codePoint) != isEscaped {
        different.append(String(codePoint, radix: 16))
      }
    }
    #expect(different == [])
  }

  private func string(_ codePoints: [UInt32]) -> JSONString {
    var bytes: [UInt8] = []
    for codePoint in codePoints {
      switch codePoint {
      case ..<0x80: bytes.append(UInt8(codePoint))
      case 0xD800...0xDFFF:
        bytes += [0xED, UInt8(0x80 | codePoint >> 6 & 0x3F), UInt8(0x80 | codePoint & 0x3F)]
      default:
        bytes += Unicode.Scalar(codePoint).map { Array(String($0).utf8) } ?? []
      }
    }
    return JSONString(generalisedUTF8: bytes)
  }
}
