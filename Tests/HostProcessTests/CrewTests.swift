import HostProcess
import ReadOnlyFiles
import TestSupport
import Testing

@Suite struct CrewTests {
  /// What one thread keeps: the pieces that it took.
  private struct Share: Sendable {
    var pieces: [Int] = []
  }

  /// Takes the pieces below a number one by one.
  private func work(_ count: Int, _ workers: Workers) -> [[Int]] {
    let next = Guarded(0)
    return Crew.work(workers) {
      Share()
    } step: { share in
      let piece = next.with { next in
        defer { next += 1 }
        return next
      }
      guard piece < count else { return false }
      share.pieces.append(piece)
      return true
    }.map(\.pieces)
  }

  @Test(arguments: [0, 1, 2, 1_000], [1, 2, 7])
  func everyPieceIsTakenOnce(_ count: Int, _ threads: Int) {
    let shares = work(count, .fixed(threads))
    #expect(shares.flatMap { $0 }.sorted() == Array(0..<count))
    #expect((1...threads).contains(shares.count))
  }

  /// Nobody is asked to help with what one step finishes.
  @Test func aSmallJobNeedsNoThread() {
    #expect(work(0, .fixed(8)).count == 1)
    #expect(work(1_000, .one).count == 1)
  }

  @Test func sharesAreNeverMoreThanThereAre() {
    #expect(Workers.fixed(0).most == 1)
    #expect(Workers.fixed(1_000_000).most == Workers.mostFixed)
    #expect(Workers.fixed(32).shared(among: 0).most == 32)
    #expect(Workers.fixed(32).shared(among: 4).most == 8)
    #expect(Workers.fixed(32).shared(among: 1_000_000).most == 1)
    #expect(Workers.fixed(32).limited(to: 3).most == 3)
    #expect(Workers.fixed(32).limited(to: 0).most == 1)
    #expect(!Workers.one.isWaiting)
    #expect(!Workers.measured().isWaiting)
  }
}
