import ReadOnlyFiles

extension FileVerification {
  /// Reads what a run was started with to its end: the files of its inputs and of the default values.
  mutating func checkGiven(in run: borrowing Folder, now: Timestamp) {
    for folder in [PipefuncNames.inputs, PipefuncNames.defaults] {
      do throws(FileError) {
        var listing = try run.listing(of: folder)
        while let entry = try listing.next() {
          let file = folder.appending(entry.name)
          let ending = PipefuncNames.singleValueEnding.utf8
          guard entry.kind == .regular || entry.kind == .unknown,
            file.bytes.suffix(ending.count).elementsEqual(ending)
          else { continue }
          do throws(FileError) {
            _ = try checkValue(file, in: run, now: now)
          } catch {
            noteDamage(.unreadable(error), run.path.appending(file))
          }
        }
      } catch {
        // Older releases keep no such folder.
        if !error.isMissing { noteDamage(.unreadable(error), run.path.appending(folder)) }
      }
    }
  }
}
