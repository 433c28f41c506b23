/// The keys of a run of Snakemake in addition to those of every run.
enum SnakemakeKeys {
  static let activeJobs = DocumentedKey(
    "active_jobs", .list(.object), absent: "in list-runs, and once the run has ended",
    "The jobs that were begun and have not ended, at most 100: rule, jobid, wildcards or null, and "
      + "since when, as the log writes it.")
  static let command = DocumentedKey(
    "command", .string, null: "in logs of 8.25.2 and earlier, which don't name it",
    "The command line.")
  static let ended = DocumentedKey(
    "ended", .string, null: "while it has not, and if the log has no times",
    "When the last job ended, in local time of its machine, without a zone: no file names one. In "
      + "timing: when the job ended.")
  static let history = DocumentedKey(
    "history", .list(.object), absent: "in list-runs",
    "The older logs, newest first, at most 20: log, status (null for one that tells of nothing that was "
      + "run, and for one of more than 16 MiB), started, steps_done and steps_total.")
  static let host = DocumentedKey(
    "host", .string, null: "in logs of 7.32.4 and earlier, which don't name it",
    "The machine that Snakemake itself ran on.")
  static let log = DocumentedKey(
    "log", .path, "The log that the status was read from, below the run folder.")
  static let logCount = DocumentedKey(
    "n_logs", .count, "How many logs there are, one for each invocation.")
  static let started = DocumentedKey(
    "started", .string, null: "if the log has no times",
    "When the first job began, in local time of its machine, without a zone. In timing: when the job "
      + "began, to the second.")
  static let stepsDone = DocumentedKey(
    "steps_done", .count, null: "if the log doesn't tell of any",
    "How many jobs of this invocation are done.")
  static let stepsTotal = DocumentedKey(
    "steps_total", .count, null: "while it is unknown",
    "How many jobs this invocation has; not how many the workflow has.")
  static let version = DocumentedKey(
    "snakemake_version", .string, null: "in logs of 8.25.2 and earlier, which don't name it",
    "The version of Snakemake.")

  static let externalJob = DocumentedKey(
    "external_jobid", .string, absent: "if there is none",
    "In errors: the id of the job on a cluster.")
  static let inputs = DocumentedKey(
    "job_inputs", .string, absent: "if there are none",
    "In errors: the inputs of the job, as the log lists them.")
  static let job = DocumentedKey(
    "jobid", .count, absent: "of errors of the whole invocation",
    "In errors and timing: the number of the job.")
  static let outputs = DocumentedKey(
    "job_outputs", .string, absent: "if there are none",
    "In errors: the outputs of the job, as the log lists them.")
  static let ruleLogs = DocumentedKey(
    "rule_logs", .list(.string), absent: "if the rule declares none",
    "In errors: the log files of the job, and \u{2026} after a hundred if there are more. The traceback is "
      + "the end of the first of them that lies in the run folder.")
  static let shell = DocumentedKey(
    "shell", .string, absent: "if the job runs no shell command",
    "In errors: the shell command, of which \u{2026} ends a beginning of 1 MiB.")
  static let state = DocumentedKey(
    "state", .words(["completed", "failed", "unfinished"]), "In timing: how the job ended.")

  static let all = DocumentedKeys(
    title: "Snakemake",
    introduction:
      "Keys in addition to those above. The outputs are the rules of the newest invocation, "
      + "and their elements its jobs.",
    keys: [
      activeJobs, command, ended, externalJob, history, host, inputs, job, log, logCount, outputs,
      ruleLogs, shell, version, started, state, stepsDone, stepsTotal,
    ])
}
