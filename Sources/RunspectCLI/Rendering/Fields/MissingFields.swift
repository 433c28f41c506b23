import FileFormats
import ReadOnlyFiles
import RunInspection

/// The requested fields that nothing of an answer has: a name is misspelt, or nothing is there yet.
struct MissingFields: Sendable {
  /// The fields that nothing had, in the order in which they were asked for; empty if nothing could be read.
  var paths: [FieldPath] = []
  /// One of the runs without these fields, to look for similar ones; nil if no run could be read.
  private(set) var run: RawPath?

  /// Nothing was looked at yet.
  init() {}

  /// The fields that one run lacks.
  ///
  /// - Parameter run: nil if it could not be read, and so does not tell.
  init(of run: RawPath?, _ asked: [FieldPath], in whole: JSONObject) {
    guard let run else { return }
    self.run = run
    paths = asked.filter { $0.value(in: whole) == nil }
  }

  /// Takes another run into account.
  mutating func add(_ other: MissingFields) {
    guard let run = other.run else { return }
    if self.run == nil {
      self = other
    } else if !paths.isEmpty {
      // A run with outputs tells more about what the missing one may have been called.
      if other.paths.count < paths.count { self.run = run }
      paths = paths.filter(other.paths.contains)
    }
  }
}

extension RunOrderKey {
  /// A value of a field as what to order by: numbers and texts have an order.
  init(_ value: JSONValue?) {
    switch value {
    case .integer(let number): self = .number(Double(number))
    case .double(let number): self.init(number)
    case .number(let digits): self.init(Double(digits))
    case .bool(let value): self = .number(value ? 1 : 0)
    case .string(let text): self = .text(text)
    case .node(let node):
      if let text = node.string { self = .text(text) } else { self.init(node.double) }
    default: self = .unknown
    }
  }
}
