/// Unpacks files of gzip (RFC 1952): a head, a DEFLATE stream, and the checksum and the size of what was
/// packed.
public enum Gzip {
  /// The content of the first member of a file. What comes after it is ignored.
  ///
  /// - Parameter limit: the most bytes that are unpacked.
  public static func content(of bytes: [UInt8], limit: Int) throws(GzipError) -> [UInt8] {
    let outcome = bytes.withUnsafeBufferPointer { buffer -> Result<[UInt8], GzipError> in
      do throws(GzipError) {
        return .success(try content(of: buffer, limit: limit))
      } catch {
        return .failure(error)
      }
    }
    return try outcome.get()
  }

  private static func content(
    of bytes: UnsafeBufferPointer<UInt8>, limit: Int
  ) throws(GzipError) -> [UInt8] {
    var inflate = Inflate(bytes, from: try headSize(bytes), limit: limit)
    let end = try inflate.run()
    guard bytes.count - end >= 8 else { throw GzipError(.cutShort, at: bytes.count) }
    func number(_ start: Int) -> UInt32 {
      (0..<4).reversed().reduce(0) { $0 << 8 | UInt32(bytes[start + $1]) }
    }
    var checksum = CRC32()
    inflate.output.withUnsafeBufferPointer { checksum.take($0) }
    guard checksum.value == number(end),
      UInt32(truncatingIfNeeded: inflate.output.count) == number(end + 4)
    else { throw GzipError(.wrongChecksum, at: end) }
    return inflate.output
  }

  /// The size of the head: ten bytes, and what the flags say follows.
  private static func headSize(_ bytes: UnsafeBufferPointer<UInt8>) throws(GzipError) -> Int {
    guard bytes.count >= 10 else { throw GzipError(.cutShort, at: bytes.count) }
    guard bytes[0] == 0x1F, bytes[1] == 0x8B, bytes[2] == 8 else {
      throw GzipError(.notGzip, at: 0)
    }
    let flags = bytes[3]
    guard flags & 0xE0 == 0 else { throw GzipError(.inconsistent, at: 3) }
    var position = 10
    if flags & 4 != 0 {
      guard bytes.count >= position + 2 else { throw GzipError(.cutShort, at: bytes.count) }
      position += 2 + Int(bytes[position]) + Int(bytes[position + 1]) << 8
    }
    // A name and a comment, each with a zero at its end.
    for flag in [8, 16] as [UInt8] where flags & flag != 0 {
      guard position < bytes.count, let end = bytes[position...].firstIndex(of: 0) else {
        throw GzipError(.cutShort, at: bytes.count)
      }
      position = end + 1
    }
    if flags & 2 != 0 { position += 2 }
    guard position <= bytes.count else { throw GzipError(.cutShort, at: bytes.count) }
    return position
  }
}

/// Why bytes are no file of gzip, or can't be unpacked.
public struct GzipError: Error, Equatable, Sendable {
  /// What is wrong.
  public enum Reason: Equatable, Sendable {
    /// They begin with other bytes.
    case notGzip
    /// They end too early.
    case cutShort
    /// Codes, lengths or distances contradict each other.
    case inconsistent
    /// A type of block that there is not.
    case reservedBlockType
    /// More would come out than is wanted, in bytes.
    case tooLarge(Int)
    /// The checksum or the size at the end are others.
    case wrongChecksum
  }

  /// What is wrong.
  public let reason: Reason
  /// Where that is noticed, in bytes from the beginning.
  public let offset: Int

  init(_ reason: Reason, at offset: Int) {
    self.reason = reason
    self.offset = offset
  }
}

extension GzipError: CustomStringConvertible {
  /// The message for people.
  public var description: String {
    switch reason {
    case .notGzip: "it does not begin as gzip does"
    case .cutShort: "it ends at byte \(offset), before its end"
    case .inconsistent: "it contradicts itself at byte \(offset)"
    case .reservedBlockType: "it has a block of an unknown type at byte \(offset)"
    case .tooLarge(let limit): "it holds more than \(limit) bytes"
    case .wrongChecksum: "its checksum does not fit"
    }
  }
}
