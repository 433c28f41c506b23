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
  struct FolderEntryReader: ~Copyable {
    /// How many bytes of entries are read at once, as `readdir` does.
    private static let capacity = 32_768
    // Where the parts of a `struct linux_dirent64` are (linux/dirent.h, getdents(2)).
    private static let lengthOffset = 16
    private static let typeOffset = 18
    private static let nameOffset = 19

    private let descriptor: Int32
    private let buffer: UnsafeMutableRawPointer
    private var position = 0
    private var end = 0

    init(_ descriptor: Int32) {
      self.descriptor = descriptor
      buffer = .allocate(
        byteCount: FolderEntryReader.capacity, alignment: MemoryLayout<UInt64>.alignment)
    }

    deinit { buffer.deallocate() }

    /// The next entry, `.` and `..` included, which is valid until the next call; nil at the end.
    mutating func next() throws(SystemCallError) -> FolderEntry? {
      if position == end {
        switch retryingInterrupted({ getdents64(descriptor, buffer, FolderEntryReader.capacity) }) {
        case .success(0): return nil
        case .success(let count): (position, end) = (0, count)
        // A folder that was removed while it was open has no more entries, as `readdir` has it.
        case .failure(let failure) where failure.number == .noSuchFile: return nil
        case .failure(let failure): throw failure
        }
      }
      let entry = buffer + position
      let length = Int(entry.load(fromByteOffset: FolderEntryReader.lengthOffset, as: UInt16.self))
      // The kernel gives whole entries; without a length there would be no end.
      position = length > 0 ? min(position + length, end) : end
      let name = (entry + FolderEntryReader.nameOffset).assumingMemoryBound(to: CChar.self)
      return FolderEntry(
        name: name, type: entry.load(fromByteOffset: FolderEntryReader.typeOffset, as: UInt8.self))
    }
  }
#else
  #if canImport(Darwin)
    private typealias DirectoryStream = UnsafeMutablePointer<DIR>
  #else
    private typealias DirectoryStream = OpaquePointer
  #endif

  /// Reads the entries of an open folder with `readdir`.
  struct FolderEntryReader: ~Copyable {
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

    /// The next entry, `.` and `..` included, which is valid until the next call; nil at the end.
    mutating func next() throws(SystemCallError) -> FolderEntry? {
      let stream = try stream.get()
      while true {
        errno = 0
        if let entry = readdir(stream) {
          let offset = MemoryLayout<dirent>.offset(of: \dirent.d_name) ?? 0
          let name = (UnsafeMutableRawPointer(entry) + offset).assumingMemoryBound(to: CChar.self)
          return FolderEntry(name: name, type: entry.pointee.d_type)
        }
        if errno == 0 { return nil }
        if errno != EINTR { throw SystemCallError(number: .last) }
      }
    }
  }
#endif
