/// A table in the streaming format of Arrow's messages (Apache Arrow columnar format 1.5, "IPC
/// Streaming Format"), as polars pickles its frames: a schema, then batches of rows.
public struct ArrowStream: Sendable {
  /// The columns with their types, in order.
  public let fields: [ArrowField]
  /// How many rows there are.
  public let rowCount: Int
  /// The columns of the first rows; empty where they can't be read, such as compressed ones.
  public let columns: [ArrowColumn]
  /// The lists of values that columns refer to, by their identifiers.
  public let dictionaries: [Int64: ArrowColumn]

  /// The most fields, those in others included.
  private static let mostFields = 10_000

  /// The stream that some bytes are; nil where they are none. Takes time in the number of messages.
  public init?(_ bytes: ArraySlice<UInt8>) {
    var rest = bytes
    guard let first = ArrowStream.message(&rest), first.kind == 1, let header = first.header,
      header.number(0, size: 2, default: 0) == 0, let vector = header.vector(1, size: 4),
      vector.count <= ArrowStream.mostFields
    else { return nil }
    var fieldsLeft = ArrowStream.mostFields - vector.count
    var fields: [ArrowField] = []
    for index in 0..<vector.count {
      guard let field = vector.table(index),
        let type = ArrowType(field, fieldsLeft: &fieldsLeft)
      else { return nil }
      fields.append(ArrowField(name: field.text(0) ?? [], type: type))
    }
    var types: [Int64: ArrowType] = [:]
    for field in fields {
      if case .dictionary(_, let value, let identifier, _) = field.type {
        types[identifier] = value
      }
    }
    var rows = 0
    var columns: [ArrowColumn] = []
    var dictionaries: [Int64: ArrowColumn] = [:]
    while let message = ArrowStream.message(&rest) {
      guard let header = message.header else { return nil }
      switch message.kind {
      case 2:
        let identifier = header.number(0, size: 8, default: 0)
        guard let type = types[identifier], let batch = header.table(1) else { continue }
        let found = ArrowBatch.columns(batch, [type], body: message.body)
        if let column = found?.first { dictionaries[identifier] = column }
      case 3:
        let length = Int(header.number(0, size: 8, default: 0))
        let (sum, overflow) = rows.addingReportingOverflow(length)
        guard length >= 0, !overflow else { return nil }
        rows = sum
        if columns.isEmpty, length > 0 {
          columns = ArrowBatch.columns(header, fields.map(\.type), body: message.body) ?? []
        }
      default: continue
      }
    }
    self.fields = fields
    rowCount = rows
    self.columns = columns
    self.dictionaries = dictionaries
  }

  struct Message {
    let kind: Int64
    let header: FlatBuffer.Table?
    let body: ArraySlice<UInt8>
  }

  /// The next message, which is taken away; nil at the end, or where it is damaged.
  static func message(_ rest: inout ArraySlice<UInt8>) -> Message? {
    func number(_ bytes: ArraySlice<UInt8>) -> Int {
      bytes.prefix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
    }
    guard rest.count >= 8 else { return nil }
    // Since Arrow 0.15 the length comes after a mark.
    if number(rest) == 0xFFFF_FFFF { rest = rest.dropFirst(4) }
    let length = number(rest)
    rest = rest.dropFirst(4)
    guard length > 0, length <= rest.count else { return nil }
    guard let table = FlatBuffer(rest.prefix(length)).root else { return nil }
    rest = rest.dropFirst(length)
    let bodyLength = table.number(3, size: 8, default: 0)
    guard bodyLength >= 0, bodyLength <= rest.count else { return nil }
    defer { rest = rest.dropFirst(Int(bodyLength)) }
    return Message(
      kind: table.number(1, size: 1, default: 0), header: table.table(2),
      body: rest.prefix(Int(bodyLength)))
  }
}

/// Finds the buffers of the columns in a batch of rows.
struct ArrowBatch {
  private let nodes: FlatBuffer.Vector
  private let buffers: FlatBuffer.Vector
  private let variadicCounts: FlatBuffer.Vector?
  private let body: ArraySlice<UInt8>
  private var node = 0
  private var buffer = 0
  private var variadic = 0

  /// The columns of some types; nil where they are compressed, or the batch is damaged.
  static func columns(
    _ table: FlatBuffer.Table, _ types: [ArrowType], body: ArraySlice<UInt8>
  ) -> [ArrowColumn]? {
    guard table.table(3) == nil, let nodes = table.vector(1, size: 16),
      let buffers = table.vector(2, size: 16)
    else { return nil }
    var batch = ArrowBatch(
      nodes: nodes, buffers: buffers, variadicCounts: table.vector(4, size: 8), body: body)
    var columns: [ArrowColumn] = []
    for type in types {
      guard let column = batch.column(type) else { return nil }
      columns.append(column)
    }
    return columns
  }

  private init(
    nodes: FlatBuffer.Vector, buffers: FlatBuffer.Vector, variadicCounts: FlatBuffer.Vector?,
    body: ArraySlice<UInt8>
  ) {
    self.nodes = nodes
    self.buffers = buffers
    self.variadicCounts = variadicCounts
    self.body = body
  }

  /// The next column, whose buffers come in the order of the format. Types lie only as deep as a
  /// schema may have them.
  private mutating func column(_ type: ArrowType) -> ArrowColumn? {
    guard let length = nodes.number(node).flatMap({ Int(exactly: $0) }), length >= 0 else {
      return nil
    }
    node += 1
    if type == .null { return ArrowColumn(type: type, count: length, validity: nil, buffers: []) }
    if type == .other { return nil }
    guard let validity = next() else { return nil }
    var own: [ArraySlice<UInt8>] = []
    var children: [ArrowColumn] = []
    switch type {
    case .text(.view), .bytes(.view):
      guard let views = next(), let count = variadicCounts?.number(variadic), count >= 0,
        count <= buffers.count - buffer
      else { return nil }
      variadic += 1
      own = [views]
      for _ in 0..<count {
        guard let data = next() else { return nil }
        own.append(data)
      }
    case .text, .bytes:
      guard let offsets = next(), let data = next() else { return nil }
      own = [offsets, data]
    case .list(let item, _):
      guard let offsets = next(), let child = column(item) else { return nil }
      own = [offsets]
      children = [child]
    case .fixedList(let item, _):
      guard let child = column(item) else { return nil }
      children = [child]
    case .structure(let fields):
      for field in fields {
        guard let child = column(field.type) else { return nil }
        children.append(child)
      }
    default:
      guard let data = next() else { return nil }
      own = [data]
    }
    return ArrowColumn(
      type: type, count: length, validity: validity, buffers: own, children: children)
  }

  private mutating func next() -> ArraySlice<UInt8>? {
    guard let offset = buffers.number(buffer), let length = buffers.number(buffer, offset: 8),
      offset >= 0, length >= 0, offset <= body.count, length <= Int64(body.count) - offset
    else { return nil }
    buffer += 1
    return body.dropFirst(Int(offset)).prefix(Int(length))
  }
}
