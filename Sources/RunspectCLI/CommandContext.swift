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

  /// Replaces the world.
  public init(
    writeOutput: @escaping @Sendable ([UInt8]) throws(FileError) -> Void,
    writeError: @escaping @Sendable (String) -> Void,
    inspection: InspectionEnvironment,
    monotonic: @escaping @Sendable () -> Double
  ) {
    self.writeOutput = writeOutput
    self.writeError = writeError
    self.inspection = inspection
    self.monotonic = monotonic
  }

  /// The process's own streams and clocks.
  public static let process = CommandContext(
    writeOutput: { bytes throws(FileError) in try StandardStream.output.write(bytes) },
    writeError: { line in try? StandardStream.error.write(Array((line + "\n").utf8)) },
    inspection: .system,
    monotonic: { MonotonicClock.seconds() })
}
