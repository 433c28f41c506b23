import Testing

@testable import FileFormats

/// Values under several keys are those that each key alone has.
@Suite struct JSONSelectionTests {
  @Test(
    arguments: [
      #"{"a": 1, "b": 2, "c": 3}"#, #"{"c": 1, "b": 2, "a": 3}"#, #"{"a": 1, "a": 2}"#,
      #"{"b": [1, {"a": 5}], "a": {"b": 6}, "c": []}"#, #"{"\u0061": 1, "d": 2, "b": null}"#,
      #"{"x": 1, "b": 2, "y": 3, "a": 4}"#, "{}", #"["a", "b"]"#, #""a""#, "1",
    ])
  func findsWhatEachKeyHas(_ text: String) throws {
    let root = try JSONDocument(Array(text.utf8)).root
    let keys: [JSONString] = ["a", "b", "c", "none"]
    let selection = root.values(under: keys)
    for (position, key) in keys.enumerated() {
      #expect(selection[position]?.index == root[key]?.index, "\(key)")
    }
    #expect(selection[keys.count] == nil)
    #expect(root.values(under: [])[0] == nil)
  }
}
