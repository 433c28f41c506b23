/// The keys of a PETsARD run in addition to those of every run.
enum PetsardKeys {
  static let currentStep = DocumentedKey(
    "current_step", .string, absent: "if there is none",
    "The step that is being executed.")
  static let errorMessage = DocumentedKey(
    "error_message", .string, null: "if the log has none", absent: "if no step failed",
    "Why the failed step failed.")
  static let failedStep = DocumentedKey(
    "failed_step", .string, absent: "if none did",
    "The step that failed.")
  static let log = DocumentedKey(
    "log", .string, absent: "if there is only the pickled state",
    "The name of the log that the status was read from.")
  static let workflowCount = DocumentedKey(
    "n_workflows", .count, absent: "without a log",
    "How many workflows the log contains; the last one counts.")
  static let results = DocumentedKey(
    "results", .list(.object), absent: "in list-runs",
    "The files that were saved: name, bytes.")
  static let sequence = DocumentedKey(
    "sequence", .list(.string), absent: "if there is a log",
    "The modules in order, if there is only the pickled state.")
  static let workflowEnd = DocumentedKey(
    "workflow_end", .string, null: "while it has not", absent: "without a log",
    "When the workflow ended, as the log writes it.")
  static let workflowStart = DocumentedKey(
    "workflow_start", .string, null: "if the log lacks its beginning", absent: "without a log",
    "When the workflow began, as the log writes it.")
  static let logMessages = DocumentedKey(
    "log_messages", .list(.string), absent: "if there are none",
    "In errors: the lines of the log about the failure.")
  static let workflow = DocumentedKey(
    "workflow", .count, absent: "without a log",
    "In timing: which workflow of the log, from 1.")
  static let state = DocumentedKey(
    "state", .string, absent: "if it is not recorded",
    "In timing: how the step ended.")
  static let start = DocumentedKey(
    "start", .string,
    "In timing: when the step began, as the log writes it.")
  static let end = DocumentedKey(
    "end", .string, null: "while it has not ended",
    "In timing: when the step ended, as the log writes it.")
  static let duration = DocumentedKey(
    "duration_seconds", .seconds, absent: "in a log",
    "In timing: the duration as the producer rounded it.")
  static let recordID = DocumentedKey(
    "record_id", .string, absent: "in a log",
    "In timing: the producer's id of the record.")

  static let all = DocumentedKeys(
    title: "PETsARD", introduction: "Keys in addition to those above.",
    keys: [
      currentStep, errorMessage, failedStep, log, workflowCount, results, sequence, workflowEnd,
      workflowStart, logMessages, workflow, state, start, end, duration, recordID,
    ])
}
