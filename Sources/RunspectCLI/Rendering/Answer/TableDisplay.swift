import ReadOnlyFiles

/// What a table for people depends on besides its contents.
struct TableDisplay: Sendable {
  /// The columns of the terminal; nil if standard output is none. Nothing is cut then.
  var columns: Int?
  /// Whether colours may be used.
  var hasColour = false
  /// The present moment, from which ages are counted.
  var now = Timestamp(seconds: 0, nanoseconds: 0)
  /// Whether moments are shown in UTC, instead of how long ago they were.
  var isUTC = false
}
