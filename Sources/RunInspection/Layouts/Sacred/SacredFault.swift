import ReadOnlyFiles

/// Faults that only a run of Sacred can have.
enum SacredFault: LayoutFault {
  /// The run failed and no trace is stored: Sacred keeps one only of a run that is FAILED.
  case noTrace(RawPath)

  var text: String {
    switch self {
    case .noTrace(let output):
      "sacred stored no exception of it; what the run printed is in \(output.quoted)"
    }
  }
}
