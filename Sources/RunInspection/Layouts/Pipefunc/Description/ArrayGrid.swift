import FileFormats

/// The elements of an array: one for each combination of indices along its external dimensions.
struct ArrayGrid: Equatable {
  /// The size along each external dimension, nil if it is unknown.
  let shape: [Int?]
  /// For each dimension of the whole array, whether it is external.
  let mask: [Bool]
  /// How many elements there are: the product of the sizes. Nil while one of them is unknown, unless
  /// another is zero.
  let total: Int?

  /// The most dimensions that an array may have, the same as in numpy (numpy 2, `NPY_MAXDIMS`).
  static let rankLimit = 64

  /// - Throws: `PipefuncFault.shapeTooLarge` for too many dimensions or elements.
  init(shape: [Int?], mask: [Bool], output: JSONString) throws(InspectionError) {
    self.shape = shape
    self.mask = mask
    guard mask.count <= ArrayGrid.rankLimit, shape.count <= ArrayGrid.rankLimit else {
      throw .layout(PipefuncFault.shapeTooLarge(output))
    }
    if shape.contains(0) {
      total = 0
      return
    }
    var product: Int? = 1
    for size in shape {
      guard let size else {
        total = nil
        return
      }
      let (result, overflow) = (product ?? 0).multipliedReportingOverflow(by: size)
      guard !overflow else { throw .layout(PipefuncFault.shapeTooLarge(output)) }
      product = result
    }
    total = product
  }

  /// Whether an element consists of several values, along internal dimensions.
  var hasBlocks: Bool { mask.contains(false) }

  /// Of coordinates along all dimensions, those along the external ones.
  func external(_ coordinates: [Int]) -> [Int] {
    zip(coordinates, mask).filter(\.1).map(\.0)
  }

  /// Whether there is an element at an index in C order.
  func contains(_ index: Int) -> Bool { total.map { index < $0 } ?? true }

  /// Whether coordinates along the external dimensions are those of an element.
  func contains(_ coordinates: [Int]) -> Bool {
    coordinates.count == shape.count
      && zip(coordinates, shape).allSatisfy { index, size in
        index >= 0 && size.map { index < $0 } ?? true
      }
  }

  /// The index in C order; nil while a dimension other than the first is unknown.
  func index(of coordinates: [Int]) -> Int? {
    var index = 0
    for (position, (coordinate, size)) in zip(coordinates, shape).enumerated() {
      guard let size else {
        guard position == 0 else { return nil }
        index = coordinate
        continue
      }
      let (product, overflow) = index.multipliedReportingOverflow(by: size)
      let (sum, sumOverflow) = product.addingReportingOverflow(coordinate)
      guard !overflow, !sumOverflow else { return nil }
      index = sum
    }
    return index
  }

  /// The coordinates of an index in C order; empty while a dimension other than the first is unknown.
  func coordinates(of index: Int) -> [Int] {
    var rest = index
    var coordinates: [Int] = []
    for (position, size) in shape.enumerated().reversed() {
      guard let size, size > 0 else {
        guard position == 0 else { return [] }
        coordinates.append(rest)
        break
      }
      coordinates.append(rest % size)
      rest /= size
    }
    return coordinates.reversed()
  }
}
