import FileFormats
import Testing

@testable import RunInspection

@Suite struct OutputOrderTests {
  private func names(_ functions: [[JSONString]], _ outputs: [JSONString]) -> [JSONString] {
    OutputOrder(functions)(outputs.map { OutputStatus(name: $0, storage: "single") }).map(\.name)
  }

  @Test(
    arguments: [
      ([], ["b", "a"], ["b", "a"]), ([["a"], ["b"]], ["b", "a"], ["a", "b"]),
      ([["c"], ["b", "a"]], ["a", "b", "c"], ["c", "b", "a"]),
      // A function that is listed twice, and outputs that only one side knows.
      ([["b"], ["none"], ["b"]], ["a", "b", "z"], ["b", "a", "z"]),
      ([["x"]], ["b", "a"], ["b", "a"]),
    ] as [([[JSONString]], [JSONString], [JSONString])])
  func showsOutputsAfterWhatTheyNeed(
    _ functions: [[JSONString]], _ outputs: [JSONString], _ expected: [JSONString]
  ) {
    #expect(names(functions, outputs) == expected)
  }
}
