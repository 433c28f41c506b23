import FileFormats
import Testing

@Suite struct JSONReductionTests {
  private static func reduced(
    _ text: String, piece: Int = 1_000, limit: Int = 1_000, longestString: Int = 8
  ) -> (text: String, fault: JSONReduction.Fault?) {
    var reduction = JSONReduction(limit: limit, longestString: longestString, deepestRule: 3) {
      way in
      way.last == .key(Array("out".utf8)) || way.last == .index(2)
        || way == [.key(Array("a".utf8)), .key(Array("b".utf8)), .key(Array("c".utf8))]
    }
    let bytes = Array(text.utf8)
    for start in stride(from: 0, to: bytes.count, by: piece) {
      if !reduction.append(Array(bytes[start..<min(start + piece, bytes.count)])) { break }
    }
    let (kept, fault) = reduction.finish()
    return (String(decoding: kept, as: UTF8.self), fault)
  }

  @Test(arguments: [
    (#"{ "a" : [ 1 , 2.5e3 ,true ] , "b":null }"#, #"{"a":[1,2.5e3],"b":null}"#),
    (#"{"out": {"x": [1, {"y": "}"}]}, "a": 1}"#, #"{"a":1}"#),
    (#"{"a": 1, "out": "long \" text", "b": 2, "out": -5}"#, #"{"a":1,"b":2}"#),
    (#"{"a": {"b": {"c": 5, "d": 6}}}"#, #"{"a":{"b":{"d":6}}}"#),
    (#"[0, [1, 2, [3], 4], {"out": 5}, 6]"#, #"[0,[1,2,4],6]"#),
    (
      #"["12345678", "123456789", "1234567\n9", "1234567é", "12345678é"]"#,
      #"["12345678","12345678…","1234567é","12345678…"]"#
    ),
    (#"{"k": "1234567é9"}"#, #"{"k":"1234567é…"}"#),
    (#"{"k": "1234\u00e99"}"#, #"{"k":"1234\u00e9…"}"#),
    (#"{"k": "\\\\\\\\\\"}"#, #"{"k":"\\\\\\\\…"}"#),
    ("5", "5"), ("\"\"", "\"\""), ("{}", "{}"), ("[[]]", "[[]]"),
  ])
  func keepsWhatIsNotLeftOut(_ text: String, _ expected: String) {
    for piece in [1, 2, 3, 7, 1_000] {
      let (kept, fault) = JSONReductionTests.reduced(text, piece: piece)
      #expect(kept == expected)
      #expect(fault == nil)
    }
  }

  @Test(
    arguments: [
      ("", .cutShort), ("  ", .cutShort), ("[1", .cutShort), (#"{"a": ""#, .cutShort),
      (#"{"out": [1"#, .cutShort), ("]", .notJSON(offset: 0)), ("[1,]", .notJSON(offset: 3)),
      ("{,}", .notJSON(offset: 1)), (#"{"a"}"#, .notJSON(offset: 4)),
      (#"{"a" 1}"#, .notJSON(offset: 5)), ("{1: 2}", .notJSON(offset: 1)),
      ("[1 2]", .notJSON(offset: 3)), (#"["a" "b"]"#, .notJSON(offset: 5)),
      ("[1}", .notJSON(offset: 2)), ("{} {}", .notJSON(offset: 3)), ("[1,,2]", .notJSON(offset: 3)),
      (#"{"a":}"#, .notJSON(offset: 5)), (#"{"out": [1}]}"#, .notJSON(offset: 10)),
      (String(repeating: "[", count: 100_000), .tooDeep(limit: 960)),
      ("[" + String(repeating: "1", count: 2_000) + "]", .tooLarge(limit: 1_000)),
    ] as [(String, JSONReduction.Fault)])
  func whatIsNoJSON(_ text: String, _ expected: JSONReduction.Fault) {
    for piece in [1, 1_000] {
      let (kept, fault) = JSONReductionTests.reduced(text, piece: piece)
      #expect(fault == expected)
      #expect(kept == "")
    }
  }

  /// Two keys that begin alike stay two, however long they are.
  @Test(arguments: [256, 257, 400]) func keysAreKeptWhole(_ length: Int) {
    let long = String(repeating: "k", count: length - 1)
    let text = #"{"\#(long)1":1,"\#(long)\u00e9":{"\#(long)":2}}"#
    for piece in [1, 7, 1_000] {
      let (kept, fault) = JSONReductionTests.reduced(text, piece: piece, limit: 5_000)
      #expect(kept == text)
      #expect(fault == nil)
    }
    let short = JSONReductionTests.reduced(text, limit: length - 10)
    #expect(short.fault == .tooLarge(limit: length - 10))
    #expect(JSONReductionTests.reduced(#"{"out":\#(text)}"#, limit: 3).text == "{}")
  }

  @Test func whatIsLeftOutTakesNoRoom() {
    let image = String(repeating: "iVBORw0KGgo", count: 10_000)
    let text = #"{"out": "\#(image)", "a": [{"out": ["\#(image)", 5]}, "\#(image)"]}"#
    #expect(JSONReductionTests.reduced(text).text == #"{"a":[{},"iVBORw0K…"]}"#)
  }
}
