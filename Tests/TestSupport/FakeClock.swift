import Foundation

/// A clock that stands still but for the sleeping, which takes no time.
public final class FakeClock: @unchecked Sendable {
  private let lock = NSLock()
  private var time: Double
  private var slept: [Double] = []
  private let whileSleeping: @Sendable (Int) -> Void

  /// Begins at a number of seconds.
  ///
  /// - Parameter whileSleeping: what happens during each sleep; gets how many there have been before.
  public init(_ start: Double, whileSleeping: @escaping @Sendable (Int) -> Void = { _ in }) {
    time = start
    self.whileSleeping = whileSleeping
  }

  /// The present moment in seconds.
  public var now: Double { lock.withLock { time } }

  /// How long each sleep took, in seconds.
  public var sleeps: [Double] { lock.withLock { slept } }

  /// How often anybody may sleep: more often than in any test, and far less often than for ever.
  private static let mostSleeps = 100_000

  /// Moves on by so many seconds.
  public func sleep(_ seconds: Double) {
    let before = lock.withLock { slept.count }
    precondition(before < FakeClock.mostSleeps, "what is tested sleeps without end")
    whileSleeping(before)
    lock.withLock {
      time += seconds
      slept.append(seconds)
    }
  }

  /// Lets so many seconds pass without anybody sleeping.
  public func pass(_ seconds: Double) {
    lock.withLock { time += seconds }
  }
}
