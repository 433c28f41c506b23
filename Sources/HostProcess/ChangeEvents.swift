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
    /// Why changes in a folder that is there are not reported; nil where all are.
    private(set) var failure: ErrorNumber?

    init() {
      descriptor = inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
      // A process and a user may have only so many.
      if descriptor < 0 { failure = .last }
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    func watch(_ folder: RawPath, links: LinkRule) -> Bool {
      guard descriptor >= 0 else { return false }
      let mask =
        IN_CREATE | IN_MOVED_TO | IN_MODIFY | IN_CLOSE_WRITE | IN_DELETE | IN_MOVED_FROM
        | IN_DELETE_SELF
        | IN_MOVE_SELF | IN_ONLYDIR | (links == .follow ? 0 : IN_DONT_FOLLOW)
      let outcome = folder.withCString { cPath in
        retryingInterrupted {
          inotify_add_watch(descriptor, cPath, UInt32(truncatingIfNeeded: mask))
        }
      }
      guard case .failure(let error) = outcome else { return outcome != nil }
      // A user may watch only so many folders; any other reason is one of the folder.
      if error.number.rawValue == ENOSPC || error.number.rawValue == ENOMEM {
        failure = error.number
      }
      return false
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
    /// That is known, and told nobody.
    let failure: ErrorNumber? = nil

    func watch(_ folder: RawPath, links: LinkRule) -> Bool { false }

    func drain() {}
  }
#endif
