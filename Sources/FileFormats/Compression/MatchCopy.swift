/// Copies within the output, shared by LZ4 and Zstandard.
///
/// The callers have checked that `distance` bytes exist before `target`, and `count` bytes plus
/// `DecompressionBuffer.slack` may be written from `target` on.
enum MatchCopy {
  /// Repeats the bytes that begin `distance` bytes before `target`; the copy may overlap itself,
  /// and then repeats a pattern of `distance` bytes.
  @inline(__always)
  static func copy(to target: UnsafeMutablePointer<UInt8>, distance: Int, count: Int) {
    if distance >= 8 {
      copyInWords(from: target - distance, to: target, count: count)
    } else {
      copyPattern(to: target, distance: distance, count: count)
    }
  }

  /// Copies 16 bytes at a time as two words, in order, so that a distance of 8 suffices. Writes up
  /// to 15 bytes too many, and reads as many beyond the source.
  @inline(__always)
  static func copyInWords(
    from source: UnsafePointer<UInt8>, to target: UnsafeMutablePointer<UInt8>, count: Int
  ) {
    var copied = 0
    while copied < count {
      copyWord(from: source + copied, to: target + copied)
      copyWord(from: source + copied + 8, to: target + copied + 8)
      copied += 16
    }
  }

  @inline(__always)
  private static func copyWord(
    from source: UnsafePointer<UInt8>, to target: UnsafeMutablePointer<UInt8>
  ) {
    let word = UnsafeRawPointer(source).loadUnaligned(as: UInt64.self)
    UnsafeMutableRawPointer(target).storeBytes(of: word, as: UInt64.self)
  }

  /// Repeats a pattern of 1 to 7 bytes; what has been written so far is the source of the next
  /// copy.
  private static func copyPattern(
    to target: UnsafeMutablePointer<UInt8>, distance: Int, count: Int
  ) {
    let source = target - distance
    if count <= 24 {
      for index in 0..<count { target[index] = source[index] }
      return
    }
    var copied = 0
    while copied < count {
      let step = min(distance + copied, count - copied)
      (target + copied).update(from: source, count: step)
      copied += step
    }
  }
}
