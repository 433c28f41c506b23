import Testing

@testable import ReadOnlyFiles
@testable import RunInspection

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What tells a whole stored file from one that is cut short.
@Suite struct StoredFileTests {
  private static let now = Timestamp(seconds: 1_000_000, nanoseconds: 0)

  /// What the file system tells of a file of so many bytes that was changed so many seconds ago.
  private static func file(_ size: Int, age: Int) -> FileStatus {
    var status = stat()
    status.st_mode = S_IFREG | 0o600
    status.st_size = off_t(size)
    let time = timespec(tv_sec: Int(now.seconds) - age, tv_nsec: 0)
    #if canImport(Darwin)
      status.st_mtimespec = time
    #else
      status.st_mtim = time
    #endif
    return FileStatus(status)
  }

  private static func ends(_ start: String, _ end: String, _ status: FileStatus) -> FileEnds {
    FileEnds(start: Array(start.utf8), end: Array(end.utf8), status: status)
  }

  /// What is made of a file, and how often it was opened for that.
  private func judge(
    _ status: FileStatus, _ found: Result<FileEnds, FileError>
  ) throws -> (condition: StoredFile.Condition, opened: Int) {
    var opened = 0
    let condition = try StoredFile.condition(status, now: StoredFileTests.now) {
      () throws(FileError) in
      opened += 1
      return try found.get()
    }
    return (condition, opened)
  }

  private static let pickle = ("\u{80}\u{5}K\u{1}", "K\u{1}.")

  /// A file of which the size alone says that it was not cut: it is written at once, and was not stopped
  /// at a block.
  @Test(arguments: [1, 5, 511, 513, 1_023, 1_025, 4_095, 65_023, 65_535])
  func aSmallSizeThatIsNoMultipleOfABlockIsWhole(_ size: Int) throws {
    for age in [0, 10] {
      let status = StoredFileTests.file(size, age: age)
      let (condition, opened) = try judge(
        status, .success(StoredFileTests.ends("no", "no", status)))
      #expect(condition == .whole)
      #expect(opened == 0)
    }
  }

  @Test(arguments: [
    (0, StoredFile.Condition.unfinished), (1, .unfinished), (2, .truncated), (3_600, .truncated),
    (-1, .unfinished), (-2, .truncated),
  ])
  func anEmptyFileIsCutShortUnlessItIsNew(_ age: Int, _ expected: StoredFile.Condition) throws {
    let status = StoredFileTests.file(0, age: age)
    let (condition, opened) = try judge(
      status, .success(StoredFileTests.ends("", "", status)))
    #expect(condition == expected)
    #expect(opened == 0)
  }

  /// How a file begins and ends, and whether that is how a pickle or a table does.
  private static let looks: [(String, String, Bool)] = [
    ("\u{80}\u{5}", "abc.", true), ("(lp0", "\na.", true), ("\u{80}\u{5}", ".abc", false),
    ("\u{80}\u{5}", "", false), ("", "", false), ("PAR1", "PAR1", true), ("PAR1", "PAR.", false),
    ("PAR1", "par1", false), ("PAR1", "", false), ("PAR2", "PAR1", false),
    ("\u{80}\u{5}", "PAR1", false),
    ("PAR", "abc.", true),
  ]

  /// A multiple of a block, and what takes more than one piece to write.
  @Test(arguments: [512, 1_024, 4_096, 65_536, 65_537, 1_000_001, 1 << 40])
  func anyOtherSizeIsJudgedByItsEnds(_ size: Int) throws {
    for (start, end, isWhole) in StoredFileTests.looks {
      for (age, cut) in [(0, StoredFile.Condition.unfinished), (10, .truncated)] {
        let status = StoredFileTests.file(size, age: age)
        let (condition, opened) = try judge(
          status, .success(StoredFileTests.ends(start, end, status)))
        #expect(condition == (isWhole ? .whole : cut), "\(start) \(end)")
        #expect(opened == 1)
      }
    }
  }

  /// A file that was changed between the listing and the look at its ends is judged as it is then: what
  /// is being written now is not cut short, however old it was.
  @Test(
    arguments: [
      // It has grown on from the block, or to another one.
      (600, 0, "no", .whole), (1_024, 0, "end.", .whole), (1_024, 0, "no", .unfinished),
      (1_024, 10, "no", .truncated),
      // It has shrunk, because somebody writes it anew.
      (0, 0, "", .unfinished), (100, 0, "no", .whole), (512, 0, "no", .unfinished),
      (512, 0, "end.", .whole), (0, 10, "", .truncated),
    ] as [(Int, Int, String, StoredFile.Condition)])
  func aFileThatChangesMeanwhileIsJudgedAsItIsThen(
    _ size: Int, _ age: Int, _ end: String, _ expected: StoredFile.Condition
  ) throws {
    let listed = StoredFileTests.file(1_024, age: 3_600)
    let found = StoredFileTests.ends("\u{80}\u{5}", end, StoredFileTests.file(size, age: age))
    #expect(try judge(listed, .success(found)).condition == expected)
  }

  @Test(arguments: [ErrorNumber.noSuchFile, .notAFolder])
  func aFileThatIsRemovedMeanwhileIsNotYetAValue(_ number: ErrorNumber) throws {
    let error = FileError(operation: .open, path: RawPath("f"), reason: .system(number))
    for age in [0, 10] {
      let (condition, opened) = try judge(StoredFileTests.file(512, age: age), .failure(error))
      #expect(condition == .unfinished)
      #expect(opened == 1)
    }
  }

  @Test func aFileThatCanNotBeOpenedIsNotJudged() throws {
    let reasons: [FileError.Reason] = [.system(.permissionDenied), .notAFile(.pipe)]
    for reason in reasons {
      let error = FileError(operation: .open, path: RawPath("f"), reason: reason)
      #expect(throws: error) { try judge(StoredFileTests.file(512, age: 10), .failure(error)) }
    }
  }
}
