/// The help of the peer, as it is printed without a terminal or on one of 80 columns (pipefunc-cli
/// 0.93.2 under CPython 3.11). Argparse wraps it to the width of the terminal; this is not done here.
enum PipefuncCLIText {
  enum Command: String, CaseIterable {
    case status
    case listRuns = "list-runs"
    case watch

    var flags: [String] {
      self == .status ? ["--include-run-info", "--pretty"] : ["--pretty"]
    }

    var valued: [String] {
      switch self {
      case .status: []
      case .listRuns: ["--max-runs"]
      case .watch: ["--interval", "--timeout"]
      }
    }

    var usage: String {
      switch self {
      case .status:
        "usage: pipefunc-cli status [-h] [--include-run-info] [--pretty] run_folder\n"
      case .listRuns:
        "usage: pipefunc-cli list-runs [-h] [--max-runs MAX_RUNS] [--pretty] [folder]\n"
      case .watch:
        """
        usage: pipefunc-cli watch [-h] [--interval INTERVAL] [--timeout TIMEOUT]
                                  [--pretty]
                                  run_folder

        """
      }
    }

    var help: String {
      switch self {
      case .status:
        usage + """

          positional arguments:
            run_folder          Path to a pipefunc run folder.

          options:
            -h, --help          show this help message and exit
            --include-run-info  Include raw run_info.json content in the JSON payload.
            --pretty            Pretty-print the JSON output.

          """
      case .listRuns:
        usage + """

          positional arguments:
            folder               Parent directory containing run folders. Defaults to
                                 'runs'.

          options:
            -h, --help           show this help message and exit
            --max-runs MAX_RUNS  Limit the number of runs returned.
            --pretty             Pretty-print the JSON output.

          """
      case .watch:
        usage + """

          positional arguments:
            run_folder           Path to a pipefunc run folder.

          options:
            -h, --help           show this help message and exit
            --interval INTERVAL  Polling interval in seconds. Defaults to 5.
            --timeout TIMEOUT    Optional timeout in seconds. Exits with code 2 on
                                 timeout.
            --pretty             Pretty-print the JSON output.

          """
      }
    }
  }

  static let usage = "usage: pipefunc-cli [-h] {status,list-runs,watch} ...\n"

  static let help =
    usage + """

      Inspect persisted pipefunc run folders as JSON.

      positional arguments:
        {status,list-runs,watch}
          status              Show the current status of a run folder.
          list-runs           List run folders under a parent directory.
          watch               Poll a run folder until it completes or times out.

      options:
        -h, --help            show this help message and exit

      """
}
