/// Shares as people read them.
enum Percentage {
  /// A share from 0 to 1 in per cent, rounded down, so that 100 means all.
  ///
  /// A share such as 0.29 is a little less than 29 hundredths as a binary number; what is that close to
  /// the next whole number is taken for it.
  static func wholePercent(_ share: Double) -> Int {
    let percent = share * 100
    let next = percent.rounded()
    return Int(next - percent < 1e-9 && next > percent && next < 100 ? next : percent)
  }
}
