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
    /// The names of each watched folder, by the number that the kernel gave it.
    private var folders: [Int32: [RawPath]] = [:]

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
      guard case .failure(let error) = outcome else {
        guard case .success(let number) = outcome else { return false }
        if folders[number]?.contains(folder) != true { folders[number, default: []].append(folder) }
        return true
      }
      // A user may watch only so many folders; any other reason is one of the folder.
      if error.number.rawValue == ENOSPC || error.number.rawValue == ENOMEM {
        failure = error.number
      }
      return false
    }

    /// Takes all pending events.
    ///
    /// - Returns: the folders in which something changed, by all names by which they are watched; nil if
    ///   there were more events than the kernel keeps, so that it may be any.
    func drain() -> Set<RawPath>? {
      var changed: Set<RawPath>? = []
      var buffer = [UInt8](repeating: 0, count: 65_536)
      while case let count = read(descriptor, &buffer, buffer.count), count > 0 {
        buffer.withUnsafeBytes { bytes in
          // A record is the number of the folder, the kind of event, a cookie, the length of a name, and
          // that name (`man 7 inotify`).
          var position = 0
          while position + 16 <= count {
            let number = bytes.loadUnaligned(fromByteOffset: position, as: Int32.self)
            let kind = bytes.loadUnaligned(fromByteOffset: position + 4, as: UInt32.self)
            let length = bytes.loadUnaligned(fromByteOffset: position + 12, as: UInt32.self)
            position += 16 + Int(length)
            if let names = folders[number] {
              changed?.formUnion(names)
              // The kernel watches it no longer.
              if kind & UInt32(IN_IGNORED) != 0 { folders[number] = nil }
            } else if kind & UInt32(IN_IGNORED) == 0 {
              changed = nil
            }
          }
        }
      }
      return changed
    }
  }
#else
  /// Changes are not reported on this platform.
  final class ChangeEvents {
    let descriptor: Int32 = -1
    /// That is known, and told nobody.
    let failure: ErrorNumber? = nil

    func watch(_ folder: RawPath, links: LinkRule) -> Bool { false }

    func drain() -> Set<RawPath>? { nil }
  }
#endif
