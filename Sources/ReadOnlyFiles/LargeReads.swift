#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Limits what runs that are read at the same time have in memory of their larger files.
///
/// Many runs are read at once where calls wait. What each of them holds is small as a rule; a large file may
/// be linked to from any number of run folders, though.
///
/// The mutex and the condition keep their addresses as long as the object lives, and the count is touched
/// only while the mutex is locked, which is what makes it safe to share.
public final class LargeReads: @unchecked Sendable {
  /// From how many bytes on a file counts. So many of 32 files are too few to matter.
  static let smallest = 1 << 17
  /// How many bytes of files are held at the same time, unless a single run holds more. What is made of them
  /// can take fifty times as much.
  static let most = 1 << 19
  /// How many bytes two runs may hold, so that two processors have something to do.
  static let mostOfTwo = 4 << 20

  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private let returned: UnsafeMutablePointer<pthread_cond_t>
  private var held = 0
  private var runs = 0

  /// No run holds anything yet.
  public init() {
    mutex = .allocate(capacity: 1)
    mutex.initialize(to: pthread_mutex_t())
    pthread_mutex_init(mutex, nil)
    returned = .allocate(capacity: 1)
    returned.initialize(to: pthread_cond_t())
    pthread_cond_init(returned, nil)
  }

  deinit {
    pthread_cond_destroy(returned)
    returned.deallocate()
    pthread_mutex_destroy(mutex)
    mutex.deallocate()
  }

  /// Counts bytes that a run is about to hold.
  ///
  /// - Parameter isFirst: whether it holds nothing yet, and waits until there is room. One that holds
  ///   something must not, or two runs would wait for each other.
  fileprivate func take(_ bytes: Int, isFirst: Bool) {
    pthread_mutex_lock(mutex)
    if isFirst {
      while !hasRoom(for: bytes) { pthread_cond_wait(returned, mutex) }
      runs += 1
    }
    held += bytes
    pthread_mutex_unlock(mutex)
  }

  private func hasRoom(for bytes: Int) -> Bool {
    switch runs {
    case 0: true
    case 1: bytes <= LargeReads.mostOfTwo - held
    default: bytes <= LargeReads.most - held
    }
  }

  fileprivate func giveBack(_ bytes: Int) {
    pthread_mutex_lock(mutex)
    runs -= 1
    held -= bytes
    pthread_cond_broadcast(returned)
    pthread_mutex_unlock(mutex)
  }
}

/// The turn of one run to hold large files. It begins with the first of them and ends with the object, which
/// has to live as long as what was read is held.
public final class LargeReadTurn: Sendable {
  private let reads: LargeReads
  private let held = Guarded(0)

  /// A turn that has not begun.
  public init(_ reads: LargeReads) { self.reads = reads }

  deinit {
    let bytes = held.with { $0 }
    if bytes > 0 { reads.giveBack(bytes) }
  }

  /// Takes note that a file of so many bytes is about to be read. The first large one waits for its turn.
  func begin(_ bytes: Int) {
    guard bytes >= LargeReads.smallest else { return }
    held.with { held in
      reads.take(bytes, isFirst: held == 0)
      held += bytes
    }
  }
}
