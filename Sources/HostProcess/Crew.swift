#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Threads that take pieces of the same work until none is left.
public enum Crew {
  /// How long it takes to start a thread, in seconds, with room for one that is slow to come.
  @usableFromInline static let startingTime = 0.000_3

  /// Calls `step` again and again, on one thread or several, until it says that nothing is left.
  ///
  /// The calling thread begins. Others join it as soon as the work has proved to be no small job: as many
  /// as there are processors, or where the calls wait rather than work, as many as are allowed. If a
  /// thread can't be created, the others do its work.
  ///
  /// - Parameter start: makes what a thread keeps from step to step.
  /// - Parameter step: takes a piece of the work; returns whether there may be another.
  /// - Returns: what each thread kept, that of the calling one first.
  @inlinable
  public static func work<State: Sendable>(
    _ workers: Workers,
    start: @Sendable () -> State, step: @Sendable (inout State) -> Bool
  ) -> [State] {
    var state = start()
    guard workers.most > 1 else {
      while step(&state) {}
      return [state]
    }
    // A small job ends here, where the compiler knows the types: a short process should not have to set
    // up what only threads need.
    let begun = HostClock.monotonicSeconds()
    var steps = 0
    if !workers.isWaiting {
      repeat {
        guard step(&state) else { return [state] }
        steps += 1
      } while HostClock.monotonicSeconds() - begun < startingTime
    }
    return goOn(
      with: state, Staffing(workers, begun: begun, steps: steps), isKnownLarge: false,
      isWorthMore: { _ in true }, start: start, step: step)
  }

  /// Goes on with what one thread has begun.
  ///
  /// - Parameter isKnownLarge: whether there is work for all threads from the beginning.
  /// - Parameter isWorthMore: whether what is left after so many seconds is worth another thread.
  @usableFromInline
  static func goOn<State: Sendable>(
    with state: State, _ staffing: Staffing, isKnownLarge: Bool, isWorthMore: (Double) -> Bool,
    start: @Sendable () -> State, step: @Sendable (inout State) -> Bool
  ) -> [State] {
    var (state, staffing) = (state, staffing)
    return withoutActuallyEscaping(start) { start in
      withoutActuallyEscaping(step) { step in
        var helpers: [Helper<State>] = []
        func hire() {
          while helpers.count + 1 < staffing.wanted(isWorthMore) {
            let processors = Processors()
            if staffing.takesMany(than: processors) { Heap.prepareForManyThreads() }
            let helper = Helper(start: start, step: step)
            // Where there are many, it does not matter where each of them begins.
            let isRunning =
              !staffing.knowsMany && helper.begin(awayFromHere: processors) || helper.begin()
            guard isRunning else { return staffing.stop(at: helpers.count + 1) }
            helpers.append(helper)
          }
        }
        // One who has worked for a while and not come to an end need not take another piece alone.
        if isKnownLarge || staffing.steps > 0 { hire() }
        while step(&state) {
          staffing.steps += 1
          hire()
        }
        return [state] + helpers.compactMap { $0.join() }
      }
    }
  }
}

/// Decides how many threads a piece of work is worth, while it goes on.
@usableFromInline struct Staffing {
  private let workers: Workers
  private var wanted: Int
  private let begun: Double
  private var nextLook: Double
  private var most: Int
  /// Whether there are more threads than processors.
  fileprivate private(set) var knowsMany = false
  /// How many pieces of work the calling thread has done since the last look.
  fileprivate var steps: Int

  /// - Parameter begun: when the calling thread began, in seconds of the monotonic clock.
  /// - Parameter steps: how many pieces of work it has done since.
  /// - Parameter isLarge: whether the work is worth a thread for each processor from the beginning.
  @usableFromInline init(_ workers: Workers, begun: Double, steps: Int, isLarge: Bool = false) {
    self.workers = workers
    self.begun = begun
    self.steps = steps
    most = workers.most
    wanted = workers.isWaiting ? workers.most : isLarge ? Processors().count : 1
    nextLook = begun + Crew.startingTime
  }

  /// How many threads the work is worth now.
  fileprivate mutating func wanted(_ isWorthMore: (Double) -> Bool) -> Int {
    guard wanted < most, let meter = workers.meter else { return min(wanted, most) }
    let now = HostClock.monotonicSeconds()
    guard now >= nextLook else { return wanted }
    // The longer it takes, the less often is it worth a look.
    nextLook = now + max(Crew.startingTime, now - begun)
    guard isWorthMore(now - begun) else { return wanted }
    let (threads, done) = (wanted, steps * wanted)
    steps = 0
    let isWaiting = meter.with { meter in
      meter.look(threads: threads, steps: done)
      return meter.isWaiting
    }
    wanted = isWaiting ? workers.most : max(wanted, Processors().count)
    return min(wanted, most)
  }

  /// Whether there will be more threads than processors, told once.
  fileprivate mutating func takesMany(than processors: Processors) -> Bool {
    guard !knowsMany, min(wanted, most) > processors.count else { return false }
    knowsMany = true
    return true
  }

  /// No further thread can be had.
  fileprivate mutating func stop(at count: Int) { most = count }
}

/// A thread beside the calling one. Only that thread touches what it keeps between `begin` and `join`,
/// which is what makes it safe to share.
private final class Helper<State: Sendable>: @unchecked Sendable {
  #if canImport(Darwin)
    private typealias Thread = pthread_t?
  #else
    private typealias Thread = pthread_t
  #endif

  private let start: @Sendable () -> State
  private let step: @Sendable (inout State) -> Bool
  private var state: State?
  private var thread: Thread

  init(start: @escaping @Sendable () -> State, step: @escaping @Sendable (inout State) -> Bool) {
    self.start = start
    self.step = step
    #if canImport(Darwin)
      thread = nil
    #else
      thread = 0
    #endif
  }

  private func work() {
    var state = start()
    while step(&state) {}
    self.state = state
  }

  /// Starts the thread; returns whether that was possible.
  ///
  /// - Parameter processors: those on which it may run; it begins on another one than the calling thread
  ///   runs on. Nil if it may begin anywhere.
  func begin(awayFromHere processors: Processors? = nil) -> Bool {
    let task = Unmanaged.passRetained(
      ThreadTask {
        processors?.release()
        self.work()
      })
    let isRunning =
      ThreadAttributes.with(awayFromHere: processors) {
        pthread_create(&thread, $0, runThreadTask, task.toOpaque())
      } == 0
    if !isRunning { task.release() }
    return isRunning
  }

  /// Waits for the thread; returns what it kept.
  func join() -> State? {
    #if canImport(Darwin)
      if let thread { pthread_join(thread, nil) }
    #else
      pthread_join(thread, nil)
    #endif
    return state
  }
}
