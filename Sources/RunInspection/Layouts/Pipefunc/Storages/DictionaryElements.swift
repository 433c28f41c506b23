import FileFormats

/// The elements of an array that is pickled as a dictionary, in the order of their coordinates.
///
/// A few bytes of a pickle can be an element, so that what is kept of each is small: its place in one
/// array for all, its value as a reference. An element is made when it is asked for.
struct DictionaryElements {
  private let document: PickleDocument
  private let grid: ArrayGrid
  /// Whether the place of an element is its index, because the whole shape is known; else it is its
  /// coordinates.
  private let usesIndices: Bool
  /// How many numbers a place is.
  private let width: Int
  /// The places of all elements, one after the other.
  private var places: [Int] = []
  private var values: [PickleReference] = []
  /// Whether there are more than are kept.
  private(set) var isCut = false

  /// The most numbers that the places of an array take whose shape is not known.
  static let mostNumbers = 4_000_000

  /// - Parameter errorsOnly: whether to leave out what is no stored error.
  init(_ document: PickleDocument, _ grid: ArrayGrid, errorsOnly: Bool) {
    self.document = document
    self.grid = grid
    usesIndices = grid.total != nil
    width = usesIndices ? 1 : grid.shape.count
    if !errorsOnly {
      // Room that is never used costs nothing; growing would hold everything twice.
      let count = document.count(of: .items, in: document.root) / 2
      let room = usesIndices ? Int.max : DictionaryElements.mostNumbers
      places.reserveCapacity(min(count.multipliedSaturating(by: width), room))
      values.reserveCapacity(count)
    }
    document.forEachEntry(in: document.root) { entry in
      if errorsOnly, StoredErrors.error(entry.value, in: document) == nil { return true }
      guard let key = key(entry.key), grid.contains(key) else { return true }
      if usesIndices {
        guard let index = grid.index(of: key) else { return true }
        places.append(index)
      } else if places.count + width <= DictionaryElements.mostNumbers {
        places += key
      } else {
        isCut = true
        return false
      }
      values.append(entry.value)
      return true
    }
  }

  /// Calls `body` for each element until it returns false.
  func forEach(_ body: (StoredElement) -> Bool) {
    var order = values.indices.map { UInt32(truncatingIfNeeded: $0) }
    let isOrdered = zip(order, order.dropFirst()).allSatisfy { !precedes($1, $0) }
    // The last of equal keys counts in Python, but no writer of dictionaries has equal keys.
    if !isOrdered {
      order.sort { precedes($0, $1) || (!precedes($1, $0) && $0 < $1) }
    }
    for position in order {
      let start = Int(position) * width
      let own =
        usesIndices
        ? grid.coordinates(of: places[start]) : Array(places[start..<start + width])
      let element = StoredElement(
        index: grid.index(of: own), coordinates: own,
        content: .value(document, values[Int(position)]))
      if !body(element) { return }
    }
  }

  private func precedes(_ left: UInt32, _ right: UInt32) -> Bool {
    let (left, right) = (Int(left) * width, Int(right) * width)
    for offset in 0..<width where places[left + offset] != places[right + offset] {
      return places[left + offset] < places[right + offset]
    }
    return false
  }

  /// The integers of a key that has as many as the array has dimensions; nil for any other. Many
  /// entries may have one long tuple as their key, so that no more of it is read than fits.
  private func key(_ reference: PickleReference) -> [Int]? {
    guard case .tuple = document.outline(of: reference) else { return nil }
    let rank = grid.shape.count
    let parts = document.first(rank + 1, of: .items, in: reference)
    guard parts.count == rank else { return nil }
    var key: [Int] = []
    for part in parts {
      guard case .plain(.integer(.small(let value))) = document.outline(of: part) else {
        return nil
      }
      key.append(value)
    }
    return key
  }
}
