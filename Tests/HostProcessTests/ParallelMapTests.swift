import Foundation
import HostProcess
import ReadOnlyFiles
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

@Suite struct ParallelMapTests {
  @Test(arguments: [0, 1, 2, 3, 1_000], [-1, 0, 1, 2, 3, 4, 5])
  func callsOnceForEachIndexAndKeepsTheOrder(_ count: Int, _ threads: Int) {
    let calls = Calls()
    let squares = ParallelMap.map(count: count, .fixed(threads)) { index in
      calls.note(index)
      return index * index
    }
    #expect(squares == (0..<count).map { $0 * $0 })
    #expect(calls.indices == Array(0..<count))
    #expect(calls.threads.count <= max(1, min(count, threads)))
  }

  /// As many indices as there are threads are held until all of them are there: only that many threads
  /// at the same time can bring them together.
  @Test(arguments: [(2, 2), (3, 3), (5, 5), (5, 3), (1_000, 4)])
  func worksOnAsManyThreadsAtOnce(_ count: Int, _ threads: Int) {
    let calls = Calls()
    let meeting = Meeting(of: threads)
    let caller = ThreadIdentity.present
    let arrived = ParallelMap.map(count: count, .fixed(threads)) { index in
      calls.note(index)
      return index >= threads || meeting.attend()
    }
    #expect(arrived == Array(repeating: true, count: count))
    #expect(calls.threads.count == threads)
    #expect(calls.threads.contains(caller))
    #expect(calls.indices == Array(0..<count))
  }

  /// Results are made in place by all threads: none is lost, and none is released twice.
  @Test(arguments: [1, 2, 7, 500], [1, 2, 4])
  func eachResultLivesUntilNobodyHasIt(_ count: Int, _ threads: Int) {
    let living = Guarded(0)
    var results = ParallelMap.map(count: count, .fixed(threads)) { LivingResult($0, living) }
    #expect(results.map(\.index) == Array(0..<count))
    #expect(living.with { $0 } == count)
    results.removeLast()
    #expect(living.with { $0 } == count - 1)
    results = []
    #expect(living.with { $0 } == 0)
  }

  @Test(arguments: [0, 1, 3])
  func oneThreadIsTheCallingOne(_ count: Int) {
    let caller = ThreadIdentity.present
    let places = ParallelMap.map(count: count, .one) { _ in ThreadIdentity.present }
    #expect(places == Array(repeating: caller, count: count))
  }

  /// Without room for the stack of another thread, the calling one does all of the work.
  @Test(.disabled(if: Sanitizer.isActive, "a sanitizer needs terabytes of address space"))
  func doesTheWorkWhereNoThreadCanBeHad() async {
    await #expect(processExitsWith: .success) {
      let pages = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8)
      let used = try #require(pages.split(separator: " ").first.flatMap { Int($0) }) * 4_096
      try limit(RLIMIT_AS, to: used + (4 << 20))
      let calls = Calls()
      let results = ParallelMap.map(count: 200, .fixed(64)) { index in
        calls.note(index)
        return index
      }
      #expect(results == Array(0..<200))
      #expect(calls.indices == Array(0..<200))
      #expect(calls.threads.count < 64)
    }
  }
}

/// A result that counts how many of its kind there are.
private final class LivingResult: Sendable {
  let index: Int
  private let living: Guarded<Int>

  init(_ index: Int, _ living: Guarded<Int>) {
    (self.index, self.living) = (index, living)
    living.with { $0 += 1 }
  }

  deinit { living.with { $0 -= 1 } }
}

/// Which indices were worked on, and on which threads.
private final class Calls: @unchecked Sendable {
  private let lock = NSLock()
  private var noted: [Int] = []
  private let record = ThreadRecord()

  func note(_ index: Int) {
    lock.withLock { noted.append(index) }
    record.note()
  }

  /// Every index as often as it was noted, in order.
  var indices: [Int] { lock.withLock { noted.sorted() } }

  var threads: Set<ThreadIdentity> { record.threads }
}

/// Threads that wait for each other, for twenty seconds in all at the most.
private final class Meeting: @unchecked Sendable {
  private let condition = NSCondition()
  private let deadline = Date(timeIntervalSinceNow: 20)
  private var missing: Int

  init(of count: Int) {
    missing = count
  }

  /// Waits until all are there.
  ///
  /// - Returns: whether they came.
  func attend() -> Bool {
    condition.lock()
    defer { condition.unlock() }
    missing -= 1
    condition.broadcast()
    while missing > 0 {
      if !condition.wait(until: deadline) { return false }
    }
    return true
  }
}
