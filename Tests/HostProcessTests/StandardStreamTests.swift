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

/// The streams are those of the process, so that every test has a process of its own.
@Suite struct StandardStreamTests {
  @Test func writesEveryByteToItsOwnStream() async throws {
    let folder = try TemporaryFolder()
    await #expect(processExitsWith: .success) { [path = folder.path as String] in
      try OwnStream.replace(1, withFile: path + "/output")
      try OwnStream.replace(2, withFile: path + "/error")
      try StandardStream.output.write(Array("data".utf8))
      try StandardStream.output.write([])
      try StandardStream.output.write([0, 0xFF, 0x0A])
      try StandardStream.error.write(Array("said".utf8))
      func written(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(fileURLWithPath: path + "/" + name)))
      }
      #expect(try written("output") == Array("data".utf8) + [0, 0xFF, 0x0A])
      #expect(try written("error") == Array("said".utf8))
    }
  }

  /// A pipe takes 64 KiB at once.
  @Test func waitsForAReaderThatIsSlow() async {
    await #expect(processExitsWith: .success) {
      let reader = try OwnStream.replaceWithPipe(1)
      let bytes = (0..<1_000_000).map { UInt8(truncatingIfNeeded: $0 / 7) }
      let reading = Task.detached { () -> [UInt8] in
        var all: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 10_000)
        while all.count < bytes.count {
          let count = read(reader, &buffer, buffer.count)
          guard count > 0 else { break }
          all += buffer[..<count]
        }
        return all
      }
      try StandardStream.output.write(bytes)
      #expect(await reading.value == bytes)
    }
  }

  @Test func saysThatNobodyReads() async {
    await #expect(processExitsWith: .success) {
      StandardStream.prepare()
      for stream in [StandardStream.output, .error] {
        close(try OwnStream.replaceWithPipe(stream.rawValue))
        #expect(throws: OwnStream.failure(stream, .brokenPipe)) { try stream.write([1]) }
        try stream.write([])
      }
    }
  }

  @Test func saysThatTheDiskIsFull() async {
    await #expect(processExitsWith: .success) {
      for stream in [StandardStream.output, .error] {
        try OwnStream.replace(stream.rawValue, withFile: "/dev/full")
        #expect(throws: OwnStream.failure(stream, ErrorNumber(ENOSPC))) { try stream.write([1]) }
      }
    }
  }

  /// One that was closed has no descriptor, but any thread of the process may open a file that takes its
  /// number; one that was opened for reading fails in the same way.
  @Test func saysThatTheStreamIsNotOpenForWriting() async {
    await #expect(processExitsWith: .success) {
      for stream in [StandardStream.output, .error] {
        let reader = open("/dev/null", O_RDONLY)
        try #require(reader >= 0 && dup2(reader, stream.rawValue) >= 0)
        #expect(throws: OwnStream.failure(stream, ErrorNumber(EBADF))) { try stream.write([1]) }
      }
    }
  }

  @Test func aFileAPipeAndNothingAreNoTerminals() async {
    await #expect(processExitsWith: .success) {
      try OwnStream.replace(1, withFile: "/dev/null")
      _ = try OwnStream.replaceWithPipe(2)
      #expect(!StandardStream.output.isTerminal)
      #expect(!StandardStream.error.isTerminal)
      close(1)
      #expect(!StandardStream.output.isTerminal)
    }
  }

  @Test func aTerminalIsOne() async {
    await #expect(processExitsWith: .success) {
      _ = try OwnStream.replaceWithTerminal(1, rows: 24, columns: 80)
      #expect(StandardStream.output.isTerminal)
    }
  }
}
