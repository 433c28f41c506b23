import Testing

@testable import FileFormats

@Suite struct JSONWriterTests {
  @Test(
    arguments: [
      (.null, "null"), (true, "true"), (false, "false"), (.integer(.min), "-9223372036854775808"),
      (.double(1), "1.0"), (.double(1e16), "1e+16"),
      (.number("12345678901234567890"), "12345678901234567890"),
      ("", "\"\""), ([], "[]"), (.object([:]), "{}"), (["a", [], .object([:])], #"["a", [], {}]"#),
      (.optional(nil as String?), "null"), (.optional("a"), "\"a\""), (.optional(3), "3"),
      (.optional(nil as Int?), "null"), (.optional(0.5), "0.5"),
      (.optional(nil as Double?), "null"),
    ] as [(JSONValue, String)])
  func printsAValue(_ value: JSONValue, _ expected: String) {
    #expect(text(JSONWriter.text(value)) == expected)
  }

  @Test(arguments: [
    ("\"\\/", #""\"\\/""#), ("\u{08}\u{0C}\n\r\t", #""\b\f\n\r\t""#),
    ("\u{00}\u{01}\u{1F}", #""\u0000\u0001\u001f""#), ("\u{7F}", #""\u007f""#), (" ~", "\" ~\""),
    ("é", #""\u00e9""#), ("漢", #""\u6f22""#), ("\u{FFFF}", #""\uffff""#),
    ("😀", #""\ud83d\ude00""#), ("\u{10000}", #""\ud800\udc00""#),
    ("\u{10FFFF}", #""\udbff\udfff""#), ("\u{1B}[2J", #""\u001b[2J""#),
  ])
  func escapesEverythingButPrintableASCII(_ value: String, _ expected: String) {
    #expect(text(JSONWriter.text(.string(JSONString(value)))) == expected)
  }

  @Test func printsLoneSurrogatesAsTheyWereRead() throws {
    let json = #"["\ud83d", "\udcff", "\ude00\ud83d", "\udfff\ud83d\ude00"]"#
    #expect(text(JSONWriter.text(.node(try document(json).root))) == json)
  }

  @Test func sortsKeysByCodePointsAndNotByUTF16() throws {
    let json =
      #"{"\ud83d\ude00": 1, "\uffff": 2, "\ud83d": 3, "\ue000": 4, "a": 5, "B": 6, "": 7, "aa": 8}"#
    let sorted =
      #"{"": 7, "B": 6, "a": 5, "aa": 8, "\ud83d": 3, "\ue000": 4, "\uffff": 2, "\ud83d\ude00": 1}"#
    #expect(text(JSONWriter.text(.node(try document(json).root))) == sorted)
  }

  @Test func indentsByTwoSpacesALevelAndKeepsEmptyContainersTogether() throws {
    let json = #"{"b": [], "a": {"y": [1, [2]], "x": {}}, "c": "s"}"#
    let indented = """
      {
        "a": {
          "x": {},
          "y": [
            1,
            [
              2
            ]
          ]
        },
        "b": [],
        "c": "s"
      }
      """
    #expect(text(JSONWriter.text(.node(try document(json).root), style: .indented)) == indented)
  }

  /// A value with its numbers printed in each of the ways.
  struct NumberForms: Equatable {
    let strict: String
    let asWritten: String
    let asPython: String

    init(strict: String, asWritten: String, asPython: String) {
      (self.strict, self.asWritten, self.asPython) = (strict, asWritten, asPython)
    }

    init(of value: JSONValue) {
      strict = text(JSONWriter.text(value))
      asWritten = text(JSONWriter.text(value, numbers: .asWritten))
      asPython = text(JSONWriter.text(value, numbers: .asPython))
    }
  }

  @Test(arguments: [
    ("1.50", "1.50", "1.5"), ("1e5", "1e5", "100000.0"), ("-0", "-0", "0"),
    ("-0.0", "-0.0", "-0.0"),
    ("1E400", "1E400", "Infinity"), ("-1e999", "-1e999", "-Infinity"),
    ("9007199254740993.0", "9007199254740993.0", "9007199254740992.0"),
    ("12345678901234567890123", "12345678901234567890123", "12345678901234567890123"),
    ("NaN", #""NaN""#, "NaN"), ("Infinity", #""Infinity""#, "Infinity"),
    ("-Infinity", #""-Infinity""#, "-Infinity"), (#""NaN""#, #""NaN""#, #""NaN""#),
    (
      #"{"b": [NaN, {"a": -Infinity}], "NaN": 1e400}"#,
      #"{"NaN": 1e400, "b": ["NaN", {"a": "-Infinity"}]}"#,
      #"{"NaN": Infinity, "b": [NaN, {"a": -Infinity}]}"#
    ),
  ])
  func printsTheNumbersOfADocumentInThreeWays(
    _ json: String, _ strict: String, _ asPython: String
  ) throws {
    // What the document has is quoted word for word, except for the order of its keys.
    let asWritten = json.first == "{" ? #"{"NaN": 1e400, "b": [NaN, {"a": -Infinity}]}"# : json
    #expect(
      NumberForms(of: .node(try document(json).root))
        == NumberForms(strict: strict, asWritten: asWritten, asPython: asPython))
  }

  @Test(
    arguments: [
      (.nan, #""NaN""#, "NaN"), (-.nan, #""NaN""#, "NaN"), (.infinity, #""Infinity""#, "Infinity"),
      (-.infinity, #""-Infinity""#, "-Infinity"),
      (.greatestFiniteMagnitude, "1.7976931348623157e+308", "1.7976931348623157e+308"),
    ] as [(Double, String, String)])
  func printsWhatIsNotFiniteAsAStringUnlessPythonsWordsAreWanted(
    _ value: Double, _ strict: String, _ word: String
  ) {
    #expect(
      NumberForms(of: .array([.double(value)]))
        == NumberForms(strict: "[\(strict)]", asWritten: "[\(word)]", asPython: "[\(word)]"))
  }

  @Test func buildsAnObjectInWhichTheLastOfEqualKeysCounts() throws {
    var object: JSONObject = ["b": .integer(1), "a": .integer(2)]
    object.set("b", .integer(3))
    object.merge(["c": .integer(4), "a": .integer(5)])
    object.merge(try document(#"{"c": 6.0, "d": 7, "d": 8}"#).root)
    object.merge(try document("[9]").root)
    #expect(text(JSONWriter.text(.object(object))) == #"{"a": 5, "b": 3, "c": 6.0, "d": 8}"#)
    object.remove("c")
    #expect(text(JSONWriter.text(.object(object))) == #"{"a": 5, "b": 3, "d": 8}"#)
  }
}
