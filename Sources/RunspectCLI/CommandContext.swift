import ReadOnlyFiles
import RunInspection

/// What a command needs of the world, handed in so that a test can replace it.
public struct CommandContext: Sendable {
  /// Takes data for standard output. Fails when nobody reads it.
  public var writeOutput: @Sendable ([UInt8]) throws(FileError) -> Void
  /// Takes a line for standard error.
  public var writeError: @Sendable (String) -> Void
  /// Clocks and waiting, for the inspection.
  public var inspection: InspectionEnvironment
  /// Seconds on a clock that only moves forward.
  public var monotonic: @Sendable () -> Double
  /// What a watch waits with.
  public var monitor: @Sendable () -> Monitor
  /// The terminal that standard output is, if it is one.
  public var terminal: Terminal?
  /// The value of an environment variable.
  public var variable: @Sendable (String) -> String?

  /// Waiting for time, changes and signals.
  public struct Monitor {
    /// Waits for so many seconds, for a signal, and if wanted for a change.
    public var wait: (_ seconds: Double, _ heedsChanges: Bool) -> Wake
    /// Asks to be told of changes in a folder.
    public var watch: (RawPath) -> Void

    /// Replaces the waiting.
    public init(
      wait: @escaping (_ seconds: Double, _ heedsChanges: Bool) -> Wake,
      watch: @escaping (RawPath) -> Void
    ) {
      self.wait = wait
      self.watch = watch
    }
  }

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

  /// Replaces the world. Where no monitor is given, waiting is sleeping; where no terminal is given,
  /// there is none.
  public init(
    writeOutput: @escaping @Sendable ([UInt8]) throws(FileError) -> Void,
    writeError: @escaping @Sendable (String) -> Void,
    inspection: InspectionEnvironment,
    monotonic: @escaping @Sendable () -> Double,
    monitor: (@Sendable () -> Monitor)? = nil,
    terminal: Terminal? = nil,
    variable: @escaping @Sendable (String) -> String? = { _ in nil }
  ) {
    self.writeOutput = writeOutput
    self.writeError = writeError
    self.inspection = inspection
    self.monotonic = monotonic
    self.monitor =
      monitor ?? {
        Monitor(
          wait: { seconds, _ in
            inspection.sleep(seconds)
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
    inspection: .system,
    monotonic: { MonotonicClock.seconds() },
    monitor: {
      let monitor = ChangeMonitor()
      return Monitor(
        wait: { monitor.wait(seconds: $0, heedsChanges: $1) }, watch: { monitor.watch($0) })
    },
    terminal: StandardStream.output.isTerminal
      ? Terminal(
        columns: { TerminalSize.columns(of: .output) ?? 80 },
        rows: { TerminalSize.rows(of: .output) ?? 24 }) : nil,
    variable: { EnvironmentVariable.value($0) })
}
