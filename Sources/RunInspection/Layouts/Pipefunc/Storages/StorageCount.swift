import ReadOnlyFiles

/// The contents of the folder of an array.
struct StorageCount: Sendable {
  /// Elements that are settled, including stored errors; truncated files contain none.
  var settled = 0
  /// Elements that are stored errors.
  var failed = 0
  /// Whether the elements can't be counted, because the one file with all of them is truncated.
  var isUncountable = false
  /// Files that are truncated.
  var truncated = TruncatedFiles()
  /// What verifying found; nil if it was not requested.
  var verification: FileVerification?
  /// Elements that can't be examined, so that they may have failed.
  var unreadable = UnreadableElements()
  /// The sizes of all regular files below the folder, in bytes.
  var bytes = 0
  /// When something was last added.
  var newest: Timestamp?
  /// Whether the producer stored a reference to data that is gone.
  var isLost = false
  /// How many entries were skipped because they are neither files nor folders.
  var ignored = 0

  /// Notes the time of a sign of life.
  mutating func noteTime(_ time: Timestamp) {
    newest = newest.map { max($0, time) } ?? time
  }

  /// Adds what was counted of other elements of the same array.
  mutating func add(_ other: StorageCount) {
    settled = settled.addingSaturated(other.settled)
    failed = failed.addingSaturated(other.failed)
    isUncountable = isUncountable || other.isUncountable
    truncated.add(other.truncated)
    if let theirs = other.verification {
      verification = verification.map { $0.adding(theirs) } ?? theirs
    }
    unreadable.add(other.unreadable)
    noteBytes(other.bytes)
    if let time = other.newest { noteTime(time) }
    isLost = isLost || other.isLost
    ignored = ignored.addingSaturated(other.ignored)
  }

  /// Adds the size of a file.
  mutating func noteBytes(_ size: Int) {
    bytes = bytes.addingSaturated(size)
  }
}

/// Files that were truncated by a kill, a crash or a full disk.
struct TruncatedFiles: Sendable {
  /// How many there are.
  private(set) var count = 0
  /// The first of them in the order of their paths: the order in which a folder lists them means
  /// nothing.
  private(set) var first: RawPath?

  /// Takes note of one.
  mutating func note(_ path: RawPath) {
    if first.map(path.precedes) ?? true { first = path }
    count += 1
  }

  /// Takes note of all of others.
  mutating func add(_ others: TruncatedFiles) {
    guard let theirs = others.first else { return }
    if first.map(theirs.precedes) ?? true { first = theirs }
    count += others.count
  }
}

/// Elements that can't be examined.
struct UnreadableElements: Sendable {
  /// How many there are.
  private(set) var count = 0
  /// Why the first can't, in the order of their paths.
  var first: InspectionError? { firstNoted?.error }

  private var firstNoted: (path: RawPath, error: InspectionError)?

  /// Takes note of all of others.
  mutating func add(_ others: UnreadableElements) {
    guard let theirs = others.firstNoted else { return }
    if firstNoted.map({ theirs.path.precedes($0.path) }) ?? true { firstNoted = theirs }
    count += others.count
  }

  /// Takes note of one.
  mutating func note(_ error: InspectionError, _ path: RawPath) {
    if firstNoted.map({ path.precedes($0.path) }) ?? true { firstNoted = (path, error) }
    count += 1
  }
}
