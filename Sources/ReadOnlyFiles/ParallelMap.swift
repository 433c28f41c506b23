#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Work on many items by a few threads of the operating system, which start in microseconds; a task
/// group of the language takes milliseconds to enter.
public enum ParallelMap {
  /// Calls once for each index below `count` and gives the results in the order of the indices.
  ///
  /// - Parameter threads: how many threads share the work, this one included; each takes every so
  ///   manieth index.
  public static func map<Value: Sendable>(
    count: Int, threads: Int, _ transform: (Int) -> Value
  ) -> [Value] {
    guard threads > 1, count > 1 else { return (0..<count).map(transform) }
    return withoutActuallyEscaping(transform) { transform in
      var shares: [Share<Value>] = []
      for offset in 0..<threads {
        shares.append(Share(offset: offset, step: threads, count: count, transform: transform))
      }
      for share in shares.dropFirst() { share.start() }
      shares[0].work()
      for share in shares.dropFirst() { share.join() }
      return (0..<count).map { shares[$0 % threads].values[$0 / threads] }
    }
  }
}

/// What one thread does. Only that thread touches it between `start` and `join`.
private final class Share<Value>: @unchecked Sendable {
  private let offset: Int
  private let step: Int
  private let count: Int
  private let transform: (Int) -> Value
  private(set) var values: [Value] = []
  #if canImport(Darwin)
    private var thread: pthread_t?
  #else
    private var thread: pthread_t = 0
  #endif
  private var isRunning = false

  init(offset: Int, step: Int, count: Int, transform: @escaping (Int) -> Value) {
    self.offset = offset
    self.step = step
    self.count = count
    self.transform = transform
  }

  func work() {
    values.reserveCapacity(count / step + 1)
    for index in stride(from: offset, to: count, by: step) { values.append(transform(index)) }
  }

  /// Starts a thread for the work; where none is to be had, `join` does it.
  func start() {
    let box = Unmanaged.passRetained(Work(body: work))
    #if canImport(Darwin)
      isRunning =
        pthread_create(
          &thread, nil,
          { argument in
            Unmanaged<Work>.fromOpaque(argument).takeRetainedValue().body()
            return nil
          }, box.toOpaque()) == 0
    #else
      isRunning =
        pthread_create(
          &thread, nil,
          { argument in
            guard let argument else { return nil }
            Unmanaged<Work>.fromOpaque(argument).takeRetainedValue().body()
            return nil
          }, box.toOpaque()) == 0
    #endif
    if !isRunning { box.release() }
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

/// A piece of work on its way to a thread.
private final class Work {
  let body: () -> Void

  init(body: @escaping () -> Void) {
    self.body = body
  }
}
