import ReadOnlyFiles

/// What the folder of an array holds.
struct StorageCount {
  /// Elements that are settled, stored errors included; files that are cut short hold none.
  var settled = 0
  /// Elements that are stored errors.
  var failed = 0
  /// Whether the elements can't be told, because the one file that holds them all is cut short.
  var isUncountable = false
  /// Files that are cut short.
  var truncated = TruncatedFiles()
  /// What verifying found; nil where it was not asked for.
  var verification: StoredFileVerification?
  /// Elements that can't be looked at, so that they may have failed.
  var unreadable = UnreadableElements()
  /// The sizes of all regular files below the folder, in bytes.
  var bytes = 0
  /// When something was last added.
  var newest: Timestamp?
  /// Whether the producer stored a reference to data that is gone.
  var isLost = false
  /// How many entries were passed over because they are neither files nor folders.
  var ignored = 0

  /// Takes note of a time of a sign of life.
  mutating func noteTime(_ time: Timestamp) {
    newest = newest.map { max($0, time) } ?? time
  }

  /// Takes note of the size of a file.
  mutating func noteBytes(_ size: Int) {
    bytes = bytes.addingSaturated(size)
  }
}

/// Files that are cut short, by a kill, a crash or a full disk.
struct TruncatedFiles {
  /// How many there are.
  private(set) var count = 0
  /// The first of them.
  private(set) var first: RawPath?

  /// Takes note of one.
  mutating func note(_ path: @autoclosure () -> RawPath) {
    if first == nil { first = path() }
    count += 1
  }
}

/// Elements that can't be looked at.
struct UnreadableElements {
  /// How many there are.
  private(set) var count = 0
  /// Why the first can't.
  private(set) var first: InspectionError?

  /// Takes note of one.
  mutating func note(_ error: InspectionError) {
    if first == nil { first = error }
    count += 1
  }
}
