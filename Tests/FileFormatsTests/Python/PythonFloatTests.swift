import TestSupport
import Testing

@testable import FileFormats

/// Compares with what real Python prints (fixtures/make_python_floats.py).
@Suite struct PythonFloatTests {
  struct Case: Decodable {
    let bits: String
    let repr: String
    let json: String
  }

  struct Forms: Equatable {
    let repr: String
    let json: String
    /// The number as the JSON writer prints it once it has read Python's form of it.
    let reread: String
  }

  @Test func printsEveryNumberAsPythonDoes() throws {
    let cases = try FixtureFile.decode([Case].self, from: "python-floats.json")
    #expect(cases.count == 300)
    for number in cases {
      let value = Double(bitPattern: try #require(UInt64(number.bits, radix: 16)))
      let document = try JSONDocument(Array(number.json.utf8))
      let printed = Forms(
        repr: PythonFloat.representation(value), json: PythonFloat.json(value),
        reread: text(JSONWriter.text(.node(document.root), numbers: .asPython)))
      #expect(
        printed == Forms(repr: number.repr, json: number.json, reread: number.json),
        "\(number.bits)")
    }
  }

  @Test func readsEveryNumberBackWithAllItsBits() throws {
    for number in try FixtureFile.decode([Case].self, from: "python-floats.json")
    where number.repr != "nan" {
      let value = try JSONDocument(Array(number.json.utf8)).root.double
      #expect(value?.bitPattern == UInt64(number.bits, radix: 16), "\(number.json)")
    }
  }
}
