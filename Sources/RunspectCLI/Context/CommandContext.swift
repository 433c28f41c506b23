import HostProcess
import ReadOnlyFiles
import RunInspection

/// Everything that a command needs from outside, injected so that tests can replace it.
public struct CommandContext: Sendable {
  /// Writes to standard output; fails if nobody reads it.
  public var writeOutput: @Sendable ([UInt8]) throws(FileError) -> Void
  /// Writes a line to standard error.
  public var writeError: @Sendable (String) -> Void
  /// Writes to a stream, unless a signal asks the process to stop while that has to wait; nil where no
  /// signal can.
  public var writeUnlessStopped: (@Sendable (StandardStream, [UInt8]) throws(FileError) -> Void)?
  /// The clocks.
  public var clock: HostClock
  /// Creates what a watch waits with.
  public var makeWaiter: @Sendable () -> Waiter
  /// The terminal, if standard output is one.
  public var terminal: Terminal?
  /// The value of an environment variable.
  public var variable: @Sendable (String) -> String?
  /// The terminal that standard error is; nil if it is none.
  public var errorTerminal: @Sendable () -> ErrorTerminal?
  /// Tells how far long work is; nil where nobody would see that.
  var progress: ProgressLine?
  /// How many threads may share the work.
  var workers = Workers.one
  /// Whether only the exit status is wanted: nothing goes to standard output, and no reasons to standard
  /// error.
  var isQuiet = false
  /// Whether colours are wanted.
  var colour = ColourChoice.auto
  /// Whether moments are shown in UTC, instead of how long ago they were.
  var isUTC = false

  /// A terminal.
  public struct Terminal: Sendable {
    /// How many columns it has now.
    public var columns: @Sendable () -> Int
    /// How many lines it has now.
    public var rows: @Sendable () -> Int

    /// Creates a terminal of a size that may change.
    public init(
      columns: @escaping @Sendable () -> Int, rows: @escaping @Sendable () -> Int = { 24 }
    ) {
      self.columns = columns
      self.rows = rows
    }
  }

  /// The terminal behind standard error.
  public struct ErrorTerminal: Sendable {
    /// How many columns it has now.
    public var columns: @Sendable () -> Int
    /// Writes bytes to it as they are.
    public var write: @Sendable ([UInt8]) -> Void

    /// Creates a terminal from its parts.
    public init(
      columns: @escaping @Sendable () -> Int, write: @escaping @Sendable ([UInt8]) -> Void
    ) {
      self.columns = columns
      self.write = write
    }
  }

  /// Creates a context from its parts. Without a waiter, waiting means sleeping; without a terminal,
  /// standard output or standard error is none.
  public init(
    writeOutput: @escaping @Sendable ([UInt8]) throws(FileError) -> Void,
    writeError: @escaping @Sendable (String) -> Void,
    clock: HostClock,
    makeWaiter: (@Sendable () -> Waiter)? = nil,
    terminal: Terminal? = nil,
    errorTerminal: @escaping @Sendable () -> ErrorTerminal? = { nil },
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
          }, watch: { _, _ in })
      }
    self.terminal = terminal
    self.errorTerminal = errorTerminal
    self.variable = variable
  }

  /// The process's own streams and clocks.
  public static let process: CommandContext = {
    var context = CommandContext(
      writeOutput: { bytes throws(FileError) in try StandardStream.output.write(bytes) },
      writeError: { line in try? StandardStream.error.write(Array((line + "\n").utf8)) },
      clock: .system,
      makeWaiter: { Waiter(ChangeMonitor()) },
      terminal: StandardStream.output.isTerminal
        ? Terminal(
          columns: { TerminalSize.columns(of: .output) ?? 80 },
          rows: { TerminalSize.rows(of: .output) ?? 24 }) : nil,
      errorTerminal: {
        guard StandardStream.error.isTerminal else { return nil }
        return ErrorTerminal(
          columns: { TerminalSize.columns(of: .error) ?? 80 },
          write: { try? StandardStream.error.write($0) })
      },
      variable: { EnvironmentVariable.value($0) })
    context.workers = .measured()
    context.writeUnlessStopped = { stream, bytes throws(FileError) in
      try stream.writeUnlessStopped(bytes)
    }
    return context
  }()

  /// The context of a process whose signals are caught, as a watch's are.
  var stoppable: CommandContext {
    guard let write = writeUnlessStopped else { return self }
    var context = self
    context.writeOutput = { bytes throws(FileError) in try write(.output, bytes) }
    context.writeError = { line in try? write(.error, Array((line + "\n").utf8)) }
    return context
  }

  /// The part of the context that inspections need.
  var inspection: InspectionEnvironment {
    var environment = InspectionEnvironment(clock: clock)
    environment.workers = workers
    environment.progress = progress.map { line in WorkProgress { line.note($0) } }
    return environment
  }
}
