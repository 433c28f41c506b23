/// The values under several keys of an object.
public struct JSONSelection: Sendable {
  fileprivate let document: JSONDocument
  /// The entry of the value under each key; 0 if there is none.
  fileprivate let positions: [Int]

  /// The value under the key with a position among those that were asked for; nil if there is none.
  public subscript(key: Int) -> JSONNode? {
    guard key < positions.count, positions[key] > 0 else { return nil }
    return JSONNode(document: document, index: positions[key])
  }
}

extension JSONNode {
  /// The values under several keys, each as `subscript` has it; none for anything but an object. The members
  /// are looked at once, and those that come in the order of the keys are found at once.
  public func values(under keys: [JSONString]) -> JSONSelection {
    var positions = [Int](repeating: 0, count: keys.count)
    guard entry.kind == .object else { return JSONSelection(document: document, positions: []) }
    var position = contents.lowerBound
    var next = 0
    while position < contents.upperBound {
      for step in keys.indices {
        let place = next + step < keys.count ? next + step : next + step - keys.count
        guard document.isString(keys[place], at: position) else { continue }
        positions[place] = position + 1
        next = place + 1
        break
      }
      position = document.entryAfter(position + 1)
    }
    return JSONSelection(document: document, positions: positions)
  }
}
