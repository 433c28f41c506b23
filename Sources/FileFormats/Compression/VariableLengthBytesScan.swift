/// Splits a `vlen-bytes` array, whose form ``VariableLengthBytes`` tells, that comes in parts.
public struct VariableLengthBytesScan {
  /// What comes next in the array.
  public enum Event {
    /// An item of so many bytes begins.
    case item(length: Int)
    /// The next bytes of the item.
    case bytes(UnsafeBufferPointer<UInt8>)
  }

  /// How many items are still to begin; nil until their number is known.
  private var itemsLeft: Int?
  /// How many bytes of the current item are to come.
  private var bytesLeft = 0
  /// The bytes of a number that is not whole yet.
  private var number: [UInt8] = []
  private var offset = 0
  /// How many bytes follow the last item.
  private var surplus = 0

  /// Begins at the start of an array.
  public init() {}

  /// Takes the next part of the array and calls `body` with what is in it.
  public mutating func take(_ part: UnsafeBufferPointer<UInt8>, _ body: (Event) -> Void) {
    var position = 0
    while position < part.count {
      if bytesLeft > 0 {
        let count = min(bytesLeft, part.count - position)
        body(.bytes(UnsafeBufferPointer(rebasing: part[position..<position + count])))
        bytesLeft -= count
        position += count
      } else if itemsLeft == 0 {
        surplus += part.count - position
        break
      } else {
        number.append(part[position])
        position += 1
        if number.count == 4 { takeNumber(body) }
      }
    }
    offset += part.count
  }

  private mutating func takeNumber(_ body: (Event) -> Void) {
    let value = number.reversed().reduce(0) { $0 << 8 | Int($1) }
    number = []
    guard let left = itemsLeft else {
      itemsLeft = value
      return
    }
    itemsLeft = left - 1
    bytesLeft = value
    body(.item(length: value))
  }

  /// Confirms that the array ends where it should.
  public func confirmEnd() throws(DecompressionError) {
    let reason: DecompressionError.Reason
    switch itemsLeft {
    case nil: reason = .truncated(.itemCount)
    case _ where bytesLeft > 0: reason = .truncated(.item)
    case let left? where left > 0: reason = .truncated(.itemLength)
    default:
      if surplus == 0 { return }
      reason = .trailingBytes(count: surplus)
    }
    throw DecompressionError(
      format: .variableLengthBytes, offset: offset - surplus, reason: reason)
  }
}
