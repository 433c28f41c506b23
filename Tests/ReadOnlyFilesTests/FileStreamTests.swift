import Foundation
import TestSupport
import Testing

@testable import ReadOnlyFiles

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A file is read in pieces up to a limit, and one that was hardly written is not read at all.
@Suite struct FileStreamTests {
  private let temporary: TemporaryFolder

  init() throws { temporary = try TemporaryFolder() }

  /// Makes a file that begins with a text and claims a size.
  private func make(_ text: String, size: Int) throws {
    try temporary.write("log", text)
    guard truncate(temporary.url("log").path, off_t(size)) == 0 else { throw POSIXError(.EIO) }
  }

  private func read(limit: Int) -> Result<Int, FileError> {
    do throws(FileError) {
      let folder = try Folder(RawPath(temporary.path))
      var stream = try folder.stream(of: RawPath("log"), limit: limit)
      var count = 0
      while true {
        let piece = try stream.next(count: 1 << 20)
        if piece.isEmpty { return .success(count) }
        count += piece.count
      }
    } catch {
      return .failure(error)
    }
  }

  private func failure(_ reason: FileError.Reason) -> Result<Int, FileError> {
    .failure(
      FileError(
        operation: .read, path: RawPath(temporary.path).appending("log"), reason: reason))
  }

  @Test(arguments: [(5, 5), (5, 6), (5, 100), (0, 0)])
  func readsWhatIsNotLargerThanTheLimit(_ size: Int, _ limit: Int) throws {
    try make("", size: size)
    #expect(read(limit: limit) == .success(size))
  }

  @Test(arguments: [(6, 5), (1, 0), (1 << 43, 1 << 32), (Int.max, Int.max - 1)])
  func refusesWhatIsLarger(_ size: Int, _ limit: Int) throws {
    try temporary.write("log", "")
    // Not every file system takes the largest sizes.
    guard truncate(temporary.url("log").path, off_t(size)) == 0 else { return }
    #expect(read(limit: limit) == failure(.tooLarge(limit: limit)))
  }

  /// A hole of a few megabytes is what a crash leaves, and takes no time.
  @Test func readsASmallHole() throws {
    try make("begun\n", size: 3 << 20)
    #expect(read(limit: 1 << 30) == .success(3 << 20))
  }

  @Test(arguments: [(1 << 20) + (1 << 24), 1 << 31, 1 << 43])
  func refusesAFileThatWasHardlyWritten(_ size: Int) throws {
    try make(String(repeating: "line\n", count: 20_000), size: size)
    guard case .failure(let error) = read(limit: .max), case .hole(let start) = error.reason else {
      Issue.record("read to its end")
      return
    }
    // The hole begins at the first block that was not written.
    #expect((100_000..<(1 << 18)).contains(start))
  }

  @Test func aFileThatGrowsBeyondTheLimitIsNotReadToItsEnd() throws {
    try make("12345", size: 5)
    let folder = try Folder(RawPath(temporary.path))
    var stream = try folder.stream(of: RawPath("log"), limit: 6)
    #expect(try stream.next(count: 4).count == 4)
    try make("12345", size: 20)
    #expect(try stream.next(count: 4).count == 4)
    let error = #expect(throws: FileError.self) { try stream.next(count: 4) }
    #expect(error?.reason == .tooLarge(limit: 6))
  }
}
