import Foundation
import HostProcess
import ReadOnlyFiles
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Files are made where a user asks for them, never over another one and never in a run folder.
@Suite struct NewFileTests {
  private let folder: TemporaryFolder

  /// A run `r` with a folder in it, and a folder beside it.
  init() throws {
    folder = try TemporaryFolder()
    try folder.write("r/run_info.json", "{}")
    try folder.makeFolder("r/deep")
    try folder.makeFolder("beside")
    try folder.makeLink("link", to: "r")
    try folder.makeLink("beside/deep", to: "../r/deep")
  }

  private func path(_ name: String) -> RawPath {
    RawPath(folder.path).appending(name)
  }

  /// What comes of a writing.
  private enum Outcome: Equatable {
    case made
    case noName
    case insideRun(RawPath)
    case failed(FileError)
  }

  private func write(_ target: String, run: String = "r") -> Outcome {
    do throws(NewFileError) {
      try NewFile.write(Array("text".utf8), to: path(target), outside: path(run))
      return .made
    } catch {
      switch error {
      case .noName(let named):
        #expect(named == path(target))
        return .noName
      case .insideRun(let named, let run):
        #expect(named == path(target))
        return .insideRun(run)
      case .failed(let failure): return .failed(failure)
      }
    }
  }

  private func failure(_ target: String, _ number: ErrorNumber) -> Outcome {
    .failed(FileError(operation: .write, path: path(target), reason: .system(number)))
  }

  private func everything() throws -> Set<String> {
    Set(try FileManager.default.subpathsOfDirectory(atPath: folder.path))
  }

  @Test(arguments: [0, 1, 4_096, 3 << 20])
  func writesEveryByte(_ count: Int) throws {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    try NewFile.write(bytes, to: path("beside/new"), outside: path("r"))
    #expect(try [UInt8](folder.read("beside/new")) == bytes)
  }

  @Test func aNameNeedNotBeText() throws {
    let target = RawPath(bytes: Array(folder.path.utf8) + Array("/new-".utf8) + [0xFF])
    try NewFile.write([1], to: target, outside: path("r"))
    let parent = try Folder(RawPath(folder.path))
    #expect(try parent.contents(of: target.lastName, limit: 9).bytes == [1])
  }

  /// A folder whose name merely begins like that of the run is another one.
  @Test(arguments: [
    ("new", "new"), ("r2", "r2"), ("beside/new", "beside/new"), ("./beside/../new", "new"),
    ("r/../new", "new"), ("beside/deep/../../new", "new"), ("r3/new", "r3/new"),
  ])
  func writesOutsideOfTheRun(_ target: String, _ made: String) throws {
    try folder.makeFolder("r3")
    let before = try everything()
    #expect(write(target) == .made)
    #expect(try everything().subtracting(before) == [made])
    #expect(try folder.read(made) == Data("text".utf8))
    #expect(write(target) == failure(target, .fileExists))
  }

  @Test(arguments: ["beside/there", "beside/deep", "beside", "beside/dangling", "beside/out"])
  func overwritesNothingAndFollowsNoLinkAtItsName(_ target: String) throws {
    try folder.write("beside/there", "old")
    try folder.makeLink("beside/dangling", to: "../r/new")
    try folder.makeLink("beside/out", to: "there")
    let before = try everything()
    #expect(write(target) == failure(target, .fileExists))
    #expect(try everything() == before)
    #expect(try folder.read("beside/there") == Data("old".utf8))
  }

  @Test(arguments: [
    "r/new", "r/deep/new", "./r//new", "beside/../r/new", "link/new", "link/deep/new",
    "beside/deep/new", "beside/deep/../new", "r/run_info.json",
  ])
  func writesNothingInTheRun(_ target: String) throws {
    let before = try everything()
    for run in ["r", "link", "./beside/../r/", "r/run_info.json", "link/run_info.json"] {
      #expect(write(target, run: run) == .insideRun(path("r")), "\(run)")
    }
    #expect(try everything() == before)
  }

  @Test func everythingLiesInARunThatIsTheRoot() {
    #expect(write("new", run: "/") == .insideRun(RawPath("/")))
    #expect(write("/new", run: "/") == .insideRun(RawPath("/")))
  }

  @Test(arguments: ["beside/", "beside/new/", ".", "..", "beside/..", "/", "beside/a\0b"])
  func refusesWhatNamesNoFile(_ target: String) throws {
    let before = try everything()
    #expect(write(target) == .noName)
    #expect(try everything() == before)
  }

  @Test func refusesTheEmptyPath() {
    let error = #expect(throws: NewFileError.self) {
      try NewFile.write([1], to: RawPath(""), outside: path("r"))
    }
    guard case .noName = error else {
      Issue.record("not for its name: \(String(describing: error))")
      return
    }
  }

  @Test func saysWhyAFileCanNotBeMade() throws {
    try folder.write("beside/there", "old")
    let long = "beside/" + String(repeating: "n", count: 300)
    #expect(write("none/new") == failure("none/new", .noSuchFile))
    #expect(write("beside/there/new") == failure("beside/there/new", .notAFolder))
    #expect(write(long) == failure(long, .nameTooLong))
  }

  /// A disk that is full in the middle of it; here a limit on the size of files, which the test has in
  /// a process of its own.
  @Test func leavesNoHalfOfAFile() async {
    await #expect(processExitsWith: .success) { [path = folder.path as String] in
      signal(SIGXFSZ, SIG_IGN)
      try limit(RLIMIT_FSIZE, to: 1_000)
      let target = RawPath(path + "/beside/new")
      let error = #expect(throws: NewFileError.self) {
        try NewFile.write(
          [UInt8](repeating: 1, count: 4_096), to: target, outside: RawPath(path + "/r"))
      }
      guard case .failed(let failure) = error else {
        Issue.record("not refused by the system: \(String(describing: error))")
        return
      }
      #expect(
        failure
          == FileError(operation: .write, path: target, reason: .system(ErrorNumber(EFBIG))))
      #expect(!FileManager.default.fileExists(atPath: path + "/beside/new"))
    }
  }
}
