import FileFormats
import ReadOnlyFiles
import Testing

@testable import RunInspection

@Suite struct PipefuncRunInfoTests {
  private let path = RawPath("/r/run_info.json")

  private func read(_ json: String) throws -> PipefuncRunInfo {
    try PipefuncRunInfo(try node(json), run: RawPath("/r"))
  }

  @Test(
    arguments: [
      ("x[i] -> y[i]", ["y"]), ("x[i], z[j] -> a[i, j], b[i, j]", ["a", "b"]),
      ("... -> v[k]", ["v"]), ("x[i]->y[i],z[i]", ["y", "z"]), ("a[i] -> foo.y[i]", ["foo.y"]),
      ("x[i] -> y", ["y"]), ("x[i] ->", []), ("x[i]", []), ("", []), ("-", []), (">", []),
      ("->", []), ("-> ,a[,],", ["a"]), ("x -> y -> z", ["y->z"]),
    ] as [(String, [String])])
  func findsTheOutputsOfAMappingSpecification(_ specification: String, _ names: [String]) {
    #expect(
      MapSpec.outputs(of: JSONString(specification)) == names.map { JSONString($0) })
  }

  /// A place in the words of these tests.
  enum Expected: Equatable {
    case singleValue
    case array(shape: [Int?], mask: [Bool], storage: JSONString)

    init(_ place: PipefuncRunInfo.Place) {
      switch place {
      case .singleValue: self = .singleValue
      case .array(let grid, let storage):
        self = .array(shape: grid.shape, mask: grid.mask, storage: storage)
      }
    }
  }

  private static func array(_ shape: [Int?], _ mask: [Bool], _ storage: JSONString) -> Expected {
    .array(shape: shape, mask: mask, storage: storage)
  }

  @Test(
    arguments: [
      (
        #"{"y": [5]}"#, #"{"y": [true]}"#, #""dict""#,
        array([5], [true], "dict")
      ),
      (#"{"y": [5]}"#, "{}", #""dict""#, array([5], [true], "dict")),
      (
        #"{"y": [2, 3]}"#, #"{"y": [true, false]}"#, #""dict""#,
        array([2], [true, false], "dict")
      ),
      (
        #"{"y": [2, "?"]}"#, #"{"y": [false, true]}"#, #""dict""#,
        array([nil], [false, true], "dict")
      ),
      (#"{"y": [0]}"#, "{}", #""zarr""#, array([0], [true], "zarr")),
      (#"{"y": [3]}"#, #"{"y": [false]}"#, #""dict""#, .singleValue),
      (#"{"y": []}"#, #"{"y": []}"#, #""dict""#, .singleValue),
      (#"{"z": [3]}"#, "{}", #""dict""#, .singleValue),
      (
        #"{"y,z": [3]}"#, #"{"y,z": [true]}"#, #""dict""#,
        array([3], [true], "dict")
      ),
      (
        #"{"y,z": [3], "y": [4]}"#, "{}", #""dict""#,
        array([4], [true], "dict")
      ),
      (
        #"{"y": [5]}"#, "{}", #"{"": "dict", "y": "zarr"}"#,
        array([5], [true], "zarr")
      ),
      (
        #"{"y": [5]}"#, "{}", #"{"": "dict", "z": "zarr"}"#,
        array([5], [true], "dict")
      ),
      (
        #"{"y": [5]}"#, "{}", #"{"x,y": "zarr"}"#, array([5], [true], "zarr")
      ),
      (#"{"y": [5]}"#, "{}", "{}", array([5], [true], "")),
    ] as [(String, String, String, Expected)])
  func findsThePlaceOfAnOutput(
    _ shapes: String, _ masks: String, _ storage: String, _ place: Expected
  ) throws {
    let runInfo = try read(
      """
      {"all_output_names": ["y"], "shapes": \(shapes), "shape_masks": \(masks), "storage": \(storage)}
      """)
    #expect(try Expected(runInfo.place(of: "y")) == place)
  }

  @Test func prefersResolvedShapesAndTakesFilesWhereNoStorageIsNamed() throws {
    let runInfo = try read(
      #"{"all_output_names": [], "shapes": {"y": ["?"]}, "resolved_shapes": {"y": [7]}}"#)
    #expect(
      try Expected(runInfo.place(of: "y")) == PipefuncRunInfoTests.array([7], [true], "file_array"))
  }

  struct Facts: Equatable {
    var outputNames: [JSONString]?
    var mappedNames: [JSONString] = []
    var version: JSONString?
    var storesErrors = false
  }

  @Test(arguments: [
    (
      #"{"all_output_names": ["b", "a", "b"], "shapes": {}, "pipefunc_version": "0.93.2"}"#,
      Facts(outputNames: ["a", "b"], version: "0.93.2")
    ),
    (
      #"{"mapspecs_as_strings": ["x[i] -> y[i]", "... -> v[k]"], "shapes": {}}"#,
      Facts(mappedNames: ["y", "v"])
    ),
    (
      #"{"all_output_names": [], "shapes": {}, "error_handling": "continue"}"#,
      Facts(outputNames: [], storesErrors: true)
    ),
    (
      #"{"all_output_names": [], "shapes": {}, "error_handling": "raise", "internal_shapes": null}"#,
      Facts(outputNames: [])
    ),
    (
      #"{"all_output_names": [], "shapes": {}, "internal_shapes": {"a": "?", "b": 3, "c": [1, "?"]}}"#,
      Facts(outputNames: [])
    ),
  ])
  func takesWhatTheStatusNeeds(_ json: String, _ facts: Facts) throws {
    let runInfo = try read(json)
    #expect(
      Facts(
        outputNames: runInfo.outputNames, mappedNames: runInfo.mappedNames,
        version: runInfo.version, storesErrors: runInfo.storesErrors) == facts)
  }

  @Test(
    arguments: [
      ("[]", "", "an object", JSONNode.Kind.array),
      (#"{"all_output_names": "y"}"#, "all_output_names", "an array", .string),
      (#"{"all_output_names": ["y", 1]}"#, "all_output_names", "an array of strings", .integer),
      (#"{"mapspecs_as_strings": {}}"#, "mapspecs_as_strings", "an array", .object),
      (
        #"{"all_output_names": [], "pipefunc_version": 1.5}"#, "pipefunc_version", "a string",
        .float
      ),
      (#"{"all_output_names": [], "error_handling": null}"#, "error_handling", "a string", .null),
      (#"{"all_output_names": [], "shapes": []}"#, "shapes", "an object", .array),
      (
        #"{"all_output_names": [], "shapes": {"y": 5}}"#, "shapes.y", "what pipefunc writes there",
        .integer
      ),
      (
        #"{"all_output_names": [], "shapes": {"y": [-1]}}"#, "shapes.y",
        "what pipefunc writes there", .array
      ),
      (
        #"{"all_output_names": [], "shapes": {"y": [1.0]}}"#, "shapes.y",
        "what pipefunc writes there", .array
      ),
      (
        #"{"all_output_names": [], "shapes": {"y": [99999999999999999999]}}"#, "shapes.y",
        "what pipefunc writes there", .array
      ),
      (
        #"{"all_output_names": [], "shapes": {}, "shape_masks": {"y": [1]}}"#, "shape_masks.y",
        "what pipefunc writes there", .array
      ),
      (#"{"all_output_names": [], "shapes": {}, "storage": 1}"#, "storage", "a string", .integer),
      (
        #"{"all_output_names": [], "shapes": {}, "storage": {"": 1}}"#, "storage.",
        "what pipefunc writes there", .integer
      ),
      (
        #"{"all_output_names": [], "shapes": {}, "run_folder": true}"#, "run_folder", "a string",
        .bool
      ),
      (
        #"{"all_output_names": [], "shapes": {}, "input_paths": {"x": 1}}"#, "input_paths.x",
        "what pipefunc writes there", .integer
      ),
      (
        #"{"all_output_names": [], "shapes": {}, "internal_shapes": {"x": {}}}"#,
        "internal_shapes.x",
        "what pipefunc writes there", .object
      ),
    ] as [(String, String, String, JSONNode.Kind)])
  func saysWhichValueIsOfTheWrongKind(
    _ json: String, _ key: String, _ expected: String, _ found: JSONNode.Kind
  ) {
    #expect(
      throws: InspectionError.unexpectedValue(
        path, key: JSONString(key), expected: expected, found: found)
    ) { try read(json) }
  }

  @Test(arguments: [
    ("{}", "all_output_names"), (#"{"all_output_names": []}"#, "shapes"),
    (#"{"mapspecs_as_strings": []}"#, "shapes"),
  ])
  func saysWhichKeyIsMissing(_ json: String, _ key: String) {
    #expect(throws: InspectionError.missingKey(path, key: JSONString(key))) { try read(json) }
  }
}
