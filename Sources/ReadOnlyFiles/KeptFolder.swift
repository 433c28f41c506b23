#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The folder below another one in which a name was looked up last, kept open.
///
/// `fstatat` follows links on the way to the last name, so that the folder on the way is opened first,
/// which refuses them. Many names are looked up in the same folder, one after the other.
final class KeptFolder: @unchecked Sendable {
  // The folder is touched only while the mutex is locked, which is what makes it safe to share.
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private var path: [UInt8] = []
  private var descriptor: Int32?

  init() {
    mutex = .allocate(capacity: 1)
    mutex.initialize(to: pthread_mutex_t())
    pthread_mutex_init(mutex, nil)
  }

  deinit {
    if let descriptor { close(descriptor) }
    pthread_mutex_destroy(mutex)
    mutex.deinitialize(count: 1)
    mutex.deallocate()
  }

  /// Calls with the open folder that the last name of a path lies in.
  ///
  /// - Parameter folder: the open folder that the path begins in.
  func with<Value>(
    parentOf name: RawPath, in folder: Int32,
    _ body: (_ parent: Int32, _ lastName: RawPath) -> Result<Value, SystemCallError>
  ) -> Result<Value, SystemCallError> {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    let parent = name.parent
    if let descriptor, path == parent.bytes { return body(descriptor, name.lastName) }
    switch BeneathFolder.passFolder(folder, parent) {
    case .failure(let failure): return .failure(failure)
    case .success(let opened):
      if let descriptor { close(descriptor) }
      descriptor = opened
      path = parent.bytes
      return body(opened, name.lastName)
    }
  }
}
