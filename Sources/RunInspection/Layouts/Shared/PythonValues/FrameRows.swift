import FileFormats

/// The first rows of a frame.
enum FrameRows {
  /// As many rows as hold the number of cells that is shown of an array, and at least one.
  static func values(
    width: Int, length: Int, in reader: inout PickleValueReader,
    _ cell: (inout PickleValueReader, _ column: Int, _ row: Int) -> StoredValue
  ) -> [StoredValue] {
    guard width > 0, reader.limits.elements > 0 else { return [] }
    let count = min(length, max(1, reader.limits.elements / width))
    return reader.values(count) { reader, row in
      guard reader.takeValue() else { return .elided }
      var cells: [StoredValue] = []
      while cells.count < width, !reader.budget.isSpent {
        cells.append(cell(&reader, cells.count, row))
      }
      return .list(cells, count: width)
    }
  }
}
