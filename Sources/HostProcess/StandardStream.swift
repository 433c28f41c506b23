import ReadOnlyFiles

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A stream that the process was started with. Writing to it changes no file that was inspected.
public enum StandardStream: Int32, Sendable {
  /// Where data goes.
  case output = 1
  /// Where everything else goes.
  case error = 2

  /// Writes all bytes (`write`), waiting as long as it takes.
  ///
  /// - Throws: `FileError`, of which `ErrorNumber.brokenPipe` says that nobody reads any more.
  public func write(_ bytes: [UInt8]) throws(FileError) {
    var start = 0
    while start < bytes.count {
      let outcome = bytes.withUnsafeBytes { buffer in
        retryingInterrupted {
          systemWrite(rawValue, buffer.baseAddress?.advanced(by: start), buffer.count - start)
        }
      }
      switch outcome {
      case .success(let length): start += length
      case .failure(let failure):
        throw FileError(
          operation: .write, path: RawPath("standard stream \(rawValue)"),
          reason: .system(failure.number))
      }
    }
  }

  /// Makes a write to a pipe that nobody reads an error, where it would end the process (SIGPIPE).
  public static func reportBrokenPipes() {
    signal(SIGPIPE, SIG_IGN)
  }

  /// Whether a terminal is at the other end.
  public var isTerminal: Bool { isatty(rawValue) == 1 }
}
