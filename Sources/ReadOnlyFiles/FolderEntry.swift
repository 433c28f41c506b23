#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// One entry of a folder, valid only while the listing shows it.
public struct FolderEntry: ~Copyable {
  let cName: UnsafePointer<CChar>
  /// What the listing says that it is.
  public let kind: FileKind

  /// - Parameter name: the name with its terminating NUL, valid as long as the entry is.
  /// - Parameter type: one of the `DT_` constants.
  init(name: UnsafePointer<CChar>, type: UInt8) {
    cName = name
    kind = FileKind(directoryEntryType: type)
  }

  var isSelfOrParent: Bool {
    let dot = CChar(bitPattern: UInt8(ascii: "."))
    guard cName[0] == dot else { return false }
    return cName[1] == 0 || (cName[1] == dot && cName[2] == 0)
  }

  /// The bytes of the name.
  public var name: RawPath {
    withNameBytes { RawPath(bytes: Array($0)) }
  }

  /// Calls with the bytes of the name, without copying them.
  @inline(__always)
  public func withNameBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    let length = strlen(cName)
    return cName.withMemoryRebound(to: UInt8.self, capacity: length) {
      body(UnsafeBufferPointer(start: $0, count: length))
    }
  }
}
