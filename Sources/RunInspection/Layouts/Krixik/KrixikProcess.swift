import FileFormats
import ReadOnlyFiles

/// What the client's `process` returned (krixik 1.1.19).
struct KrixikProcess {
  /// The id under which the process was asked for.
  let requestID: JSONString?
  /// The id of the processed file.
  let fileID: JSONString?
  /// What else of it is reported.
  let details: JSONObject
  /// What could not be used.
  let warnings: [InspectionWarning]

  init(_ root: JSONNode, path: RawPath) throws(InspectionError) {
    guard root.kind == .object else {
      throw .unexpectedValue(path, key: "", expected: "an object", found: root.kind)
    }
    var fields = DocumentFields(root, path: path)
    fileID = fields.text("file_id")
    // A client that waited for the end returns the answer to the fetching of the output, and the id in
    // that is of the fetching.
    let isFetching = root["process_output"] != nil || root["process_output_files"] != nil
    requestID = isFetching ? nil : fields.text("request_id")
    var details = JSONObject()
    if let name = fields.text("file_name") { details.set("file_name", .string(name)) }
    if let files = fields.node("process_output_files") {
      details.set("process_output_files", .node(files))
    }
    self.details = details
    warnings = fields.warnings
  }
}
