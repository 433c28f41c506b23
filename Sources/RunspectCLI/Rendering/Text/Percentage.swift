/// Fractions as people read them.
enum Percentage {
  /// A fraction from 0 to 1 in per cent, rounded down, so that 100 means all; for any other number, that of
  /// the nearer end.
  ///
  /// As a binary number, 0.29 is slightly less than 29 hundredths, so a percentage that is this close
  /// to the next whole number is rounded up to it.
  static func wholePercent(_ share: Double) -> Int {
    let percent = share > 0 ? min(share, 1) * 100 : 0
    let next = percent.rounded()
    return Int(next - percent < 1e-9 && next > percent && next < 100 ? next : percent)
  }
}
