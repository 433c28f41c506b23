/// The keys of a Krixik run in addition to those of every run.
enum KrixikKeys {
  static let checkRequestID = DocumentedKey(
    "check_request_id", "The request id of the check that the file answers.")
  static let failedModule = DocumentedKey(
    "failed_module", "The module that failed; null if none is named.")
  static let fileID = DocumentedKey(
    "file_id", "The id of the processed file; null if none is recorded.")
  static let fileName = DocumentedKey("file_name", "The name of the processed file.")
  static let message = DocumentedKey("message", "The message of the service about the check.")
  static let overallStatus = DocumentedKey("overall_status", "ongoing, complete or failed.")
  static let pipeline = DocumentedKey("pipeline", "The name of the pipeline.")
  static let outputFiles = DocumentedKey("process_output_files", "The files that were saved.")
  static let requestID = DocumentedKey(
    "request_id", "The request id of the process; null if no file contains it.")
  static let statusCode = DocumentedKey("status_code", "The status code of the check.")
  static let failureStatus = DocumentedKey(
    "failure_status", "In errors: what the service says about the failure.")

  static let all = DocumentedKeys(
    title: "Krixik", introduction: "Keys in addition to those above.",
    keys: [
      checkRequestID, failedModule, fileID, fileName, message, overallStatus, pipeline, outputFiles,
      requestID, statusCode, failureStatus,
    ])
}
