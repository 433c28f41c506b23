import ReadOnlyFiles

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

#if canImport(Glibc) || canImport(Musl)
  /// The kernel's notifications about changes in folders (`inotify`).
  final class ChangeEvents {
    let descriptor: Int32

    init() { descriptor = inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC)) }

    deinit { close(descriptor) }

    func watch(_ folder: RawPath) -> Bool {
      let mask =
        IN_CREATE | IN_MOVED_TO | IN_MODIFY | IN_CLOSE_WRITE | IN_DELETE | IN_MOVED_FROM
        | IN_DELETE_SELF
        | IN_MOVE_SELF | IN_ONLYDIR
      return folder.withCString {
        inotify_add_watch(descriptor, $0, UInt32(truncatingIfNeeded: mask)) >= 0
      } ?? false
    }

    /// Discards all pending events; what they were does not matter.
    func drain() {
      var buffer = [UInt8](repeating: 0, count: 65_536)
      while read(descriptor, &buffer, buffer.count) > 0 {}
    }
  }
#else
  /// Changes are not reported on this platform.
  final class ChangeEvents {
    let descriptor: Int32 = -1

    func watch(_ folder: RawPath) -> Bool { false }

    func drain() {}
  }
#endif
