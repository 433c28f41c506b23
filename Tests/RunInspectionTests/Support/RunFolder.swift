import FileFormats
import Foundation
import HostProcess
import ReadOnlyFiles
import TestSupport

@testable import RunInspection

/// A pipefunc run folder that a test fills. Its files are as old as the test says.
struct RunFolder {
  /// The present moment of the tests.
  static let now = 2_000_000.0

  let temporary: TemporaryFolder

  init() throws { temporary = try TemporaryFolder() }

  var path: RawPath { RawPath(temporary.path) }

  /// Writes a file that was last changed so many seconds ago.
  func write(_ name: String, _ contents: String, age: Int = 10) throws {
    try temporary.write(name, contents)
    setAge(name, age)
  }

  func setAge(_ name: String, _ age: Int) {
    temporary.setTime(name, Moment(seconds: Int(RunFolder.now) - age, nanoseconds: 0))
  }

  /// Describes a run with one array `y` of three elements, of which some are stored.
  func describe(stored: Int, age: Int = 10, outputAge: Int = 10) throws {
    try write(
      "run_info.json",
      #"""
      {"all_output_names": ["y"], "shapes": {"y": [3]}, "shape_masks": {"y": [true]},
       "storage": "file_array", "pipefunc_version": "0.93.2", "run_folder": "r"}
      """#, age: age)
    try temporary.makeFolder("outputs/y")
    for element in 0..<stored {
      try write("outputs/y/__\(element)__.pickle", "pickle", age: outputAge)
    }
    setAge("outputs/y", outputAge)
  }

  func status(
    _ request: StatusRequest = StatusRequest(), clock: FakeClock = FakeClock(now)
  ) -> RunStatus {
    RunInspector(environment: clock.environment).status(of: path, request: request)
  }
}

extension FakeClock {
  var environment: InspectionEnvironment {
    InspectionEnvironment(
      clock: HostClock(
        now: {
          let whole = self.now.rounded(.down)
          return Timestamp(seconds: Int64(whole), nanoseconds: Int32((self.now - whole) * 1e9))
        },
        monotonic: { self.now }, sleep: { self.sleep($0) }))
  }
}

/// A document whose text stands in the test.
func node(_ json: String) throws(JSONError) -> JSONNode {
  try JSONDocument(Array(json.utf8)).root
}
