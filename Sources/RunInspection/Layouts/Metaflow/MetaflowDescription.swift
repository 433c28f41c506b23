import FileFormats
import ReadOnlyFiles

/// How a run describes itself, `_meta/_self.json`.
struct MetaflowDescription {
  private(set) var flow: JSONString?
  private(set) var runNumber: JSONString?
  private(set) var user: JSONString?
  private(set) var version: JSONString?
  /// When it began, in seconds since 1970.
  private(set) var start: Double?
  private(set) var warnings: [InspectionWarning] = []

  init(_ run: borrowing Folder, _ environment: InspectionEnvironment) {
    do throws(InspectionError) {
      let documents = DocumentReader(environment: environment)
      let document = try documents.readRetrying(
        MetaflowSurvey.description, in: run, limit: MetaflowTask.documentLimit)
      var fields = DocumentFields(
        document.root, path: run.path.appending(MetaflowSurvey.description))
      flow = fields.text("flow_id")
      runNumber = fields.text("run_number")
      user = fields.text("user_name")
      start = fields.number("ts_epoch").flatMap { Timestamp(unixSeconds: $0 / 1_000)?.unixSeconds }
      for tag in fields.elements("system_tags") {
        guard let text = tag.string?.description, text.hasPrefix("metaflow_version:") else {
          continue
        }
        version = JSONString(String(text.dropFirst("metaflow_version:".count)))
      }
      warnings = fields.warnings
    } catch {
      warnings.append(.valueIgnored(error))
    }
  }
}
