import Foundation
import Testing

/// Runs the tests of a suite on threads of their own, because they wait for processes. The threads of
/// Swift's own pool are as many as there are processors, and a test that blocks one of them keeps a
/// processor idle.
///
/// A test that waits for its turn has begun already: a limit on its time has to leave room for all others.
struct BlockingTests: SuiteTrait, TestTrait, TestScoping {
  let isRecursive = true

  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    try await withTaskExecutorPreference(BlockingThreads.shared, operation: function)
  }
}

extension Trait where Self == BlockingTests {
  /// The tests wait for processes.
  static var blocking: BlockingTests { BlockingTests() }
}

/// A few threads that may be blocked, and take turns.
private final class BlockingThreads: TaskExecutor, @unchecked Sendable {
  static let shared = BlockingThreads(count: 3 * ProcessInfo.processInfo.activeProcessorCount)

  private let condition = NSCondition()
  /// The jobs that wait for a thread, the next one first.
  private var waiting: [UnownedJob] = []

  private init(count: Int) {
    for _ in 0..<count {
      let thread = Thread { self.work() }
      thread.start()
    }
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    condition.withLock {
      waiting.append(job)
      condition.signal()
    }
  }

  private func work() -> Never {
    while true {
      let job = condition.withLock {
        while waiting.isEmpty { condition.wait() }
        return waiting.removeFirst()
      }
      job.runSynchronously(on: asUnownedTaskExecutor())
    }
  }
}
