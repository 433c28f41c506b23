/// Finds the items of a `vlen-bytes` array, as the `VLenBytes` codec of numcodecs writes it; its
/// `vlen-utf8` has the same form with UTF-8 in the items.
public enum VariableLengthBytes {
  private static let lengthSize = 4

  /// Where the bytes of the first item begin.
  public static let firstItemOffset = 2 * lengthSize

  /// The beginning of the one item of an array of which only the beginning is known; nil if there are
  /// none or several.
  public static func onlyItem(prefix: [UInt8]) -> [UInt8]? {
    guard prefix.count >= firstItemOffset, prefix[0] == 1, prefix[1..<4].allSatisfy({ $0 == 0 })
    else { return nil }
    return Array(prefix[firstItemOffset...])
  }

  /// Where each item's bytes are in `input`, in the order of the items.
  ///
  /// The form: the number of items, then for each item its length and its bytes; numbers have four
  /// bytes, little-endian.
  ///
  /// - Parameters:
  ///   - input: the whole array and nothing else.
  ///   - limit: the most items that the caller accepts, 0 or more.
  /// - Throws: an error of the format `variableLengthBytes`; its reason is `outputTooLarge` when
  ///   there are more items than `limit`.
  public static func items(
    of input: [UInt8], limit: Int
  ) throws(DecompressionError) -> [Range<Int>] {
    try input.withUnsafeBufferPointer { (bytes) throws(DecompressionError) in
      var reader = CompressedByteReader(
        bytes, range: 0..<bytes.count, format: .variableLengthBytes)
      let count = try reader.length(in: .itemCount)
      guard count <= limit else { throw reader.error(.outputTooLarge(limit: limit), at: 0) }
      let largest = reader.remaining / lengthSize
      guard count <= largest else {
        throw reader.error(.impossibleSize(claimed: count, largest: largest), at: 0)
      }
      var items: [Range<Int>] = []
      items.reserveCapacity(count)
      for _ in 0..<count {
        let length = try reader.length(in: .itemLength)
        let start = reader.position
        _ = try reader.take(length, in: .item)
        items.append(start..<reader.position)
      }
      guard reader.remaining == 0 else {
        throw reader.error(.trailingBytes(count: reader.remaining))
      }
      return items
    }
  }
}
