import Foundation
import TestSupport
import Testing

/// Arrays of which a size is not known yet, because the run has not come that far.
@Suite(.blocking) struct UnknownShapeTests {
  private func makeRun(_ shape: String, storage: String) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    let mask = shape.split(separator: ",").map { _ in "true" }.joined(separator: ",")
    try folder.write(
      "r/run_info.json",
      """
      {"all_output_names": ["y"], "shapes": {"y": [\(shape)]}, "resolved_shapes": {"y": [\(shape)]}, \
      "shape_masks": {"y": [\(mask)]}, "storage": "\(storage)", "error_handling": "raise"}
      """)
    return folder
  }

  private func values(_ folder: TemporaryFolder, _ options: String...) throws -> String {
    let outcome = try Runspect.run(["outputs", "r", "y"] + options, in: folder)
    #expect(outcome.status == 0)
    return outcome.stdout
  }

  @Test(arguments: [
    ("\"?\", 3", 6, "[[0, 1, 2], [3, 4, 5]]"), ("\"?\", 3", 5, "[[0, 1, 2], [3, 4, null]]"),
    ("\"?\"", 3, "[0, 1, 2]"), ("\"?\", 2, 2", 4, "[[[0, 1], [2, 3]]]"),
    ("\"?\", \"?\"", 3, "[0, 1, 2]"),
  ])
  func filesByTheirIndex(_ shape: String, _ count: Int, _ expected: String) throws {
    let folder = try makeRun(shape, storage: "file_array")
    for index in 0..<count {
      try folder.write(
        "r/outputs/y/__\(index)__.pickle", Data(PickleBytes.integer(index).pickle))
    }
    let text = try values(folder).replacingOccurrences(of: "{\"$type\": \"missing\"}", with: "null")
    #expect(text == "{\"outputs\": {\"y\": \(expected)}}\n")
  }

  @Test(
    arguments: [
      ("2, \"?\"", [[0, 0], [0, 1]], "[[0, 1], [null, null]]"),
      ("2, \"?\"", [[1, 1], [0, 0]], "[[1, null], [null, 0]]"),
      ("\"?\", \"?\"", [[0, 0], [2, 1]], "[[0, null], [null, null], [null, 1]]"),
      ("2, \"?\"", [], "[]"),
    ] as [(String, [[Int]], String)])
  func entriesByTheirKeys(_ shape: String, _ keys: [[Int]], _ expected: String) throws {
    let folder = try makeRun(shape, storage: "dict")
    let entries = keys.enumerated().map { position, key in
      (PickleBytes.tuple(.integer(key[0]), .integer(key[1])), PickleBytes.integer(position))
    }
    try folder.write(
      "r/outputs/y/dict_array.cloudpickle", Data(PickleBytes.dictionary(entries).pickle))
    let text = try values(folder).replacingOccurrences(of: "{\"$type\": \"missing\"}", with: "null")
    #expect(text == "{\"outputs\": {\"y\": \(expected)}}\n")
  }

  /// That there are more than are shown is told.
  @Test func moreThanAreShown() throws {
    let folder = try makeRun("\"?\"", storage: "file_array")
    for index in 0..<5 {
      try folder.write(
        "r/outputs/y/__\(index)__.pickle", Data(PickleBytes.integer(index).pickle))
    }
    #expect(
      try values(folder, "--limit", "3")
        == """
        {"outputs": {"y": {"$type": "elements", "items": [0, 1, 2], "length": 4, "shape": [4]}}}

        """)
    #expect(try values(folder, "--limit", "5") == "{\"outputs\": {\"y\": [0, 1, 2, 3, 4]}}\n")
  }
}
