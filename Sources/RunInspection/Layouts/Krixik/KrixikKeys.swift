/// The keys of a Krixik run in addition to those of every run.
enum KrixikKeys {
  static let checkRequestID = DocumentedKey(
    "check_request_id", .string, null: "if the answer has none",
    "The request id of the check that the file answers.")
  static let failedModule = DocumentedKey(
    "failed_module", .string, null: "if none is named",
    "The module that failed.")
  static let fileID = DocumentedKey(
    "file_id", .string, null: "if none is recorded",
    "The id of the processed file.")
  static let fileName = DocumentedKey(
    "file_name", .string, absent: "if none is recorded",
    "The name of the processed file.")
  static let message = DocumentedKey(
    "message", .string, null: "if there is none",
    "The message of the service about the check.")
  static let overallStatus = DocumentedKey(
    "overall_status", .words(["ongoing", "complete", "failed"]), null: "if the answer has none",
    "The state of the process, as the service calls it.")
  static let pipeline = DocumentedKey(
    "pipeline", .string, null: "if the answer has none",
    "The name of the pipeline.")
  static let outputFiles = DocumentedKey(
    "process_output_files", .list(.any), absent: "if none is recorded",
    "The files that were saved.")
  static let requestID = DocumentedKey(
    "request_id", .string, null: "if no file contains it",
    "The request id of the process.")
  static let statusCode = DocumentedKey(
    "status_code", .integer, null: "if the answer has none",
    "The status code of the check.")
  static let failureStatus = DocumentedKey(
    "failure_status", .any, absent: "if it says nothing",
    "In errors: what the service says about the failure.")

  static let all = DocumentedKeys(
    title: "Krixik", introduction: "Keys in addition to those above.",
    keys: [
      checkRequestID, failedModule, fileID, fileName, message, overallStatus, pipeline, outputFiles,
      requestID, statusCode, failureStatus,
    ])
}
