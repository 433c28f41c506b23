import FileFormats
import ReadOnlyFiles

/// When the files of an output were written, before and after the run described itself.
struct OutputWrites {
  /// Writes that belong together.
  struct Part {
    private(set) var first: Timestamp
    private(set) var last: Timestamp
    /// How many there are.
    private(set) var count = 1

    init(_ time: Timestamp) {
      first = time
      last = time
    }

    mutating func include(_ time: Timestamp) {
      first = min(first, time)
      last = max(last, time)
      count += 1
    }

    /// The seconds of all steps, taken to be as long as those between the writes; nil for a single one.
    var extrapolated: Double? {
      guard count > 1 else { return nil }
      return last.secondsSince(first) * Double(count) / Double(count - 1)
    }
  }

  /// What was written before the run described itself, by an earlier part of a resumed run.
  private(set) var earlier: Part?
  /// What was written since.
  private(set) var present: Part?

  /// Nothing was written.
  init() {}

  /// The last write.
  var last: Timestamp? { present?.last ?? earlier?.last }

  /// Looks at the files of an output.
  ///
  /// - Parameter described: when the run described itself.
  init(
    of output: OutputStatus, in folder: borrowing Folder, described: Timestamp
  ) throws(InspectionError) {
    let name = try PipefuncNames.path(of: output.name)
    do throws(FileError) {
      guard output.shape != nil else {
        let file = try folder.status(of: PipefuncNames.singleValue(name))
        if let file, file.kind == .regular { present = Part(file.modified) }
        return
      }
      var writes = OutputWrites()
      // Of an unknown storage nothing is known about its files.
      guard let entry = try? StorageTable.entry(output.storage, output: output.name) else { return }
      try entry.storage.forEachWrite(in: PipefuncNames.array(name), of: folder) { file in
        writes.include(file.modified, described: described)
      }
      self = writes
    } catch {
      if error.isMissing || error.reason == .system(.symbolicLinkLoop) { return }
      throw .unreadable(error)
    }
  }

  private mutating func include(_ time: Timestamp, described: Timestamp) {
    if time < described {
      if earlier == nil { earlier = Part(time) } else { earlier?.include(time) }
    } else {
      if present == nil { present = Part(time) } else { present?.include(time) }
    }
  }
}
