/// A column of a table for people.
struct TableColumn: Equatable, Sendable {
  /// On which side the cells stand.
  enum Alignment: Sendable {
    case left
    case right
    /// On the right if every cell is a number, or nothing.
    case byCells
  }

  /// The heading.
  var heading: String
  /// On which side the cells stand.
  var alignment = Alignment.left
  /// Whether its cells may be cut where the terminal is too narrow.
  var isCuttable = false
  /// To how many columns of the terminal they are cut before columns of the table are left out.
  var least = 12
  /// Where the terminal is too narrow, the column with the highest rank is left out first; nil for one
  /// that always stays.
  var rank: Int?

  init(
    _ heading: String, _ alignment: Alignment = .left, isCuttable: Bool = false, least: Int = 12,
    rank: Int? = nil
  ) {
    self.least = least
    self.heading = heading
    self.alignment = alignment
    self.isCuttable = isCuttable
    self.rank = rank
  }
}
