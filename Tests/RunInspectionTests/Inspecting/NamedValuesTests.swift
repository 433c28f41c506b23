import FileFormats
import ReadOnlyFiles
import TestSupport
import Testing

@testable import RunInspection

/// Single values by their names, for a column in a list of runs.
@Suite struct NamedValuesTests {
  private let run: RunFolder

  init() throws {
    run = try RunFolder()
    try run.write(
      "run_info.json",
      #"{"all_output_names": ["s", "later", "y"], "shapes": {"y": [2]}, "storage": "file_array","#
        + #" "input_paths": {"lr": "", "lost": ""}, "defaults_path": ""}"#)
    try run.write("inputs/lr.cloudpickle", "F0.5\n.")
    try run.write("outputs/s.cloudpickle", "I7\n.")
    try run.write("outputs/y/__0__.pickle", "I8\n.")
  }

  /// What was found, as text.
  private func found(_ inputs: [JSONString], _ outputs: [JSONString]) throws -> [String: String] {
    var request = NamedValueRequest()
    request.inputs = inputs
    request.outputs = outputs
    let values = try RunInspector(environment: FakeClock(RunFolder.now).environment)
      .namedValues(of: run.path, request: request)
    var texts: [String: String] = [:]
    for (name, value) in values.inputs { texts["inputs.\(name)"] = text(value) }
    for (name, value) in values.outputs { texts["outputs.\(name)"] = text(value) }
    return texts
  }

  private func text(_ value: StoredValue) -> String {
    switch value {
    case .integer(let digits): digits
    case .float(let number): "\(number)"
    case .string(let text): text.description
    case .missing: "missing"
    case .unreadable: "unreadable"
    default: "other"
    }
  }

  @Test func findsWhatThereIs() throws {
    // d, a default: {'d': 'x', 'lr': 1}
    try run.write("defaults/defaults.cloudpickle", "(dVd\nVx\nsVlr\nI1\ns.")
    #expect(
      try found(["lr", "d", "lost", "none"], ["s", "later", "y", "none"]) == [
        "inputs.lr": "0.5", "inputs.d": "x", "inputs.lost": "unreadable", "outputs.s": "7",
        "outputs.later": "missing",
      ])
    #expect(try found([], []) == [:])
  }

  /// A default that can't be read is not the same as none.
  @Test func tellsDefaultsThatCanNotBeRead() throws {
    try run.write("defaults/defaults.cloudpickle", "I1\n.")
    #expect(try found(["lr", "d"], []) == ["inputs.lr": "0.5", "inputs.d": "unreadable"])
  }

  @Test func isEmptyForALayoutThatKeepsNoValues() throws {
    let other = try RunFolder()
    try other.write("run_status.json", #"{"status": "running"}"#)
    var request = NamedValueRequest()
    request.inputs = ["a"]
    request.outputs = ["a"]
    let values = try RunInspector().namedValues(of: other.path, request: request)
    #expect(values.inputs.isEmpty && values.outputs.isEmpty)
    let missing = other.path.appending("none")
    #expect(throws: InspectionError.runFolderMissing(missing)) {
      _ = try RunInspector().namedValues(of: missing, request: request)
    }
  }
}
