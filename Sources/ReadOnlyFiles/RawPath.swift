/// A path, or one name of it, as the file system keeps it: bytes in any encoding, or in none.
///
/// Unix file names are bytes without NUL and `/` (POSIX 3.170); they need not be valid UTF-8, so a
/// `String` can't hold them without loss.
public struct RawPath: Equatable, Hashable, Sendable {
  /// The bytes, without a terminating NUL.
  public let bytes: [UInt8]

  /// Takes bytes as they are. A NUL in them makes every call that uses the path fail with
  /// `ErrorNumber.invalidArgument`.
  public init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// Takes the UTF-8 form of a text.
  public init(_ text: String) {
    bytes = Array(text.utf8)
  }

  /// Whether the path starts at the root of the file system.
  public var isAbsolute: Bool { bytes.first == RawPath.separator }

  /// The path of something below this one.
  public func appending(_ name: RawPath) -> RawPath {
    if bytes.isEmpty || name.isAbsolute { return name }
    // Every look at a file makes such a path.
    var whole: [UInt8] = []
    whole.reserveCapacity(bytes.count + 1 + name.bytes.count)
    whole.append(contentsOf: bytes)
    if bytes[bytes.count - 1] != RawPath.separator { whole.append(RawPath.separator) }
    whole.append(contentsOf: name.bytes)
    return RawPath(bytes: whole)
  }

  /// The path of something below this one.
  public func appending(_ name: String) -> RawPath {
    appending(RawPath(name))
  }

  /// The last name of the path; empty for the root and for the empty path.
  public var lastName: RawPath { RawPath(bytes: Array(bytes[lastNameRange])) }

  /// The path of the folder that the path's last name lies in: `.` for a single name.
  public var parent: RawPath {
    let end = parentEnd
    return end == 0 ? RawPath(".") : RawPath(bytes: Array(bytes[..<end]))
  }

  private var lastNameRange: Range<Int> {
    var end = bytes.count
    while end > 0, bytes[end - 1] == RawPath.separator { end -= 1 }
    var start = end
    while start > 0, bytes[start - 1] != RawPath.separator { start -= 1 }
    return start..<end
  }

  /// Where the path of the folder ends that the last name lies in; 0 for a single name.
  private var parentEnd: Int {
    var end = lastNameRange.lowerBound
    while end > 1, bytes[end - 1] == RawPath.separator { end -= 1 }
    return end
  }

  /// Whether this can name an entry of a folder: not empty, not `.` or `..`, no `/`, no NUL.
  public var isSingleName: Bool {
    !bytes.isEmpty && bytes != [UInt8(ascii: ".")]
      && bytes != [UInt8(ascii: "."), UInt8(ascii: ".")]
      && !bytes.contains(RawPath.separator) && !bytes.contains(0)
  }

  /// Whether there are folders on the way to the last name, but for `.`.
  var hasSeveralNames: Bool {
    // Most are single names.
    guard bytes.contains(RawPath.separator) else { return false }
    let end = parentEnd
    return end > 1 || end == 1 && bytes[0] != UInt8(ascii: ".")
  }

  /// Whether `parent` has these bytes, where there are several names.
  func isDirectlyBelow(_ folder: [UInt8]) -> Bool {
    bytes[..<parentEnd].elementsEqual(folder)
  }

  /// The folder that a path begins in.
  static let itself = RawPath(".")

  static let separator = UInt8(ascii: "/")

  /// Calls with the NUL-terminated form that the C library takes, or gives nil when a NUL inside
  /// would cut the path short and so name something else.
  @inline(__always)
  package func withCString<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result? {
    RawPath.withCString(bytes, [], body)
  }

  /// The same for the path of this name below a folder.
  @inline(__always)
  package func withCString<Result>(
    below folder: RawPath, _ body: (UnsafePointer<CChar>) -> Result
  ) -> Result? {
    guard let last = folder.bytes.last, last != RawPath.separator, !isAbsolute else {
      return folder.appending(self).withCString(body)
    }
    return RawPath.withCString(folder.bytes, bytes, body)
  }

  /// Calls with two paths, or one if the second is empty. They are on the stack, unless they are very long.
  @inline(__always)
  private static func withCString<Result>(
    _ first: [UInt8], _ second: [UInt8], _ body: (UnsafePointer<CChar>) -> Result
  ) -> Result? {
    if first.contains(0) || second.contains(0) { return nil }
    let capacity = first.count + second.count + 2
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: capacity) { buffer in
      var end = buffer.initialize(fromContentsOf: first)
      if !second.isEmpty {
        buffer.initializeElement(at: end, to: separator)
        end = buffer[(end + 1)...].initialize(fromContentsOf: second)
      }
      buffer.initializeElement(at: end, to: 0)
      return buffer.withMemoryRebound(to: CChar.self) { $0.baseAddress.map { body($0) } }
    }
  }
}

extension RawPath: CustomStringConvertible {
  /// The path as text; bytes that are no UTF-8 become U+FFFD. For messages, not for opening.
  public var description: String { String(decoding: bytes, as: UTF8.self) }
}

extension RawPath {
  /// The path without empty names and `.`, which change nothing, as Python's `pathlib` has it: `a//b/.`
  /// becomes `a/b`, the empty path `.`, and exactly two slashes at the start stay two (POSIX 4.13).
  public var normalised: RawPath {
    let names = bytes.split(separator: RawPath.separator).filter { $0 != [UInt8(ascii: ".")] }
    let slashes = bytes.prefix { $0 == RawPath.separator }.count
    let root: [UInt8] = Array(
      repeating: RawPath.separator, count: slashes == 2 ? 2 : min(slashes, 1))
    let whole = root + Array(names.joined(separator: [RawPath.separator]))
    return whole.isEmpty ? RawPath(".") : RawPath(bytes: whole)
  }

  /// The path from the root on, normalised; `..` stays, because it may lead through a link.
  ///
  /// - Throws: `FileError` when the working folder can't be told, because it was removed for one.
  public func absolute() throws(FileError) -> RawPath {
    isAbsolute ? normalised : try WorkingFolder.path().appending(self).normalised
  }
}
