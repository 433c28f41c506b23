import Foundation
import TestSupport
import Testing

@testable import FileFormats

/// Compares with what real Python accepts, prints and says about faults
/// (fixtures/make_python_json.py).
@Suite struct PythonJSONTests {
  struct Case: Decodable {
    let input: Data
    let error: String?
    let compact: String?
    let indented: String?
  }

  struct Answer: Equatable {
    var error: String?
    var compact: String?
    var indented: String?
  }

  @Test func acceptsRefusesAndPrintsAsPythonDoes() throws {
    let cases = try FixtureFile.decode([Case].self, from: "python-json.json")
    #expect(cases.count { $0.error == nil } > 80)
    #expect(cases.count { $0.error != nil } > 120)
    for json in cases {
      #expect(
        answer([UInt8](json.input))
          == Answer(error: json.error, compact: json.compact, indented: json.indented),
        "\(text([UInt8](json.input)).debugDescription)")
    }
  }

  private func answer(_ bytes: [UInt8]) -> Answer {
    do throws(JSONError) {
      let root = try JSONDocument(bytes).root
      return Answer(
        compact: text(JSONWriter.text(.node(root), numbers: .asPython)),
        indented: text(JSONWriter.text(.node(root), style: .indented, numbers: .asPython)))
    } catch {
      return Answer(error: error.description)
    }
  }
}
