/// What the footer of a table in the format Parquet tells: its columns and how many rows it has
/// (apache/parquet-format 2.11, `parquet.thrift`). The rows themselves are not read.
public struct ParquetFooter: Equatable, Sendable {
  /// A column.
  public struct Column: Equatable, Sendable {
    /// Its name, in UTF-8 that nobody has checked.
    public let name: ArraySlice<UInt8>
    /// The name of its type: `int64`, `string`, `timestamp[us, UTC]`, `list` and the like.
    public let type: String
  }

  /// The first columns, in order.
  public private(set) var columns: [Column] = []
  /// How many columns there are.
  public private(set) var columnCount = 0
  /// How many rows there are.
  public private(set) var rowCount: Int64 = 0

  /// How many columns are told of.
  private static let mostColumns = 10_000
  private static let mark = Array("PAR1".utf8)

  /// Reads the footer of a whole file. Takes time in the length of the description of the columns.
  public init(_ file: [UInt8]) throws(ParquetError) {
    // A mark, the length of the footer, and again a mark.
    guard file.count >= 12, file.starts(with: ParquetFooter.mark) else {
      throw .missingMark
    }
    let end = file.suffix(4)
    guard !end.elementsEqual("PARE".utf8) else { throw .encrypted }
    guard end.elementsEqual(ParquetFooter.mark) else { throw .missingMark }
    let length = file.dropLast(4).suffix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
    guard length <= file.count - 12 else { throw .lengthBeyondFile(length) }
    var reader = ThriftReader(file[(file.count - 8 - length)..<(file.count - 8)])
    var last = 0
    var hasColumns = false
    while let field = try reader.field(after: last) {
      last = field.identifier
      switch (field.identifier, field.kind) {
      case (2, .list):
        try readColumns(&reader)
        hasColumns = true
      case (3, .long):
        rowCount = try reader.integer()
        // What follows describes the places of the values.
        if hasColumns { return }
      default: try reader.skip(field.kind)
      }
    }
    guard hasColumns else { throw .malformed(offset: reader.position) }
  }

  /// Reads the tree of columns, whose root comes first and each other one before its children.
  private mutating func readColumns(_ reader: inout ThriftReader) throws(ParquetError) {
    let list = try reader.list()
    guard list.kind == .structure, list.count > 0 else {
      throw .malformed(offset: reader.position)
    }
    _ = try ParquetElement(&reader)
    // How many elements are still below the column before.
    var below: Int64 = 0
    for _ in 1..<list.count {
      let element = try ParquetElement(&reader)
      guard element.children >= 0, element.children <= Int64(list.count) else {
        throw .malformed(offset: reader.position)
      }
      if below > 0 {
        below += element.children - 1
        continue
      }
      below = element.children
      columnCount += 1
      if columns.count < ParquetFooter.mostColumns {
        columns.append(Column(name: element.name, type: element.typeName))
      }
    }
  }
}
