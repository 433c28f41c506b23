import FileFormats
import ReadOnlyFiles

/// When the outputs of a run were written, from the times of their files, and what the heartbeat says
/// of it.
struct PipefuncTiming {
  let runInfo: PipefuncRunInfo
  /// When the run's description was last changed.
  let described: Timestamp
  let heartbeat: PipefuncHeartbeat?

  /// A row an output.
  func rows(_ folder: borrowing Folder) throws(InspectionError) -> [StepTiming] {
    var request = InspectionRequest()
    request.detail = .summary
    let disk = PipefuncDisk(runInfo: runInfo, request: request, described: described)
    var rows: [StepTiming] = []
    for output in try disk.survey(folder).outputs { rows.append(row(output, in: folder)) }
    return rows
  }

  private func row(_ output: OutputStatus, in folder: borrowing Folder) -> StepTiming {
    var row = StepTiming(module: output.name)
    let elements = (output.completedCount ?? 0) + output.failedCount
    row.details.set("n_elements", .integer(elements))
    var rate: Double?
    if let span = span(of: output, in: folder) {
      row.start = PipefuncTiming.seconds(span.first)
      row.end = PipefuncTiming.seconds(span.last)
      let seconds = span.last.secondsSince(span.first)
      row.seconds = seconds
      // Between so many elements lies one step less.
      if isWrittenByElement(output), seconds > 0, elements > 1 {
        rate = Double(elements - 1) / seconds
      }
    }
    row.details.set("elements_per_second", .optional(rate))
    let reported = heartbeat?.root["outputs"]?[output.name]
    if let reported {
      for key in ["elapsed_time", "remaining_time"] as [JSONString] {
        if let value = reported[key] { row.details.set(key, .node(value)) }
      }
      row.step = reported["function_name"]?.string
    }
    return row
  }

  /// Whether the elements are written one by one while they are computed, and not all at the end.
  private func isWrittenByElement(_ output: OutputStatus) -> Bool {
    switch PipefuncStorage(identifier: output.storage) {
    case .fileArray, .zarrFileArray: true
    default: false
    }
  }

  /// The first and the last write of an output.
  struct Span {
    var first: Timestamp
    var last: Timestamp

    mutating func include(_ time: Timestamp) {
      first = min(first, time)
      last = max(last, time)
    }
  }

  private func span(of output: OutputStatus, in folder: borrowing Folder) -> Span? {
    guard let path = output.name.fileSystemBytes.map(RawPath.init(bytes:)), path.isSingleName else {
      return nil
    }
    if case .singleValue = runInfo.place(of: output.name) {
      guard let status = try? folder.status(of: PipefuncNames.singleValue(path)),
        status.kind == .regular
      else { return nil }
      return Span(first: status.modified, last: status.modified)
    }
    guard let listing = try? folder.listing(of: PipefuncNames.array(path)) else { return nil }
    var span: Span?
    PipefuncTiming.collect(below: listing, depth: 0, into: &span)
    return span
  }

  /// The times of all files below a folder but for the descriptions of Zarr stores, which are written
  /// before any element.
  private static func collect(
    below folder: consuming FolderListing, depth: Int, into span: inout Span?
  ) {
    var listing = folder
    while let entry = (try? listing.next()) ?? nil {
      guard let status = listing.status(of: entry) else { continue }
      switch status.kind {
      case .regular where !isDescription(entry.name):
        if span == nil {
          span = Span(first: status.modified, last: status.modified)
        } else {
          span?.include(status.modified)
        }
      case .folder where depth < FolderSize.depthLimit:
        if let below = try? listing.listing(of: entry) {
          collect(below: below, depth: depth + 1, into: &span)
        }
      default: break
      }
    }
  }

  private static func isDescription(_ name: RawPath) -> Bool {
    name.bytes.starts(with: ".z".utf8) || name == RawPath("zarr.json")
  }

  private static func seconds(_ time: Timestamp) -> Double {
    Double(time.seconds) + Double(time.nanoseconds) / 1e9
  }
}
