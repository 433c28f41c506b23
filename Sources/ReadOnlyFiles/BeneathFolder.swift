#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Opens what lies several folders below an open folder, without following a link on the way.
///
/// `O_NOFOLLOW` is about the last name only: a folder in between that is exchanged for a link at the
/// right moment would lead anywhere. Where the kernel can, it refuses links and ways out of the folder
/// itself (`openat2`, Linux 5.6); elsewhere the folders are opened one by one.
package enum BeneathFolder {
  /// Opens a name below a folder.
  ///
  /// - Parameter flags: those of `openat`.
  static func open(
    _ folder: Int32, _ name: RawPath, flags: Int32
  ) -> Result<Int32, SystemCallError> {
    // One name can be a link, which is refused, but has no way that could lead through one.
    if name.isSingleName { return openOne(folder, name, flags) }
    #if os(Linux)
      switch openAtOnce(folder, name, flags) {
      case .failure(let failure) where isUnsupported(failure.number): break
      case let outcome: return outcome
      }
    #endif
    return openOneByOne(folder, name, flags)
  }

  /// Opens the folders on the way one after the other, each relative to the one before.
  static func openOneByOne(
    _ folder: Int32, _ name: RawPath, _ flags: Int32
  ) -> Result<Int32, SystemCallError> {
    let names = name.bytes.split(separator: RawPath.separator).map { RawPath(bytes: Array($0)) }
      .filter { $0.bytes != [UInt8(ascii: ".")] }
    guard let last = names.last, !name.isAbsolute,
      !names.contains(where: { $0.bytes == [UInt8(ascii: "."), UInt8(ascii: ".")] })
    else { return .failure(SystemCallError(number: .invalidArgument)) }
    var current = folder
    defer { if current != folder { close(current) } }
    for name in names.dropLast() {
      switch openOne(current, name, passingFlags) {
      case .success(let next):
        if current != folder { close(current) }
        current = next
      case .failure(let failure): return .failure(asLink(failure, name, in: current))
      }
    }
    return openOne(current, last, flags)
  }

  /// Opens a folder below another one, only to pass it.
  static func passFolder(_ folder: Int32, _ name: RawPath) -> Result<Int32, SystemCallError> {
    open(folder, name, flags: passingFlags).mapError { asLink($0, name, in: folder) }
  }

  /// A link where a folder was expected is told as one; the kernel says first that it is no folder.
  private static func asLink(
    _ failure: SystemCallError, _ name: RawPath, in folder: Int32
  ) -> SystemCallError {
    guard failure.number == .notAFolder, kind(of: name, in: folder) == .symbolicLink else {
      return failure
    }
    return SystemCallError(number: .symbolicLinkLoop)
  }

  private static func openOne(
    _ folder: Int32, _ name: RawPath, _ flags: Int32
  ) -> Result<Int32, SystemCallError> {
    name.withCString { cName in retryingInterrupted { openat(folder, cName, flags | O_NOFOLLOW) } }
      ?? .failure(SystemCallError(number: .invalidArgument))
  }

  private static func kind(of name: RawPath, in folder: Int32) -> FileKind? {
    var status = stat()
    let outcome = name.withCString { cName in
      retryingInterrupted { fstatat(folder, cName, &status, AT_SYMLINK_NOFOLLOW) }
    }
    guard case .success = outcome else { return nil }
    return FileKind(mode: status.st_mode)
  }

  #if os(Linux)
    /// How a folder is opened that is only passed: that needs no permission to list it. `O_PATH`, which
    /// glibc declares only where `_GNU_SOURCE` is defined.
    package static let passingFlags = O_DIRECTORY | O_CLOEXEC | 0o10000000

    /// `struct open_how` (linux/openat2.h).
    private struct OpenHow {
      let flags: UInt64
      let mode: UInt64 = 0
      let resolve: UInt64
    }

    /// `SYS_openat2`, which has this number on every architecture.
    private static let openat2 = 437
    /// `RESOLVE_BENEATH` and `RESOLVE_NO_SYMLINKS` (linux/openat2.h).
    private static let resolution: UInt64 = 0x08 | 0x04
    /// How often a way is resolved again that was changed in between (`EAGAIN`).
    private static let mostAttempts = 8

    private static func openAtOnce(
      _ folder: Int32, _ name: RawPath, _ flags: Int32
    ) -> Result<Int32, SystemCallError> {
      var how = OpenHow(flags: UInt64(UInt32(bitPattern: flags | O_NOFOLLOW)), resolve: resolution)
      let size = MemoryLayout<OpenHow>.size
      for _ in 0..<mostAttempts {
        let outcome = name.withCString { cName in
          retryingInterrupted { systemCall(openat2, Int(folder), cName, &how, size) }
        }
        switch outcome {
        case .success(let opened): return .success(Int32(truncatingIfNeeded: opened))
        case .failure(let failure) where failure.number.rawValue == EAGAIN: continue
        case .failure(let failure): return .failure(failure)
        case nil: return .failure(SystemCallError(number: .invalidArgument))
        }
      }
      return .failure(SystemCallError(number: ErrorNumber(EAGAIN)))
    }

    /// Whether the kernel does not know the call, or a filter of a container forbids it.
    private static func isUnsupported(_ number: ErrorNumber) -> Bool {
      [ENOSYS, EPERM, EAGAIN, E2BIG].contains(number.rawValue)
    }
  #else
    package static let passingFlags = O_DIRECTORY | O_CLOEXEC
  #endif
}

#if os(Linux)
  /// `syscall` of the C library with four arguments, for a call that it has no function for.
  @_silgen_name("syscall")
  private func systemCall(
    _ number: Int, _ folder: Int, _ path: UnsafePointer<CChar>, _ how: UnsafeRawPointer,
    _ size: Int
  ) -> Int
#endif
