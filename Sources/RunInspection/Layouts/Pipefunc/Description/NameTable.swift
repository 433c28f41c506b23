import FileFormats

/// A table whose keys may stand for several names, joined by commas.
struct NameTable {
  /// The number of look-ups from which building an index pays.
  private static let manyLookUps = 16

  private static let comma = UInt8(ascii: ",")

  private let node: JSONNode
  private let index: [JSONString: JSONNode]?

  init(_ node: JSONNode, lookUps: Int) {
    self.node = node
    guard lookUps >= NameTable.manyLookUps, let members = node.members else {
      index = nil
      return
    }
    var index: [JSONString: JSONNode] = [:]
    for member in members where member.keyMayContain(NameTable.comma) {
      for name in NameTable.names(joinedIn: member.key) { index[name] = member.value }
    }
    // A key of its own takes precedence over a joined one.
    for member in members { index[member.key] = member.value }
    self.index = index
  }

  subscript(name: JSONString) -> JSONNode? {
    if let index { return index[name] }
    if let own = node[name] { return own }
    guard let members = node.members else { return nil }
    for member in members
    where member.keyMayContain(NameTable.comma)
      && NameTable.names(joinedIn: member.key).contains(name)
    {
      return member.value
    }
    return nil
  }

  private static func names(joinedIn key: JSONString) -> [JSONString] {
    let bytes = key.bytes
    guard bytes.contains(comma) else { return [] }
    return bytes.split(separator: comma).map { JSONString(generalisedUTF8: Array($0)) }
  }
}
