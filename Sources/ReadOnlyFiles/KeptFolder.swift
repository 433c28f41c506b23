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
  /// An open folder, which stays open as long as anybody looks something up in it.
  private final class Opened: Sendable {
    let path: [UInt8]
    let descriptor: Int32

    init(path: [UInt8], descriptor: Int32) {
      self.path = path
      self.descriptor = descriptor
    }

    deinit { close(descriptor) }
  }

  // The folder is exchanged only while the mutex is locked, which is what makes it safe to share. It is not
  // locked while a call may wait, or one thread would wait for the other.
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private var last: Opened?

  init() {
    mutex = .allocate(capacity: 1)
    mutex.initialize(to: pthread_mutex_t())
    pthread_mutex_init(mutex, nil)
  }

  deinit {
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
    let parent = name.parent
    let opened: Opened
    if let known = exchange(nil, for: parent) {
      opened = known
    } else {
      switch BeneathFolder.passFolder(folder, parent) {
      case .failure(let failure): return .failure(failure)
      case .success(let descriptor):
        opened = Opened(path: parent.bytes, descriptor: descriptor)
        exchange(opened, for: parent)
      }
    }
    return withExtendedLifetime(opened) { body(opened.descriptor, name.lastName) }
  }

  /// The folder of this path, if it is the one that is kept; or keeps a new one.
  @discardableResult
  private func exchange(_ new: Opened?, for path: RawPath) -> Opened? {
    pthread_mutex_lock(mutex)
    // What is no longer kept is closed after the mutex is unlocked.
    let before = last
    if let new { last = new }
    pthread_mutex_unlock(mutex)
    return before.flatMap { $0.path == path.bytes ? $0 : nil }
  }
}
