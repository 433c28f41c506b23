import Foundation
import Testing

@testable import RunspectCLI

@Suite struct ManualPageTests {
  @Test func theManualPageIsTheOneMadeFromTheCommandTable() throws {
    let root = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let file = root.appendingPathComponent("man/runspect.1")
    if ProcessInfo.processInfo.environment["RUNSPECT_RECORD"] != nil {
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(ManualPage.text.utf8).write(to: file)
    }
    #expect(try String(contentsOf: file, encoding: .utf8) == ManualPage.text)
  }
}
