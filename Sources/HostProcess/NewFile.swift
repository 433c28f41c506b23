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
    let parent = path.parent.resolved()
    for run in runs {
      let folder = runFolder(run)
      guard !lies(parent, in: folder) else { throw .insideRun(path, run: folder) }
    }
    let target = parent.appending(name)
    let opened = target.withCString { cPath in
      // 0666 without the bits in the user's mask, as usual.
      open(cPath, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o666)
    }
    guard let descriptor = opened else { throw .noName(path) }
    guard descriptor >= 0 else { throw .failed(failure(path)) }
    defer { close(descriptor) }
    var start = 0
    while start < bytes.count {
      let length = bytes.withUnsafeBytes { buffer in
        systemWrite(descriptor, buffer.baseAddress?.advanced(by: start), buffer.count - start)
      }
      if length < 0, errno == EINTR { continue }
      guard length > 0 else {
        let error = failure(path)
        // Half an answer is worthless. The file is ours to remove, because it did not exist before.
        _ = target.withCString { unlink($0) }
        throw .failed(error)
      }
      start += length
    }
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

  private static func failure(_ path: RawPath) -> FileError {
    FileError(operation: .write, path: path, reason: .system(.last))
  }
}
