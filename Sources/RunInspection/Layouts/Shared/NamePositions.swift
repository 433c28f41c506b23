import FileFormats

/// Numbers under names, such as the positions of outputs.
///
/// A few names are compared one by one. That is as fast as hashing them, and a short process never has to
/// set up a dictionary: the first dictionary of a type takes as long as reading a heartbeat does.
struct NamePositions {
  private var few: [(name: JSONString, position: Int)] = []
  private var many: [JSONString: Int] = [:]

  /// The most names that are compared one by one.
  private static let mostFew = 16

  /// No name.
  init() {}

  /// How many names there are.
  var count: Int { many.isEmpty ? few.count : many.count }

  /// Whether there is no name.
  var isEmpty: Bool { few.isEmpty }

  /// The position under a name; nil if the name is unknown.
  func position(of name: JSONString) -> Int? {
    guard many.isEmpty else { return many[name] }
    for entry in few where entry.name == name { return entry.position }
    return nil
  }

  /// Adds a name that is unknown so far.
  mutating func add(_ name: JSONString, at position: Int) {
    if many.isEmpty {
      if few.count < NamePositions.mostFew {
        few.append((name, position))
        return
      }
      for entry in few { many[entry.name] = entry.position }
    }
    many[name] = position
  }
}
