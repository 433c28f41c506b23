import FileFormats

/// The sizes of an array along its external dimensions, nil for one that is unknown.
enum PipefuncShape {
  /// How many dimensions an array may have: as many as numpy takes (numpy 2, `NPY_MAXDIMS`).
  static let rankLimit = 64

  /// How many elements there are: the product of the sizes. Nil while one of them is unknown, unless
  /// another is zero.
  ///
  /// - Throws: `InspectionError.shapeTooLarge` for more dimensions or elements than can be.
  static func elementCount(
    _ shape: [Int?], output: JSONString
  ) throws(InspectionError) -> Int? {
    guard shape.count <= rankLimit else { throw .shapeTooLarge(output) }
    if shape.contains(0) { return 0 }
    var product = 1
    for size in shape {
      guard let size else { return nil }
      let (result, overflow) = product.multipliedReportingOverflow(by: size)
      guard !overflow else { throw .shapeTooLarge(output) }
      product = result
    }
    return product
  }
}
