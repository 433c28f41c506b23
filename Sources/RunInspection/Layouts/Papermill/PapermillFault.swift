import ReadOnlyFiles

/// Faults that only a notebook of papermill can have.
enum PapermillFault: LayoutFault {
  /// The kernel died while it executed a cell, and papermill stored no error.
  case kernelDied
  /// The run failed, and no cell holds an error.
  case noError

  var text: String {
    switch self {
    case .kernelDied:
      "papermill stored no error of it; the kernel died while it executed the cell"
    case .noError:
      "papermill stored no error of it; what it said is only where it was started"
    }
  }
}
