import Testing

@testable import FileFormats

@Suite struct JSONDocumentTests {
  @Test(arguments: [
    "0", "-0", "1.0", "1.50", "1e5", "1E+5", "1e-05", "0e0", "-0.0", "1e400", "NaN", "Infinity",
    "-Infinity", "9007199254740993", "123456789012345678901234567890123456789012345678901234567890",
    "0.10000000000000000000000000000000001",
  ])
  func keepsANumberDigitByDigit(_ number: String) throws {
    let root = try document(number).root
    #expect(text(JSONWriter.text(.node(root), numbers: .asWritten)) == number)
  }

  struct Scalars: Equatable {
    var kind: JSONNode.Kind
    var bool: Bool?
    var integer: Int?
    var double: Double?
    var string: JSONString?
  }

  @Test(arguments: [
    ("null", Scalars(kind: .null)),
    ("true", Scalars(kind: .bool, bool: true)),
    ("false", Scalars(kind: .bool, bool: false)),
    ("-12", Scalars(kind: .integer, integer: -12, double: -12)),
    ("-0", Scalars(kind: .integer, integer: 0, double: -0.0)),
    ("9223372036854775807", Scalars(kind: .integer, integer: .max, double: 0x1p63)),
    ("-9223372036854775808", Scalars(kind: .integer, integer: .min, double: -0x1p63)),
    ("9223372036854775808", Scalars(kind: .integer, double: 0x1p63)),
    ("1.0", Scalars(kind: .float, double: 1)),
    ("1e2", Scalars(kind: .float, double: 100)),
    ("1e400", Scalars(kind: .float, double: .infinity)),
    ("-1e400", Scalars(kind: .float, double: -.infinity)),
    ("1e-400", Scalars(kind: .float, double: 0)),
    ("Infinity", Scalars(kind: .float, double: .infinity)),
    ("-Infinity", Scalars(kind: .float, double: -.infinity)),
    ("\"1\"", Scalars(kind: .string, string: "1")),
    ("\"\\u0061\"", Scalars(kind: .string, string: "a")),
    ("[]", Scalars(kind: .array)),
    ("{}", Scalars(kind: .object)),
  ])
  func givesAScalarOnlyAsWhatItIs(_ json: String, _ expected: Scalars) throws {
    let root = try document(json).root
    #expect(
      Scalars(
        kind: root.kind, bool: root.bool, integer: root.integer, double: root.double,
        string: root.string) == expected)
  }

  @Test func givesNotANumberAsAFloat() throws {
    let root = try document("NaN").root
    #expect(root.kind == .float)
    #expect(root.double?.isNaN == true)
  }

  @Test(arguments: [
    ("", [] as [UInt32]),
    ("a\\\"\\\\\\/\\b\\f\\n\\r\\t", [0x61, 0x22, 0x5C, 0x2F, 8, 12, 10, 13, 9]),
    ("\\u0000", [0]), ("é漢😀", [0xE9, 0x6F22, 0x1F600]),
    ("\\ud83d\\ude00", [0x1F600]), ("\\uD83D\\uDE00", [0x1F600]), ("\\ud83d", [0xD83D]),
    ("\\ude00\\ud83d", [0xDE00, 0xD83D]), ("\\ud83d\\ud83d\\ude00", [0xD83D, 0x1F600]),
    ("\\ud83dx\\ude00", [0xD83D, 0x78, 0xDE00]), ("\\ud83d\\n", [0xD83D, 10]),
    ("\\ud800\\udc00\\udbff\\udfff", [0x10000, 0x10FFFF]), ("\\uffff", [0xFFFF]),
  ])
  func resolvesEscapes(_ json: String, _ codePoints: [UInt32]) throws {
    var expected: [UInt8] = []
    for codePoint in codePoints { JSONString.append(codePoint: codePoint, to: &expected) }
    let root = try document("\"\(json)\"").root
    #expect(root.string == JSONString(generalisedUTF8: expected))
    #expect(root.isString(JSONString(generalisedUTF8: expected)))
    #expect(!root.isString(JSONString(generalisedUTF8: expected + [0x21])))
  }

  @Test func letsTheLastOfEqualKeysCount() throws {
    let root = try document(#"{"a": 1, "b": 2, "\u0061": 3, "c": {"a": 4}}"#).root
    #expect(root["a"]?.integer == 3)
    #expect(root["c"]?["a"]?.integer == 4)
    #expect(root["d"] == nil)
    #expect(root.members?.map(\.key) == ["a", "b", "a", "c"])
  }

  @Test func walksContainersWithContainersInside() throws {
    let root = try document(#"[[], [1, [2, {"a": [3]}]], {"x": {}, "y": [4]}, 5]"#).root
    let elements = try #require(root.elements).map { text(JSONWriter.text(.node($0))) }
    #expect(elements == ["[]", #"[1, [2, {"a": [3]}]]"#, #"{"x": {}, "y": [4]}"#, "5"])
    #expect(root.members == nil)
    #expect(root["x"] == nil)
  }
}
