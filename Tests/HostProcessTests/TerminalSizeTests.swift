import HostProcess
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The terminal is that of the process, so that every test has a process of its own.
@Suite struct TerminalSizeTests {
  private struct Size: Equatable {
    var columns: Int?
    var rows: Int?

    init(columns: Int?, rows: Int?) {
      self.columns = columns
      self.rows = rows
    }

    init(of stream: StandardStream) {
      columns = TerminalSize.columns(of: stream)
      rows = TerminalSize.rows(of: stream)
    }
  }

  @Test func isUnknownWhereThereIsNoTerminal() async {
    await #expect(processExitsWith: .success) {
      try OwnStream.replace(1, withFile: "/dev/null")
      _ = try OwnStream.replaceWithPipe(2)
      #expect(Size(of: .output) == Size(columns: nil, rows: nil))
      #expect(Size(of: .error) == Size(columns: nil, rows: nil))
      close(1)
      #expect(Size(of: .output) == Size(columns: nil, rows: nil))
    }
  }

  @Test func isWhatTheTerminalTells() async {
    await #expect(processExitsWith: .success) {
      let screen = try OwnStream.replaceWithTerminal(1, rows: 43, columns: 132)
      try OwnStream.replace(2, withFile: "/dev/null")
      #expect(Size(of: .output) == Size(columns: 132, rows: 43))
      #expect(Size(of: .error) == Size(columns: nil, rows: nil))
      OwnStream.resize(screen, rows: 1, columns: 1)
      #expect(Size(of: .output) == Size(columns: 1, rows: 1))
      // A terminal that knows nothing of its size says zero.
      OwnStream.resize(screen, rows: 0, columns: 0)
      #expect(Size(of: .output) == Size(columns: nil, rows: nil))
    }
  }
}
