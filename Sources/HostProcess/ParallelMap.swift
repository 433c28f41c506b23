#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Work on many items, shared by a few threads of the operating system, which start in microseconds;
/// entering a task group takes milliseconds.
public enum ParallelMap {
  /// Calls `transform` once for each index below `count` and gives the results in the order of the
  /// indices.
  ///
  /// - Parameter threads: how many threads share the work, the calling one included. With n threads,
  ///   each takes every nth index. If a thread can't be created, the calling one does its work.
  public static func map<Value: Sendable>(
    count: Int, threads: Int, _ transform: @Sendable (Int) -> Value
  ) -> [Value] {
    let threads = min(threads, count)
    guard threads > 1 else { return (0..<count).map(transform) }
    return withoutActuallyEscaping(transform) { transform in
      let shares = (0..<threads).map { offset in
        Share(indices: stride(from: offset, to: count, by: threads), transform: transform)
      }
      for share in shares.dropFirst() { share.start() }
      shares[0].work()
      for share in shares.dropFirst() { share.join() }
      return (0..<count).map { shares[$0 % threads].values[$0 / threads] }
    }
  }
}

/// What one thread does. Only that thread touches it between `start` and `join`, which is what makes it
/// safe to share.
private final class Share<Value: Sendable>: @unchecked Sendable {
  #if canImport(Darwin)
    private typealias Thread = pthread_t?
  #else
    private typealias Thread = pthread_t
  #endif

  private let indices: StrideTo<Int>
  private let transform: @Sendable (Int) -> Value
  private(set) var values: [Value] = []
  private var thread: Thread
  private var isRunning = false

  init(indices: StrideTo<Int>, transform: @escaping @Sendable (Int) -> Value) {
    self.indices = indices
    self.transform = transform
    #if canImport(Darwin)
      thread = nil
    #else
      thread = 0
    #endif
  }

  func work() {
    values.reserveCapacity(indices.underestimatedCount)
    for index in indices { values.append(transform(index)) }
  }

  /// Starts a thread that does the work; if that fails, `join` does it.
  func start() {
    let task = Unmanaged.passRetained(ThreadTask(body: work))
    isRunning = ThreadSize.with { pthread_create(&thread, $0, runThreadTask, task.toOpaque()) } == 0
    if !isRunning { task.release() }
  }

  func join() {
    guard isRunning else {
      work()
      return
    }
    #if canImport(Darwin)
      if let thread { pthread_join(thread, nil) }
    #else
      pthread_join(thread, nil)
    #endif
  }
}

/// A thread that nobody waits for.
enum DetachedThread {
  /// Starts one.
  ///
  /// - Returns: whether there is one; a process may have only so many.
  static func start(_ body: @escaping @Sendable () -> Void) -> Bool {
    let task = Unmanaged.passRetained(ThreadTask(body: body))
    #if canImport(Darwin)
      var thread: pthread_t?
      let isRunning =
        ThreadSize.with { pthread_create(&thread, $0, runThreadTask, task.toOpaque()) } == 0
      if let thread { pthread_detach(thread) }
    #else
      var thread: pthread_t = 0
      let isRunning =
        ThreadSize.with { pthread_create(&thread, $0, runThreadTask, task.toOpaque()) } == 0
      if isRunning { pthread_detach(thread) }
    #endif
    if !isRunning { task.release() }
    return isRunning
  }
}

/// How much stack a thread has. The default is as little as 128 KiB (musl), or 2 MiB where the user has
/// no limit (glibc), which is less than the first thread has.
private enum ThreadSize {
  private static let bytes = 8 << 20

  static func with(_ create: (UnsafePointer<pthread_attr_t>) -> Int32) -> Int32 {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setstacksize(&attributes, bytes)
    return create(&attributes)
  }
}

/// A piece of work on its way to a thread: `pthread_create` hands over one pointer.
private final class ThreadTask {
  let body: () -> Void

  init(body: @escaping () -> Void) {
    self.body = body
  }
}

#if canImport(Darwin)
  private func runThreadTask(_ task: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
    Unmanaged<ThreadTask>.fromOpaque(task).takeRetainedValue().body()
    return nil
  }
#else
  private func runThreadTask(_ task: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    if let task { Unmanaged<ThreadTask>.fromOpaque(task).takeRetainedValue().body() }
    return nil
  }
#endif
