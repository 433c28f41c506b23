import ReadOnlyFiles
import Testing

@testable import HostProcess

/// Threads that begin on another processor may use all of them afterwards.
@Suite struct ProcessorsTests {
  /// Where there are more threads than processors, they are not placed.
  @Test(arguments: [1, 4])
  func everyThreadMayUseAllProcessors(_ threadsPerProcessor: Int) {
    let all = Processors().count
    let next = Guarded(0)
    let counts = Crew.work(.fixed(threadsPerProcessor * all)) {
      0
    } step: { count in
      count = Processors().count
      return next.with { next in
        next += 1
        return next < 20_000
      }
    }
    #expect(counts[0] == all)
    // One that came too late saw nothing.
    #expect(counts.allSatisfy { $0 == 0 || $0 == all }, "\(counts)")
  }
}
