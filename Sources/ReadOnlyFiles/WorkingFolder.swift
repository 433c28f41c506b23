#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The folder that relative paths start from.
enum WorkingFolder {
  /// Its path (`getcwd`).
  static func path() throws(FileError) -> RawPath {
    guard let pointer = getcwd(nil, 0) else {
      throw FileError(operation: .open, path: RawPath("."), reason: .system(.last))
    }
    defer { free(pointer) }
    let length = strlen(pointer)
    return pointer.withMemoryRebound(to: UInt8.self, capacity: length) {
      RawPath(bytes: Array(UnsafeBufferPointer(start: $0, count: length)))
    }
  }
}

extension RawPath {
  /// The path without links and `..` (`realpath`); the path itself where nothing is there.
  public func resolved() -> RawPath {
    withCString { cPath -> RawPath? in
      guard let pointer = realpath(cPath, nil) else { return nil }
      defer { free(pointer) }
      let length = strlen(pointer)
      return pointer.withMemoryRebound(to: UInt8.self, capacity: length) {
        RawPath(bytes: Array(UnsafeBufferPointer(start: $0, count: length)))
      }
    }.flatMap { $0 } ?? self
  }
}
