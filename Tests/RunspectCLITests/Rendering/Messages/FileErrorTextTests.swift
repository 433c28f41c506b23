import HostProcess
import ReadOnlyFiles
import Testing

@testable import RunspectCLI

/// Every sentence about a file that can't be read or made.
@Suite struct FileErrorTextTests {
  private static let path = RawPath("/runs/r")

  /// The verb of an operation, without a default, so that the compiler asks for one that is added.
  private func verb(_ operation: FileError.Operation) -> String {
    switch operation {
    case .open: "open"
    case .read: "read"
    case .list: "list"
    case .status: "look at"
    case .write: "write"
    }
  }

  /// What stands in the way, likewise.
  private func words(_ reason: FileError.Reason) -> String {
    switch reason {
    case .system(.noSuchFile): "No such file or directory"
    case .system(.permissionDenied): "Permission denied"
    case .system(.symbolicLinkLoop): "Too many levels of symbolic links"
    case .system: "Invalid argument"
    case .notAFile(.folder): "it is a folder, not a file"
    case .notAFile: "it is a named pipe, not a file"
    case .tooLarge: "it is larger than 4194304 bytes"
    case .hole: "nothing was ever written from byte 4096 on"
    case .tooMany: "it has more than 1000 entries"
    case .tooDeep: "it lies more than 32 folders deep"
    }
  }

  @Test(arguments: [FileError.Operation.open, .read, .list, .status, .write])
  func saysWhatWasTriedOnWhatAndWhatStoodInTheWay(_ operation: FileError.Operation) {
    let reasons: [FileError.Reason] = [
      .system(.noSuchFile), .system(.permissionDenied), .system(.symbolicLinkLoop),
      .system(.invalidArgument), .notAFile(.folder), .notAFile(.pipe), .tooLarge(limit: 1 << 22),
      .hole(at: 4_096), .tooMany(limit: 1_000), .tooDeep(limit: 32),
    ]
    for reason in reasons {
      let error = FileError(operation: operation, path: FileErrorTextTests.path, reason: reason)
      let whole = [.hole(at: 4_096), .tooMany(limit: 1_000)].contains(reason) ? " whole" : ""
      #expect(error.text == "can't \(verb(operation)) '/runs/r'\(whole): \(words(reason))")
    }
  }

  private enum NewFileCase: CaseIterable {
    case noName, insideRun, failed

    init(_ error: NewFileError) {
      switch error {
      case .noName: self = .noName
      case .insideRun: self = .insideRun
      case .failed: self = .failed
      }
    }
  }

  private static let newFiles: [(NewFileError, String)] = [
    (.noName(RawPath("..")), "'..' does not name a file"),
    (
      .insideRun(RawPath("r/new"), run: path),
      "'r/new' lies in the run folder '/runs/r', in which nothing is ever written"
    ),
    (
      .failed(FileError(operation: .write, path: path, reason: .system(.fileExists))),
      "can't write '/runs/r': File exists"
    ),
  ]

  @Test func saysWhyAFileIsNotMade() {
    for (error, sentence) in FileErrorTextTests.newFiles { #expect(error.text == sentence) }
    #expect(
      Set(FileErrorTextTests.newFiles.map { NewFileCase($0.0) }) == Set(NewFileCase.allCases))
  }
}
