import FileFormats
import ReadOnlyFiles
import RunInspection

/// The names of the records in a run.
enum RunNames {
  /// The names, in the order of the run; none where it can't be read.
  static func names(
    of record: CompletionSource.NamedRecord, in run: RawPath, environment: InspectionEnvironment
  ) -> [JSONString] {
    let inspector = RunInspector(environment: environment)
    // Whoever asks for a name that does not exist is told which ones do, without any value being read.
    do throws(InspectionError) {
      switch record {
      case .outputs:
        var request = ValueRequest()
        request.names = [""]
        _ = try inspector.values(of: run, request: request)
      case .inputs:
        var request = ValueRequest()
        request.names = [""]
        _ = try inspector.inputs(of: run, request: request)
      case .modules: _ = try inspector.history(of: run, request: .evolution(module: ""))
      case .snapshots:
        _ = try inspector.history(of: run, request: .snapshots(module: nil, identifier: ""))
      }
    } catch {
      switch error {
      case .notFound(_, _, let available): return available
      case .notKept where record == .outputs:
        // A layout that keeps no values may still report on its outputs.
        return inspector.status(of: run).outputs?.map(\.name) ?? []
      default: break
      }
    }
    return []
  }
}
