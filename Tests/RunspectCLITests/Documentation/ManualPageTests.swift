import Foundation
import TestSupport
import Testing

@testable import RunspectCLI

@Suite struct ManualPageTests {
  private static let root = FixtureFile.folder.deletingLastPathComponent()
  private static let folder = root.appendingPathComponent("man")

  @Test(arguments: ManualPage.all.map(\.file))
  func aManualPageIsTheOneThatTheTablesMake(_ name: String) throws {
    let page = try #require(ManualPage.all.first { $0.file == name })
    let file = ManualPageTests.folder.appendingPathComponent(name)
    if ProcessInfo.processInfo.environment["RUNSPECT_RECORD"] != nil {
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(page.source.utf8).write(to: file)
    }
    #expect(try String(contentsOf: file, encoding: .utf8) == page.source)
  }

  /// A page of a command that is gone is not kept.
  @Test func everyFileIsAPage() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: ManualPageTests.folder.path)
    #expect(Set(files) == Set(ManualPage.all.map(\.file)))
    #expect(Set(files).count == CommandName.allCases.count + 3)
  }

  @Test(arguments: ManualPage.all.map(\.file))
  func aPageHasExamples(_ name: String) throws {
    let source = try #require(ManualPage.all.first { $0.file == name }).source
    let examples = try #require(source.components(separatedBy: ".SH EXAMPLES\n").last)
    #expect(examples.contains("runspect "))
  }

  private static let mandoc = ["/usr/bin/mandoc", "/usr/local/bin/mandoc"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }

  @Test(.enabled(if: mandoc != nil, "mandoc is not installed"))
  func mandocFindsNothingWrong() throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try #require(ManualPageTests.mandoc))
    process.arguments =
      ["-T", "lint"]
      + ManualPage.all.map { ManualPageTests.folder.appendingPathComponent($0.file).path }
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let complaints = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(String(decoding: complaints, as: UTF8.self) == "")
    #expect(process.terminationStatus == 0)
  }
}
