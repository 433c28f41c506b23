import FileFormats
import ReadOnlyFiles

/// What the client's `process` returned (krixik 1.1.19).
struct KrixikProcess {
  /// The request id of the process.
  let requestID: JSONString?
  /// The id of the processed file.
  let fileID: JSONString?
  /// The other values that are reported.
  let facts: LayoutFacts
  /// What could not be used.
  let warnings: [InspectionWarning]

  init(_ root: JSONNode, path: RawPath) throws(InspectionError) {
    guard root.kind == .object else {
      throw .unexpectedValue(path, key: "", expected: "an object", found: root.kind)
    }
    var fields = DocumentFields(root, path: path)
    fileID = fields.text("file_id")
    // A client that waited for the end returns the response that fetched the output, and the request id
    // in that is not the one of the process.
    let isFetching = root["process_output"] != nil || root["process_output_files"] != nil
    requestID = isFetching ? nil : fields.text("request_id")
    var facts = LayoutFacts()
    if let name = fields.text("file_name") { facts.set(KrixikKeys.fileName, name) }
    if let files = fields.node("process_output_files") {
      facts.set(KrixikKeys.outputFiles, .node(files))
    }
    self.facts = facts
    warnings = fields.warnings
  }
}
