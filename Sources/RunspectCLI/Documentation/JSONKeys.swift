/// The keys of the answers and what they hold. A test finds every key of the recorded answers here.
enum JSONKeys {
  static let sections = [
    run, output, listing, errors, values, history, rocketRide, krixik, petsard,
  ]

  private static let run = FormatPages.Section(
    title: "A run", introduction: "What status, watch and each row of list-runs print.",
    keys: [
      ("all_complete", "Whether all outputs are complete."),
      ("elapsed_seconds", "How long the run has taken, where it tells when it began."),
      ("error", "Why the run could not be read, in whole or in part; absent where it could."),
      ("functions", "pipefunc heartbeats: the state of each function."),
      ("active_functions", "pipefunc heartbeats: the functions that are computing."),
      ("active_outputs", "pipefunc heartbeats: the outputs that are being computed."),
      ("heartbeat_interval_seconds", "pipefunc heartbeats: how often one is written."),
      (
        "last_activity",
        "The newest evidence of progress: the time of the heartbeat, or of the newest file."
      ),
      (
        "last_modified",
        "When the description of the run was last changed, or what the heartbeat says of it."
      ),
      (
        "layout", "Which producer's layout it is: pipefunc, rocketride, krixik, petsard, heartbeat."
      ),
      ("n_failed", "How many elements failed, over all outputs; null where that can't be told."),
      ("n_outputs", "How many outputs there are."),
      ("n_outputs_completed", "How many of them are complete."),
      ("outputs", "The outputs by their names; not in list-runs."),
      ("pipefunc_version", "The release of pipefunc that wrote the run."),
      ("progress_fraction", "Done over all, 0 to 1; null where it can't be told."),
      (
        "run_folder",
        "The absolute path; bytes that are no UTF-8 as lone surrogates, as Python has them."
      ),
      ("run_info", "With --include-run-info: the run's own description as it stands on disk."),
      ("stale", "No sign of life for longer than allowed, and not at its end."),
      ("stale_after_seconds", "Heartbeats: after how many seconds of silence the run is stale."),
      (
        "status",
        "pending, running, incomplete (a part was computed, then nothing more), completed, failed, "
          + "cancelled; or missing and error for what can't be read."
      ),
      ("status_source", "heartbeat, or disk_heuristic where the files decide."),
      ("updated_at", "Heartbeats: when it was written."),
      ("warnings", "What the reader had to work around, a sentence each."),
    ])

  private static let output = FormatPages.Section(
    title: "An output", introduction: "The values under outputs.",
    keys: [
      ("bytes", "How many bytes it takes on disk."),
      ("complete", "Whether all elements are settled, that is, stored or failed."),
      ("elapsed_time", "pipefunc heartbeats: seconds since it was begun."),
      ("error", "Why it could not be read; absent where it could."),
      ("function_name", "pipefunc heartbeats: the function that computes it."),
      ("n_completed", "Elements that are stored and no errors; null where that can't be told."),
      ("n_failed", "Elements that failed, or were not computed because of others."),
      ("n_in_progress", "pipefunc heartbeats: elements that are being computed."),
      ("n_total", "How many elements there are; null while the shape is unknown."),
      ("progress", "Settled elements over all; \"unknown\" while the shape is unknown."),
      ("remaining_time", "pipefunc heartbeats: seconds that are left, as pipefunc estimates."),
      ("shape", "The size along each dimension, null for one that is unknown; null for one value."),
      ("storage", "How it is stored, by the producer's name; single for one value."),
    ])

  private static let listing = FormatPages.Section(
    title: "A listing", introduction: "What list-runs prints.",
    keys: [
      ("error", "Why the folder could not be read, or null."),
      ("folder", "The folder as it was given."),
      ("runs", "The runs, newest activity first. One that can't be read has its error."),
      ("scanned_directories", "How many folders there are, runs or not."),
      ("total_count", "How many runs are shown."),
    ])

  private static let errors = FormatPages.Section(
    title: "Errors", introduction: "What errors prints, and each object under errors.",
    keys: [
      ("errors", "The failures in order, as many as were asked for."),
      ("n_failed", "How many there are. In a cause: how many elements of the input had failed."),
      ("arguments", "What the function was called with by position."),
      ("causes", "Of a propagated error: the inputs that had failed."),
      ("coordinates", "The place of the element along each dimension."),
      ("current_directory", "Where the function ran."),
      (
        "elided",
        "true where parts of the failure no longer fitted in the answer, which holds 16 MiB."
      ),
      (
        "exceptions",
        "Of a group of exceptions: those in it, each with type, message and again exceptions."
      ),
      ("exit_code", "RocketRide: the exit code of a failed task."),
      ("failure_status", "Krixik: what the service says of the failure."),
      ("file", "RocketRide: where in its sources an error was found."),
      ("function", "The function, with its module."),
      (
        "function_file, function_line",
        "Where the source of the function begins, where it is of the user's own script."
      ),
      ("index", "The place of the element in C order, from 0; null for one value."),
      ("ip_address", "The address of the machine."),
      ("keyword_arguments", "What the function was called with by name."),
      ("kind", "error, or propagated for what was not computed because of other errors."),
      ("log_messages", "PETsARD: the lines of the log that tell of it."),
      ("machine", "The machine."),
      ("message", "What the exception says."),
      ("output", "The output; null where the run as a whole failed."),
      ("parameter", "In a cause: the name of the input."),
      ("reason", "Of a propagated error: input_is_error or array_contains_errors."),
      ("timestamp", "When, as the producer wrote it."),
      ("traceback", "The trace; not with --no-traceback."),
      (
        "type",
        "The class of the exception, with its module unless that is the language's own. In a cause: full, "
          + "or partial for an array with errors."
      ),
      ("user", "Who ran it."),
      ("warnings", "What the reader had to work around."),
    ])

  private static let history = FormatPages.Section(
    title: "The history of a run",
    introduction:
      "What timing, snapshots, changes, summary and restore print. Snapshots and changes have the "
      + "producer's own keys.",
    keys: [
      ("timing", "A row a step: module, experiment, step, start, end, seconds, error."),
      ("totals", "The seconds by module."),
      (
        "elapsed_time, remaining_time",
        "pipefunc: what the heartbeat says of an output, in seconds."
      ),
      ("n_elements, elements_per_second", "pipefunc: what was written between start and end."),
      ("workflow, state", "PETsARD: which workflow of the log, and how the step ended."),
      ("snapshots", "All snapshots, in order."),
      ("snapshot", "One snapshot, with the metadata before and after."),
      (
        "evolution",
        "With --evolution: the distinct descriptions of the data of a module, in order."
      ),
      ("changes", "What changed in the description of the data."),
      (
        "summary",
        "sequence, active_modules, metadata_modules, total_snapshots, total_changes, last_snapshot, "
          + "last_change."
      ),
      ("restored", "With restore --to: file, bytes."),
    ])

  private static let rocketRide = FormatPages.Section(
    title: "RocketRide", introduction: "Keys of a run beside those above.",
    keys: [
      ("remaining_seconds", "What is left at the rate of the task; null where it is unknown."),
      ("state_name", "The name of the state, such as RUNNING."),
      ("task", "The whole TASK_STATUS object."),
      ("task_errors, task_warnings", "The last 50 of each."),
      ("task_file", "The file that the status was read from."),
    ])

  private static let krixik = FormatPages.Section(
    title: "Krixik", introduction: "Keys of a run beside those above.",
    keys: [
      ("check_request_id", "The request id of the check that the report answers."),
      ("failed_module", "The module that failed."),
      ("file_id, file_name", "The file that was processed."),
      ("message", "What the service says."),
      ("overall_status", "ongoing, complete or failed."),
      ("pipeline", "The name of the pipeline."),
      ("process_output_files", "What was saved."),
      ("request_id", "The request id of the process; null where no file tells it."),
      ("status_code", "The code of the report."),
    ])

  private static let petsard = FormatPages.Section(
    title: "PETsARD", introduction: "Keys of a run beside those above.",
    keys: [
      ("current_step", "The step that is being executed."),
      ("error_message, failed_step", "What failed, and why."),
      ("log", "The log that the status was read from."),
      ("n_workflows", "How many workflows the log tells of; the last one counts."),
      ("results", "The files that were saved: name, bytes."),
      ("sequence", "The modules in order, where only the pickled state is there."),
      ("workflow_end, workflow_start", "When the workflow ended and began."),
    ])

  static let heartbeat = FormatPages.Section(
    title: "Keys", introduction: "Other keys are passed through.",
    keys: [
      ("message", "What the script has to say."),
      ("n_failed", "How many things failed; with more than 0 a completed run is no success."),
      (
        "outputs",
        "An object by name, of objects with progress, complete, n_total, n_completed and n_failed."
      ),
      ("progress_fraction", "Done over all, 0 to 1."),
      ("stale_after_seconds", "After how many seconds of silence the run is stale."),
      ("started_at", "When it began, as updated_at."),
      ("status", "pending, running, incomplete, completed, failed or cancelled. Required."),
      (
        "updated_at",
        "When this was written: seconds since 1970, or ISO 8601 with or without a zone."
      ),
    ])
}
