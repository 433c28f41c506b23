import FileFormats
import ReadOnlyFiles

/// When the files of a run's arrays were written. Arrays that are written all at the end tell nothing of
/// how fast they were computed, and are left out; so is what is damaged, of which `status` says why.
enum PipefuncThroughput {
  static func outputs(
    of run: PipefuncRun, in folder: borrowing Folder
  ) throws(InspectionError) -> [OutputThroughput] {
    var outputs: [OutputThroughput] = []
    for name in try run.runInfo.names(in: folder) {
      do throws(InspectionError) {
        let writes = try writes(of: name, run, in: folder)
        if !writes.counts.isEmpty { outputs.append(OutputThroughput(name: name, writes: writes)) }
      } catch {
        if error.unreadFile != nil { throw error }
      }
    }
    return outputs
  }

  private static func writes(
    of name: JSONString, _ run: PipefuncRun, in folder: borrowing Folder
  ) throws(InspectionError) -> WriteHistogram {
    var writes = WriteHistogram()
    guard case .array(_, let identifier) = try run.runInfo.place(of: name) else { return writes }
    let entry = try StorageTable.entry(identifier, output: name)
    guard entry.persistence == .immediate else { return writes }
    let path = PipefuncNames.array(try PipefuncNames.path(of: name))
    do throws(FileError) {
      try entry.storage.forEachWrite(in: path, of: folder) { file in writes.add(file.modified) }
    } catch {
      throw .unreadable(error)
    }
    return writes
  }
}
