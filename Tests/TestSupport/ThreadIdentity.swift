import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A thread of the operating system, to be compared.
public struct ThreadIdentity: Hashable, Sendable {
  private let number: UInt

  /// The thread that asks.
  public static var present: ThreadIdentity {
    #if canImport(Darwin)
      ThreadIdentity(number: UInt(bitPattern: pthread_self()))
    #else
      ThreadIdentity(number: UInt(pthread_self()))
    #endif
  }
}

/// The threads on which something was done.
public final class ThreadRecord: @unchecked Sendable {
  private let lock = NSLock()
  private var noted: Set<ThreadIdentity> = []

  /// No thread yet.
  public init() {}

  /// Takes note of the thread that asks.
  public func note() {
    lock.withLock { _ = noted.insert(.present) }
  }

  /// All of them.
  public var threads: Set<ThreadIdentity> { lock.withLock { noted } }
}
