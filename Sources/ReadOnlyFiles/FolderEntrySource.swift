#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

#if canImport(Glibc)
  /// `getdents64` of glibc 2.30 and later. Its header declares it only where `_GNU_SOURCE` is defined,
  /// which Swift's module of glibc is not.
  ///
  /// - Returns: how many bytes of entries were read, 0 at the end, -1 with `errno` after a failure.
  @_silgen_name("getdents64")
  private func getdents64(
    _ descriptor: Int32, _ buffer: UnsafeMutableRawPointer, _ length: Int
  ) -> Int

  /// Reads the entries of an open folder with the kernel's own call. `fdopendir` would ask four things
  /// about the descriptor that are known already, half of all calls for a small folder.
  struct FolderEntrySource: Sendable {
    private let descriptor: Int32

    init(_ descriptor: Int32) { self.descriptor = descriptor }

    /// Puts the next entries into a block; returns how many bytes they are, 0 at the end.
    func fill(_ block: EntryBlock) throws(SystemCallError) -> Int {
      switch retryingInterrupted({ getdents64(descriptor, block.bytes, EntryBlock.capacity) }) {
      case .success(let count): return count
      // A folder that was removed while it was open has no more entries, as `readdir` has it.
      case .failure(let failure) where failure.number == .noSuchFile: return 0
      case .failure(let failure): throw failure
      }
    }
  }
#else
  #if canImport(Darwin)
    private typealias DirectoryStream = UnsafeMutablePointer<DIR>
  #else
    private typealias DirectoryStream = OpaquePointer
  #endif

  /// Reads the entries of an open folder with `readdir`. Whoever reads them holds the lock of the listing
  /// or is its only user, which is what makes it safe to share.
  final class FolderEntrySource: @unchecked Sendable {
    private let stream: Result<DirectoryStream, SystemCallError>

    init(_ descriptor: Int32) {
      // The stream closes its descriptor, so it gets one of its own.
      let copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 0)
      if copy >= 0, let stream = fdopendir(copy) {
        self.stream = .success(stream)
      } else {
        stream = .failure(SystemCallError(number: .last))
        if copy >= 0 { close(copy) }
      }
    }

    deinit {
      if case .success(let stream) = stream { closedir(stream) }
    }

    /// Puts the next entries into a block; returns how many bytes they are, 0 at the end.
    func fill(_ block: EntryBlock) throws(SystemCallError) -> Int {
      let stream = try stream.get()
      var end = 0
      while end + MemoryLayout<dirent>.size + EntryBlock.nameOffset <= EntryBlock.capacity {
        errno = 0
        guard let entry = readdir(stream) else {
          if errno == 0 { break }
          if errno == EINTR { continue }
          // What was read before is not lost: the failure comes again, or the end.
          if end > 0 { break }
          throw SystemCallError(number: .last)
        }
        let offset = MemoryLayout<dirent>.offset(of: \dirent.d_name) ?? 0
        let name = (UnsafeMutableRawPointer(entry) + offset).assumingMemoryBound(to: CChar.self)
        let size = strlen(name) + 1
        let place = block.bytes + end
        place.storeBytes(
          of: entry.pointee.d_type, toByteOffset: EntryBlock.typeOffset, as: UInt8.self)
        (place + EntryBlock.nameOffset).copyMemory(from: name, byteCount: size)
        // The next entry begins where numbers may lie.
        let length = (EntryBlock.nameOffset + size + 7) & ~7
        place.storeBytes(
          of: UInt16(length), toByteOffset: EntryBlock.lengthOffset, as: UInt16.self)
        end += length
      }
      return end
    }
  }
#endif
