/// The command that makes a page about runs.
extension CommandTable {
  static let report = CommandSpecification(
    name: .report,
    summary: "Make a page of HTML about runs.",
    description: [
      "Prints one page that a browser opens without anything else: counts, a table of the runs that "
        + "sorts and filters, a timeline, the errors in groups with their tracebacks, warnings, and for "
        + "each run its outputs, its steps, how fast elements were written, its inputs and its single "
        + "values. It loads nothing, so that it can be mailed or kept as an artifact of a CI job; all "
        + "that comes from the runs is text in it.",
      "A RUN that is a folder of runs stands for the runs directly below it. The conditions and the order "
        + "select among the runs in a folder; a run that is named is always shown. "
        + selectorsNote,
      "Runs after the first 1,000 are in the table only, and a page that would become larger than 3 MB "
        + "leaves out details, and says so. An existing file is never overwritten, and nothing is ever "
        + "written into a run folder.",
      "The exit status is 0 if everything could be read, whatever the states of the runs, and 1 if a run or "
        + "a folder could not; the page is made all the same and says why.",
    ],
    operands: [runsOrFolders],
    options: [
      OptionSpecification(
        .to, value: .text, placeholder: "FILE", completion: .files,
        "Write to this new file, and print its name and its size as JSON.")
    ] + selection + order + [recursive, runsFolder, staleAfter, quiet, jobs],
    examples: [
      ("runspect report runs --to report.html", "Look at all runs in a browser."),
      (
        "runspect report runs --status failed,stale --since 1d --to today.html",
        "Show what went wrong today."
      ),
    ])
}
