import HostProcess
import ReadOnlyFiles
import RunInspection

/// What a command needs of the world, handed in so that a test can replace it.
public struct CommandContext: Sendable {
  /// Takes data for standard output. Fails when nobody reads it.
  public var writeOutput: @Sendable ([UInt8]) throws(FileError) -> Void
  /// Takes a line for standard error.
  public var writeError: @Sendable (String) -> Void
  /// The clocks.
  public var clock: HostClock
  /// Makes what a watch waits with.
  public var makeWaiter: @Sendable () -> Waiter
  /// The terminal that standard output is, if it is one.
  public var terminal: Terminal?
  /// The value of an environment variable.
  public var variable: @Sendable (String) -> String?

  /// A terminal.
  public struct Terminal: Sendable {
    /// How many columns it has now.
    public var columns: @Sendable () -> Int
    /// How many lines it has now.
    public var rows: @Sendable () -> Int

    /// A terminal that tells its size so.
    public init(
      columns: @escaping @Sendable () -> Int, rows: @escaping @Sendable () -> Int = { 24 }
    ) {
      self.columns = columns
      self.rows = rows
    }
  }

  /// Replaces the world. Where no waiter is given, waiting is sleeping; where no terminal is given,
  /// there is none.
  public init(
    writeOutput: @escaping @Sendable ([UInt8]) throws(FileError) -> Void,
    writeError: @escaping @Sendable (String) -> Void,
    clock: HostClock,
    makeWaiter: (@Sendable () -> Waiter)? = nil,
    terminal: Terminal? = nil,
    variable: @escaping @Sendable (String) -> String? = { _ in nil }
  ) {
    self.writeOutput = writeOutput
    self.writeError = writeError
    self.clock = clock
    self.makeWaiter =
      makeWaiter ?? {
        Waiter(
          wait: { seconds, _ in
            clock.sleep(seconds)
            return .elapsed
          }, watch: { _ in })
      }
    self.terminal = terminal
    self.variable = variable
  }

  /// The process's own streams and clocks.
  public static let process = CommandContext(
    writeOutput: { bytes throws(FileError) in try StandardStream.output.write(bytes) },
    writeError: { line in try? StandardStream.error.write(Array((line + "\n").utf8)) },
    clock: .system,
    makeWaiter: { Waiter(ChangeMonitor()) },
    terminal: StandardStream.output.isTerminal
      ? Terminal(
        columns: { TerminalSize.columns(of: .output) ?? 80 },
        rows: { TerminalSize.rows(of: .output) ?? 24 }) : nil,
    variable: { EnvironmentVariable.value($0) })

  /// What an inspection needs of the world.
  var inspection: InspectionEnvironment { InspectionEnvironment(clock: clock) }
}
