import ReadOnlyFiles

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Why a new file was not written.
public enum NewFileError: Error {
  /// The path does not end in the name of a file.
  case noName(RawPath)
  /// It would lie in the run folder, in which nothing is ever written.
  case insideRun(RawPath, run: RawPath)
  /// The system refused, for example because the file exists.
  case failed(FileError)
}

/// The only code that creates a file: a new one that the user asked for by name, outside the run
/// folder.
///
/// It is not part of ReadOnlyFiles: a module that imports only that one can't harm a run folder,
/// whatever it calls.
public enum NewFile {
  /// Writes a file that did not exist. Nothing is overwritten, and no link at its name is followed
  /// (`O_CREAT`, `O_EXCL`).
  ///
  /// - Parameter run: the run folder, or a file in it that stands for the run. Links and `..` in both
  ///   paths are resolved before they are compared.
  public static func write(
    _ bytes: [UInt8], to path: RawPath, outside run: RawPath
  ) throws(NewFileError) {
    try write(bytes, to: path, outside: [run])
  }

  /// The same with several runs.
  public static func write(
    _ bytes: [UInt8], to path: RawPath, outside runs: [RawPath]
  ) throws(NewFileError) {
    let name = path.lastName
    guard name.isSingleName, path.bytes.last != UInt8(ascii: "/") else { throw .noName(path) }
    let resolved = path.parent.resolved()
    let folders = runs.map(runFolder)
    for folder in folders where lies(resolved, in: folder) {
      throw .insideRun(path, run: folder)
    }
    // Everything from here on is about this one folder, whatever becomes of its path.
    let parent = try openFolder(AT_FDCWD, path.parent, for: path)
    defer { close(parent) }
    let way = try identities(upFrom: parent, for: path)
    for folder in folders where !way.isDisjoint(with: FolderIdentities.all(from: folder)) {
      throw .insideRun(path, run: folder)
    }
    let opened = name.withCString { cName in
      retryingInterrupted {
        // 0666 without the bits in the user's mask, as usual.
        openat(parent, cName, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o666)
      }
    }
    switch opened {
    case nil: throw .noName(path)
    case .failure(let failure): throw .failed(NewFile.failure(path, failure.number))
    case .success(let descriptor):
      let failure = write(bytes, to: descriptor)
      guard let failure else { return }
      // Half an answer is worthless. The file is ours to remove, because it did not exist before.
      _ = name.withCString { unlinkat(parent, $0, 0) }
      throw .failed(NewFile.failure(path, failure))
    }
  }

  /// Writes everything and closes the file.
  ///
  /// - Returns: why that failed; a network file system may tell only at the end.
  private static func write(_ bytes: [UInt8], to descriptor: Int32) -> ErrorNumber? {
    var start = 0
    while start < bytes.count {
      let outcome = bytes.withUnsafeBytes { buffer in
        retryingInterrupted {
          systemWrite(descriptor, buffer.baseAddress?.advanced(by: start), buffer.count - start)
        }
      }
      switch outcome {
      case .success(let length): start += length
      case .failure(let failure):
        close(descriptor)
        return failure.number
      }
    }
    guard close(descriptor) != 0 else { return nil }
    let number = ErrorNumber.last
    return number == .interrupted ? nil : number
  }

  /// The folder that the run is, or that of the file that stands for it.
  private static func runFolder(_ run: RawPath) -> RawPath {
    let resolved = run.resolved()
    do throws(FileError) {
      _ = try Folder(resolved)
      return resolved
    } catch {
      return resolved.parent
    }
  }

  private static func lies(_ path: RawPath, in folder: RawPath) -> Bool {
    path == folder || path.bytes.starts(with: folder.bytes + [UInt8(ascii: "/")])
      || folder.bytes == [UInt8(ascii: "/")]
  }

  /// The most folders that a folder may lie in.
  private static let deepestFolder = 4_096

  /// A folder and all that it lies in, up to the root. A mount shows what lies elsewhere, too: only what
  /// the folders are tells whether one is the run.
  private static func identities(
    upFrom folder: Int32, for path: RawPath
  ) throws(NewFileError) -> Set<FileIdentity> {
    var found: Set<FileIdentity> = []
    var current = folder
    defer { if current != folder { close(current) } }
    for _ in 0..<deepestFolder {
      var status = stat()
      if case .failure(let error) = retryingInterrupted({ fstat(current, &status) }) {
        throw .failed(failure(path, error.number))
      }
      // The root is its own parent.
      guard found.insert(FileIdentity(status)).inserted else { return found }
      let above = try openFolder(current, RawPath(".."), for: path)
      if current != folder { close(current) }
      current = above
    }
    return found
  }

  private static func openFolder(
    _ folder: Int32, _ name: RawPath, for path: RawPath
  ) throws(NewFileError) -> Int32 {
    let opened = name.withCString { cName in
      retryingInterrupted { openat(folder, cName, BeneathFolder.passingFlags) }
    }
    switch opened {
    case nil: throw .noName(path)
    case .success(let descriptor): return descriptor
    case .failure(let error): throw .failed(failure(path, error.number))
    }
  }

  private static func failure(_ path: RawPath, _ number: ErrorNumber) -> FileError {
    FileError(operation: .write, path: path, reason: .system(number))
  }
}
