/// Fits rows to the width of a terminal: leaves out columns, and cuts the widest.
struct TableFit {
  /// How many columns of the terminal lie between two columns of the table.
  static let gap = 2
  /// How far a column is cut at most before others are left out.
  private static let narrowest = 12

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
      columns[column].isCuttable ? min(natural[column], TableFit.narrowest) : natural[column]
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
    while excess > 0,
      let widest = shown.filter({ columns[$0].isCuttable && widths[$0] > 1 })
        .max(by: { widths[$0] < widths[$1] })
    {
      // Down to the next widest one at once, so that very wide cells take no more steps.
      let others = shown.filter { columns[$0].isCuttable && $0 != widest }
      let next = others.map { widths[$0] }.max() ?? 1
      let step = min(excess, max(1, widths[widest] - max(next, 1)), widths[widest] - 1)
      widths[widest] -= step
      excess -= step
    }
  }
}
