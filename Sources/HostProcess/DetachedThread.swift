#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

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
        ThreadAttributes.with { pthread_create(&thread, $0, runThreadTask, task.toOpaque()) } == 0
      if let thread { pthread_detach(thread) }
    #else
      var thread: pthread_t = 0
      let isRunning =
        ThreadAttributes.with { pthread_create(&thread, $0, runThreadTask, task.toOpaque()) } == 0
      if isRunning { pthread_detach(thread) }
    #endif
    if !isRunning { task.release() }
    return isRunning
  }
}
