import ReadOnlyFiles
import Testing

@testable import HostProcess

/// Threads that begin on another processor may use all of them afterwards.
@Suite struct ProcessorsTests {
  @Test func aHelperMayUseAllProcessors() {
    let all = Processors().count
    let next = Guarded(0)
    let counts = Crew.work(.fixed(all)) {
      0
    } step: { count in
      count = Processors().count
      return next.with { next in
        next += 1
        return next < 20_000
      }
    }
    #expect(counts.allSatisfy { $0 == 0 || $0 == all }, "\(counts)")
    #expect(counts[0] == all)
  }

  /// Many threads are not placed, and there may be more of them than processors.
  @Test func manyThreadsMayUseAllProcessorsToo() {
    let all = Processors().count
    let next = Guarded(0)
    let counts = Crew.work(.fixed(4 * all)) {
      0
    } step: { count in
      count = Processors().count
      return next.with { next in
        next += 1
        return next < 20_000
      }
    }
    #expect(counts.allSatisfy { $0 == 0 || $0 == all }, "\(counts)")
  }
}
