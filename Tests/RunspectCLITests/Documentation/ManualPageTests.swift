import Foundation
import Testing

@testable import RunspectCLI

@Suite struct ManualPageTests {
  private static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  @Test(arguments: ["runspect.1", "runspect-json.5", "runspect-heartbeat.5"])
  func aManualPageIsTheOneThatTheTablesMake(_ name: String) throws {
    let text =
      switch name {
      case "runspect.1": ManualPage.text
      case "runspect-json.5": FormatPages.answers
      default: FormatPages.heartbeat
      }
    let file = ManualPageTests.root.appendingPathComponent("man/" + name)
    if ProcessInfo.processInfo.environment["RUNSPECT_RECORD"] != nil {
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    #expect(try String(contentsOf: file, encoding: .utf8) == text)
  }

  /// Every key of a run and of its outputs in the recorded answers is explained.
  @Test(arguments: ["pipefunc", "rocketride", "krixik"])
  func everyKeyThatIsPrintedIsDocumented(_ layout: String) throws {
    let documented = Set(
      JSONKeys.sections.flatMap(\.keys).flatMap { [$0.name.description] })
    let folder = ManualPageTests.root.appendingPathComponent("fixtures/expected/" + layout)
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(files.count > 5)
    for file in files {
      let data = try Data(contentsOf: folder.appendingPathComponent(file))
      guard let run = try? JSONSerialization.jsonObject(with: data) as? [String: Any] else {
        continue
      }
      let outputs = (run["outputs"] as? [String: [String: Any]] ?? [:]).values
      let keys = Set(run.keys).union(outputs.flatMap(\.keys))
      #expect(keys.subtracting(documented).isEmpty, "\(file)")
    }
  }
}
