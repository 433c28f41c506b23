import FileFormats
import ReadOnlyFiles

/// `run_results.json` (schema versions 5 and 6), which dbt writes once, when an invocation ends.
struct DbtResults {
  /// The id of the invocation.
  let invocation: JSONString?
  /// The release of dbt.
  let version: JSONString?
  /// When the invocation began, and when the file was written, in seconds since 1970-01-01T00:00:00Z.
  let started: Double?
  let generated: Double?
  /// Seconds that the nodes took in all.
  let seconds: Double?
  /// The arguments of the invocation.
  let arguments: [(name: JSONString, value: JSONNode)]
  /// The nodes with a result.
  let nodes: [DbtNode]
  /// When the file was last changed.
  let modified: Timestamp
  /// What could not be used.
  let warnings: [InspectionWarning]

  /// Whether a value of a large file is left out: in one with thousands of nodes, their code takes most of
  /// the room.
  static func isLeftOut(_ way: [JSONReduction.Step]) -> Bool {
    way.count == 3 && way[0] == results && (way[2] == code || way[2] == batches)
  }

  private static let results = JSONReduction.Step.key("results")
  private static let code = JSONReduction.Step.key("compiled_code")
  private static let batches = JSONReduction.Step.key("batch_results")

  /// Whether a file that begins like this is dbt's.
  static func isResults(prefix: [UInt8]) -> Bool {
    prefix.withUnsafeBufferPointer { bytes in
      bytes.first == UInt8(ascii: "{") && schema.isFound(in: bytes)
    }
  }

  private static let schema = ByteSearch("\"dbt_schema_version\":")

  init(_ root: JSONNode, path: RawPath, modified: Timestamp) throws(InspectionError) {
    guard root.kind == .object else {
      throw .unexpectedValue(path, key: "", expected: "an object", found: root.kind)
    }
    var fields = DocumentFields(root, path: path)
    guard let results = fields.node("results") else { throw .missingKey(path, key: "results") }
    guard let elements = results.elements else {
      throw .unexpectedValue(path, key: "results", expected: "an array", found: results.kind)
    }
    self.modified = modified
    if let node = fields.object("metadata") {
      var metadata = DocumentFields(node, path: path)
      metadata.prefix = Array("metadata.".utf8)
      invocation = metadata.text("invocation_id")
      version = metadata.text("dbt_version")
      started = metadata.moment("invocation_started_at")?.unixSeconds
      generated = metadata.moment("generated_at")?.unixSeconds
      fields.warn(metadata)
    } else {
      (invocation, version, started, generated) = (nil, nil, nil, nil)
    }
    seconds = fields.number("elapsed_time")
    arguments = fields.object("args")?.members?.map { ($0.key, $0.value) } ?? []
    var nodes: [DbtNode] = []
    for (index, element) in elements.enumerated() {
      guard let node = DbtResults.node(element) else {
        fields.warn(
          .valueIgnored(.missingKey(path, key: JSONString("results.\(index).unique_id"))))
        continue
      }
      if node.result == nil, let status = element["status"] {
        fields.warn(
          .valueIgnored(
            fields.wrong(JSONString("results.\(index).status"), "a status of dbt", status)))
      }
      nodes.append(node)
    }
    self.nodes = nodes
    warnings = fields.warnings
  }

  private static func node(_ element: JSONNode) -> DbtNode? {
    guard let name = element["unique_id"]?.string else { return nil }
    var node = DbtNode(name: name)
    node.entry = element
    node.result = element["status"]?.string.flatMap { DbtNode.Result(rawValue: $0.description) }
    node.message = element["message"]?.string
    node.seconds = element["execution_time"]?.double.flatMap { $0 >= 0 && $0.isFinite ? $0 : nil }
    guard let timing = element["timing"]?.elements else { return node }
    for part in timing {
      let start = moment(part["started_at"])
      let end = moment(part["completed_at"])
      node.start = [node.start, start].compactMap { $0 }.min()
      node.end = [node.end, end].compactMap { $0 }.max()
    }
    return node
  }

  private static func moment(_ node: JSONNode?) -> Double? {
    node?.string.flatMap { ISO8601.parse($0.description)?.moment.unixSeconds }
  }
}
