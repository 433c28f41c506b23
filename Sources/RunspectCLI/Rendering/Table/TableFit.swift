/// Fits rows to the width of a terminal: leaves out columns, and cuts the widest.
struct TableFit {
  /// How many columns of the terminal lie between two columns of the table.
  static let gap = 2

  /// The columns that are shown, in their order.
  private(set) var shown: [Int]
  /// The width of each column of the table, shown or not.
  private(set) var widths: [Int]

  /// - Parameter isEmpty: whether there is nothing in any cell of a column.
  /// - Parameter available: the width of the terminal; nil if there is none, and nothing is cut.
  init(
    _ columns: [TableColumn], widths natural: [Int], isEmpty: [Bool], available: Int?
  ) {
    widths = natural
    shown = Array(columns.indices)
    guard let available else { return }
    shown.removeAll { columns[$0].rank != nil && isEmpty[$0] }
    func least(_ column: Int) -> Int {
      columns[column].isCuttable ? min(natural[column], columns[column].least) : natural[column]
    }
    func total(_ width: (Int) -> Int) -> Int {
      shown.reduce(0) { $0 + width($1) } + TableFit.gap * max(0, shown.count - 1)
    }
    while total(least) > available,
      let last = shown.filter({ columns[$0].rank != nil })
        .max(by: { columns[$0].rank ?? 0 < columns[$1].rank ?? 0 })
    {
      shown.removeAll { $0 == last }
    }
    var excess = total { natural[$0] } - available
    // Not below what each needs to be of use, if that is enough; else down to a single character.
    cut(&excess, columns.map { $0.isCuttable ? $0.least : .max })
    cut(&excess, columns.map { $0.isCuttable ? 1 : .max })
  }

  /// Cuts the widest columns until the rows fit, or until no column is wider than it has to be.
  private mutating func cut(_ excess: inout Int, _ least: [Int]) {
    while excess > 0,
      let widest = shown.filter({ widths[$0] > least[$0] }).max(by: { widths[$0] < widths[$1] })
    {
      // Down to the next widest one at once, so that very wide cells take no more steps.
      let others = shown.filter { widths[$0] > least[$0] && $0 != widest }
      let next = max(least[widest], others.map { widths[$0] }.max() ?? 0)
      let step = min(excess, max(1, widths[widest] - next))
      widths[widest] -= step
      excess -= step
    }
  }
}
