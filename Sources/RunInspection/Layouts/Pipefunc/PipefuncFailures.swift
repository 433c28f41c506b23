import FileFormats
import ReadOnlyFiles

/// Tells what failed in a run: its stored errors, element by element.
struct PipefuncFailures {
  let outputs: PipefuncOutputs
  let request: FailureRequest

  func report(_ run: borrowing Folder) throws(InspectionError) -> FailureReport {
    var report = FailureReport()
    let names = try outputs.selected(request.output.map { [$0] } ?? [], in: run)
    // Without that mode nothing failed is ever stored (pipefunc 0.93.2, `map/_run.py`).
    guard outputs.runInfo.storesErrors else { return report }
    var reader = StoredErrorReader(
      budget: AnswerBudget(), needsTrace: request.needsTrace)
    for name in names {
      var unreadable: (count: Int, first: InspectionError)?
      try outputs.elements(of: name).forEach(in: run, suspects: true) { element in
        if case .fault(let fault) = element.content {
          unreadable = ((unreadable?.count ?? 0) + 1, unreadable?.first ?? fault)
        }
        guard let error = element.storedError() else { return true }
        report.add(request) {
          var failure = reader.failure(error, output: name)
          failure?.index = element.index
          failure?.coordinates = element.index == nil ? nil : element.coordinates
          return failure
        }
        return true
      }
      if let unreadable {
        report.warnings.append(
          .elementsUnreadable(name, count: unreadable.count, first: unreadable.first))
      }
    }
    if report.omitted > 0 { report.warnings.append(.answerFull(omitted: report.omitted)) }
    return report
  }
}

/// The outputs of a run and where their elements lie.
struct PipefuncOutputs {
  let runInfo: PipefuncRunInfo

  /// The outputs that were asked for, or all; an unknown name is an error that tells what there is.
  func selected(
    _ wanted: [JSONString], in run: borrowing Folder
  ) throws(InspectionError) -> [JSONString] {
    try run.confirmFolderOrNothing(PipefuncNames.outputs)
    let names = try runInfo.names(in: run)
    for name in wanted where !names.contains(name) {
      throw .notFound(.values, name, available: names)
    }
    return wanted.isEmpty ? names : wanted
  }

  /// The reader of an output's elements.
  func elements(of name: JSONString) throws(InspectionError) -> StoredElementReader {
    guard let path = name.fileSystemBytes.map(RawPath.init(bytes:)), path.isSingleName else {
      throw .outputNameLeavesFolder(name)
    }
    return StoredElementReader(output: path, place: runInfo.place(of: name))
  }
}
