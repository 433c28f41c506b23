/// The keys of a PETsARD run in addition to those of every run.
enum PetsardKeys {
  static let currentStep = DocumentedKey(
    "current_step", "The step that is being executed; absent if there is none.")
  static let errorMessage = DocumentedKey("error_message", "Why the failed step failed.")
  static let failedStep = DocumentedKey("failed_step", "The step that failed; absent if none did.")
  static let log = DocumentedKey("log", "The log that the status was read from.")
  static let workflowCount = DocumentedKey(
    "n_workflows", "How many workflows the log contains; the last one counts.")
  static let results = DocumentedKey("results", "The files that were saved: name, bytes.")
  static let sequence = DocumentedKey(
    "sequence", "The modules in order, if there is only the pickled state.")
  static let workflowEnd = DocumentedKey(
    "workflow_end", "When the workflow ended, as the log writes it; null while it has not.")
  static let workflowStart = DocumentedKey(
    "workflow_start", "When the workflow began, as the log writes it.")
  static let logMessages = DocumentedKey(
    "log_messages", "In errors: the lines of the log about the failure.")
  static let workflow = DocumentedKey("workflow", "In timing: which workflow of the log, from 1.")
  static let state = DocumentedKey("state", "In timing: how the step ended.")
  static let start = DocumentedKey("start", "In timing: when the step began, as the log writes it.")
  static let end = DocumentedKey("end", "In timing: when the step ended, as the log writes it.")
  static let duration = DocumentedKey(
    "duration_seconds", "In timing: the duration as the producer rounded it.")
  static let recordID = DocumentedKey("record_id", "In timing: the producer's id of the record.")

  static let all = DocumentedKeys(
    title: "PETsARD", introduction: "Keys in addition to those above.",
    keys: [
      currentStep, errorMessage, failedStep, log, workflowCount, results, sequence, workflowEnd,
      workflowStart, logMessages, workflow, state, start, end, duration, recordID,
    ])
}
