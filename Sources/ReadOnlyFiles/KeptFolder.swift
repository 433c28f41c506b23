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
final class KeptFolder: Sendable {
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

  // Not locked while a call may wait, or one thread would wait for the other.
  private let last = Guarded<Opened?>(nil)

  /// Calls with the open folder that the last name of a path lies in.
  ///
  /// - Parameter folder: the open folder that the path begins in.
  func with<Value>(
    parentOf name: RawPath, in folder: Int32,
    _ body: (_ parent: Int32, _ lastName: RawPath) -> Result<Value, SystemCallError>
  ) -> Result<Value, SystemCallError> {
    let opened: Opened
    if let known = known(parentOf: name) {
      opened = known
    } else {
      let parent = name.parent
      switch BeneathFolder.passFolder(folder, parent) {
      case .failure(let failure): return .failure(failure)
      case .success(let descriptor):
        opened = Opened(path: parent.bytes, descriptor: descriptor)
        last.with { $0 = opened }
      }
    }
    return withExtendedLifetime(opened) { body(opened.descriptor, name.lastName) }
  }

  /// Calls with the open folder that is nearest to a name, and the rest of the way to it: a call that walks
  /// one name takes less time than one that has to see to it that a way leads through no link.
  ///
  /// - Parameter folder: the open folder that the path begins in.
  func withNearest<Value: ~Copyable>(
    to name: RawPath, from folder: Int32,
    _ body: (_ folder: Int32, _ way: RawPath) throws(FileError) -> Value
  ) throws(FileError) -> Value {
    guard let opened = known(parentOf: name) else { return try body(folder, name) }
    defer { withExtendedLifetime(opened) {} }
    return try body(opened.descriptor, name.lastName)
  }

  private func known(parentOf name: RawPath) -> Opened? {
    guard let opened = last.with({ $0 }), name.isDirectlyBelow(opened.path) else { return nil }
    return opened
  }
}
