import ReadOnlyFiles

extension Timestamp {
  /// A moment in seconds since 1970-01-01T00:00:00Z; nil outside of the years 1970 to 9999, and for
  /// zero, which producers write for a moment that has not come yet.
  init?(unixSeconds: Double) {
    guard unixSeconds > 0, unixSeconds < 253_402_300_800 else { return nil }
    let whole = unixSeconds.rounded(.down)
    self.init(
      seconds: Int64(whole), nanoseconds: Int32(((unixSeconds - whole) * 1e9).rounded(.down)))
  }

  /// Seconds since 1970-01-01T00:00:00Z, exact to about a microsecond.
  var unixSeconds: Double { Double(seconds) + Double(nanoseconds) / 1e9 }
}
