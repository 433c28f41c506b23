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

  /// Writes all bytes (`write`), waiting as long as it takes, also where the stream was set not to wait
  /// (`O_NONBLOCK`), which every process that has it shares.
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
      case .failure(let failure) where failure.number.rawValue == EAGAIN:
        var end = pollfd(fd: rawValue, events: Int16(POLLOUT), revents: 0)
        _ = poll(&end, 1, -1)
      case .failure(let failure):
        throw FileError(
          operation: .write, path: RawPath("standard stream \(rawValue)"),
          reason: .system(failure.number))
      }
    }
  }

  /// Writes all bytes, unless a signal asks the process to stop while that has to wait, as it has to for a
  /// terminal that is stopped or a reader that is slow. Only for a process that has a `ChangeMonitor`.
  ///
  /// - Throws: `FileError`, of which `ErrorNumber.interrupted` says that such a signal came.
  public func writeUnlessStopped(_ bytes: [UInt8]) throws(FileError) {
    func failure(_ reason: ErrorNumber) -> FileError {
      FileError(
        operation: .write, path: RawPath("standard stream \(rawValue)"), reason: .system(reason))
    }
    var start = 0
    while start < bytes.count {
      var ends = [
        pollfd(fd: rawValue, events: Int16(POLLOUT), revents: 0),
        pollfd(fd: SignalPipe.stopEnds.reading, events: Int16(POLLIN), revents: 0),
      ]
      let count = poll(&ends, 2, -1)
      if count < 0, errno == EINTR { continue }
      if count > 0, ends[0].revents == 0 { throw failure(.interrupted) }
      let length = bytes.withUnsafeBytes { buffer in
        systemWrite(rawValue, buffer.baseAddress?.advanced(by: start), buffer.count - start)
      }
      if length < 0, errno == EINTR || errno == EAGAIN { continue }
      guard length >= 0 else { throw failure(.last) }
      start += length
    }
  }

  /// Prepares the streams, before anything else is opened: a write to a pipe that nobody reads is an
  /// error, where it would end the process (SIGPIPE), and so is one to a stream that was closed.
  public static func prepare() {
    signal(SIGPIPE, SIG_IGN)
    // The next file that is opened would get the number of a stream that is closed, and what is printed.
    // A folder takes the number, because nothing can be written to one, and the root is always there.
    withUnsafeTemporaryAllocation(of: pollfd.self, capacity: 3) { streams in
      for stream in 0..<3 {
        streams.initializeElement(
          at: stream, to: pollfd(fd: Int32(stream), events: 0, revents: 0))
      }
      guard poll(streams.baseAddress, nfds_t(streams.count), 0) > 0 else { return }
      for stream in streams where stream.revents & Int16(POLLNVAL) != 0 {
        // The lowest number that is free, which is this one's.
        _ = open("/", O_RDONLY | O_DIRECTORY)
      }
    }
  }

  /// Whether a terminal is at the other end.
  public var isTerminal: Bool { isatty(rawValue) == 1 }
}
