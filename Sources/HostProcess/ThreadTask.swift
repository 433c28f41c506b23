#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What a thread is created with.
enum ThreadAttributes {
  /// How much stack it has. The default is as little as 128 KiB (musl), or 2 MiB where the user has no limit
  /// (glibc), which is less than the first thread has.
  private static let bytes = 8 << 20

  /// - Parameter processors: those on which it may run, if it is to begin on another one than the calling
  ///   thread is on.
  static func with(
    awayFromHere processors: Processors? = nil, _ create: (UnsafePointer<pthread_attr_t>) -> Int32
  ) -> Int32 {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setstacksize(&attributes, bytes)
    processors?.spread(&attributes)
    return create(&attributes)
  }
}

/// A piece of work on its way to a thread: `pthread_create` hands over one pointer.
final class ThreadTask {
  let body: () -> Void

  init(body: @escaping () -> Void) {
    self.body = body
  }
}

#if canImport(Darwin)
  func runThreadTask(_ task: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
    Unmanaged<ThreadTask>.fromOpaque(task).takeRetainedValue().body()
    return nil
  }
#else
  func runThreadTask(_ task: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    if let task { Unmanaged<ThreadTask>.fromOpaque(task).takeRetainedValue().body() }
    return nil
  }
#endif
