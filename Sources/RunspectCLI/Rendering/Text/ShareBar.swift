/// Fractions as bars, without spaces, so that programs that split lines at spaces see one word.
enum ShareBar {
  private static let full: Character = "█"
  private static let rest: Character = "░"
  /// The last part of a bar in eighths of a character.
  private static let eighths: [Character] = ["░", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]

  /// A bar; full only if the share is 1.
  ///
  /// - Parameter width: its length in characters.
  static func text(_ share: Double?, width: Int) -> String {
    guard let share, share >= 0, share <= 1 else { return String(repeating: "?", count: width) }
    let steps = Int(share * Double(width * 8))
    let filled = String(repeating: full, count: steps / 8)
    guard steps / 8 < width else { return filled }
    return filled + String(eighths[steps % 8])
      + String(repeating: rest, count: width - steps / 8 - 1)
  }

  /// A stretch of an axis from 0 to 1, at least one character long.
  static func text(_ span: ClosedRange<Double>, width: Int) -> String {
    func place(_ share: Double) -> Int {
      share.isNaN ? 0 : Int((min(max(share, 0), 1) * Double(width)).rounded())
    }
    let start = min(place(span.lowerBound), width - 1)
    let end = max(place(span.upperBound), start + 1)
    return String(repeating: "·", count: start) + String(repeating: full, count: end - start)
      + String(repeating: "·", count: width - end)
  }
}
