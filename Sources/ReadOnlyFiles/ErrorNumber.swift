#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The number by which the operating system names the reason of a failed call (`errno`, POSIX
/// `<errno.h>`).
public struct ErrorNumber: Equatable, Hashable, Sendable {
  /// The platform's own number, always positive.
  public let rawValue: Int32

  /// Wraps a number that the platform gave.
  public init(_ rawValue: Int32) {
    self.rawValue = rawValue
  }

  /// `ENOENT`: nothing has that name.
  public static let noSuchFile = ErrorNumber(ENOENT)
  /// `ENOTDIR`: a folder was expected along the path.
  public static let notAFolder = ErrorNumber(ENOTDIR)
  /// `EACCES`: the permissions forbid it.
  public static let permissionDenied = ErrorNumber(EACCES)
  /// `ELOOP`: too many symbolic links, or one where none is followed.
  public static let symbolicLinkLoop = ErrorNumber(ELOOP)
  /// `ENAMETOOLONG`: a name or a path is longer than the file system takes.
  public static let nameTooLong = ErrorNumber(ENAMETOOLONG)
  /// `EINVAL`: the call makes no sense to the platform, such as a name with a NUL in it.
  public static let invalidArgument = ErrorNumber(EINVAL)
  /// `EPIPE`: the reader of a pipe has gone.
  public static let brokenPipe = ErrorNumber(EPIPE)
  /// `EINTR`: a signal came before the call was done.
  public static let interrupted = ErrorNumber(EINTR)
  /// `EEXIST`: something has that name already.
  public static let fileExists = ErrorNumber(EEXIST)
  /// `EISDIR`: a folder where a file was expected.
  public static let isAFolder = ErrorNumber(EISDIR)

  /// The reason that the last failed call of this thread left behind.
  package static var last: ErrorNumber { ErrorNumber(errno) }
}

extension ErrorNumber: CustomStringConvertible {
  /// The platform's own words, such as `No such file or directory` (`strerror`).
  public var description: String {
    guard let words = strerror(rawValue) else { return "error \(rawValue)" }
    return String(cString: words)
  }
}

/// Calls again for as long as a signal interrupted the call (`EINTR`), and turns -1 into an error.
///
/// The one place where `EINTR` is handled.
@inline(__always)
package func retryingInterrupted<Result: FixedWidthInteger>(
  _ call: () -> Result
) -> Swift.Result<Result, SystemCallError> {
  while true {
    let result = call()
    if result != -1 { return .success(result) }
    let reason = ErrorNumber.last
    if reason.rawValue != EINTR { return .failure(SystemCallError(number: reason)) }
  }
}

/// An `ErrorNumber` on its way to the place that knows the path.
package struct SystemCallError: Error {
  /// The reason.
  package let number: ErrorNumber
}
