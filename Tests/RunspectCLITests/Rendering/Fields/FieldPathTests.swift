import FileFormats
import Testing

@testable import RunspectCLI

@Suite struct FieldPathTests {
  private static let object: JSONObject = [
    "status": "failed", "a.b": .object(["c": .integer(1)]),
    "a": .object(["b": .object(["c": .integer(2), "d": .null])]),
    "list": ["x", .object(["y": .integer(3)])],
    "node": (try? JSONDocument(Array(#"{"k": [1, {"a.b": 2.50}]}"#.utf8))).map { .node($0.root) }
      ?? .null,
  ]

  @Test(
    arguments: [
      ("status", "\"failed\""), ("a.b.c", "1"), ("a.b", "{\"c\": 1}"), ("a.b.d", "null"),
      ("list.0", "\"x\""), ("list.1.y", "3"), ("node.k.0", "1"), ("node.k.1.a.b", "2.50"),
      ("none", nil), ("status.x", nil), ("a.x", nil), ("list.2", nil), ("list.-1", nil),
      ("list.x", nil), ("node.k.7", nil), ("node.x", nil),
      ("list.99999999999999999999", nil),
    ] as [(String, String?)])
  func findsTheLongestKey(_ path: String, _ expected: String?) throws {
    let path = try #require(FieldPath(JSONString(path)))
    let found = path.value(in: FieldPathTests.object)
    #expect(found.map { String(decoding: JSONWriter.text($0), as: UTF8.self) } == expected)
  }

  @Test(arguments: ["", ".", "a.", ".a", "a..b", String(repeating: "a.", count: 16) + "a"])
  func takesNoEmptyPartAndNotTooMany(_ path: String) {
    #expect(FieldPath(JSONString(path)) == nil)
  }

  /// Every division of the path into keys leads on, but never to its end.
  @Test func takesBoundedTime() throws {
    var object: JSONObject = ["z": .null]
    for _ in 0..<15 {
      let inner = object
      object = JSONObject()
      for count in 1...15 {
        object.set(
          JSONString(Array(repeating: "a", count: count).joined(separator: ".")), .object(inner))
      }
    }
    let path = try #require(
      FieldPath(JSONString(String(repeating: "a.", count: 15) + "y")))
    #expect(path.value(in: object) == nil)
  }

  @Test(
    arguments: [
      (.string("two\nlines\t\\"), "two\nlines\t\\", "two\\nlines\\t\\\\"), (.null, "", ""),
      (.integer(-3), "-3", "-3"), (.bool(true), "true", "true"), (.double(0.5), "0.5", "0.5"),
      (.array([.integer(1), .null]), "[1, null]", "[1, null]"),
      (.object(["a": "b"]), "{\"a\": \"b\"}", "{\"a\": \"b\"}"),
    ] as [(JSONValue, String, String)])
  func aBareValueHasNothingAroundIt(_ value: JSONValue, _ text: String, _ line: String) {
    #expect(String(decoding: BareValue.text(value, isLine: false), as: UTF8.self) == text)
    #expect(String(decoding: BareValue.text(value, isLine: true), as: UTF8.self) == line)
  }
}
