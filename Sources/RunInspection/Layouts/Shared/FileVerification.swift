import ReadOnlyFiles

/// What reading the files of a run to their ends found.
struct FileVerification: Sendable {
  /// How many files were read.
  private(set) var checkedCount = 0
  /// How many of them are damaged or truncated, or can't be read.
  private(set) var damagedCount = 0
  /// What is wrong with the first of them, in the order of their paths: the order in which a folder
  /// lists them means nothing.
  var firstDamage: InspectionError? { first?.damage }

  private let progress: WorkProgress?

  /// - Parameter progress: is told of each file.
  init(_ progress: WorkProgress? = nil) {
    self.progress = progress
  }

  private var first: (path: RawPath, damage: InspectionError)?

  /// Takes note of what reading a file finds. A file that has gone since it was listed is not judged.
  ///
  /// - Parameter path: the file; which of the damaged ones is the first is decided by it.
  /// - Parameter modified: when the file was last changed; what may still be written is not damaged.
  /// - Parameter read: throws if the file is damaged.
  /// - Returns: whether the file is whole.
  @discardableResult
  mutating func check(
    _ path: RawPath, modified: Timestamp, now: Timestamp, _ read: () throws(InspectionError) -> Void
  ) -> Bool {
    do throws(InspectionError) {
      try read()
    } catch {
      if case .unreadable(let failure) = error {
        if failure.isMissing { return false }
      } else if RecentChange.isRecent(modified, now: now) {
        return false
      }
      noteDamage(error, path)
      return false
    }
    noteWhole()
    return true
  }

  /// This and what reading other files found.
  func adding(_ other: FileVerification) -> FileVerification {
    var sum = self
    sum.checkedCount += other.checkedCount
    sum.damagedCount += other.damagedCount
    if let theirs = other.first, first.map({ theirs.path.precedes($0.path) }) ?? true {
      sum.first = theirs
    }
    return sum
  }

  /// Takes note of a file that was read to its end and is whole.
  mutating func noteWhole() {
    checkedCount += 1
    progress?.note(.fileVerified)
  }

  /// Takes note of a file that was read and is damaged, or can't be read.
  mutating func noteDamage(_ damage: InspectionError, _ path: RawPath) {
    checkedCount += 1
    damagedCount += 1
    progress?.note(.fileVerified)
    if let first, !path.precedes(first.path) { return }
    first = (path, damage)
  }
}

extension RunStatus {
  /// Takes what verifying the files of the run found, if it was requested. A run of which a file is
  /// damaged has not completed, whatever it reports.
  mutating func take(_ verification: FileVerification?) {
    guard let verification else { return }
    verifiedCount = verification.checkedCount
    guard let first = verification.firstDamage else { return }
    let warning = InspectionWarning.filesDamaged(
      nil, count: verification.damagedCount, first: first)
    if state == .completed {
      contradict(warning)
    } else {
      warnings.append(warning)
    }
    tally?.isAllComplete = false
  }
}

extension RawPath {
  /// Whether it comes first in the order of the bytes.
  func precedes(_ other: RawPath) -> Bool { bytes.lexicographicallyPrecedes(other.bytes) }
}
