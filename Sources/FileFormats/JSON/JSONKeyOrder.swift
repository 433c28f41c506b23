/// The order in which the members of an object of a document are written.
extension JSONNode {
  /// The entries of the keys in code point order, the last one of each key; none for anything but an
  /// object. Nothing is copied but keys with escapes: an object may have a million members.
  var sortedKeys: [UInt32] {
    guard entry.kind == .object else { return [] }
    var keys: [UInt32] = []
    var unescaped: [UInt32: JSONString] = [:]
    var key = index + 1
    while key < Int(entry.end) {
      let position = UInt32(truncatingIfNeeded: key)
      keys.append(position)
      if document.entries[key].kind == .escapedString {
        unescaped[position] = JSONNode(document: document, index: key).string
      }
      key = document.entryAfter(key + 1)
    }
    let order = JSONKeyOrder(document: document, unescaped: unescaped)
    let isOrdered = zip(keys, keys.dropFirst()).allSatisfy { order.compare($0, $1) < 0 }
    if isOrdered { return keys }
    // Of equal keys, the last in the text comes last.
    keys.sort { left, right in
      let order = order.compare(left, right)
      return order == 0 ? left < right : order < 0
    }
    var kept = 0
    for position in keys.indices {
      let isRepeated =
        position + 1 < keys.count && order.compare(keys[position], keys[position + 1]) == 0
      if isRepeated { continue }
      keys[kept] = keys[position]
      kept += 1
    }
    keys.removeLast(keys.count - kept)
    return keys
  }
}

/// Compares keys where they are in the text.
private struct JSONKeyOrder {
  let document: JSONDocument
  /// The texts of the keys that are written with escapes.
  let unescaped: [UInt32: JSONString]

  /// Below zero if the left key comes first, above zero if the right one does.
  func compare(_ left: UInt32, _ right: UInt32) -> Int {
    withBytes(of: left) { left in
      withBytes(of: right) { right in
        for position in 0..<min(left.count, right.count) where left[position] != right[position] {
          return Int(left[position]) - Int(right[position])
        }
        return left.count - right.count
      }
    }
  }

  private func withBytes<Result>(
    of key: UInt32, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    if let text = unescaped[key] { return text.withBytes(body) }
    let entry = document.entries[Int(key)]
    return document.bytes.withUnsafeBufferPointer {
      body(UnsafeBufferPointer(rebasing: $0[Int(entry.start)..<Int(entry.end)]))
    }
  }
}
