import FileFormats
import RunInspection

/// The history of a run as a table for people.
enum HistoryTable {
  /// The most columns of a table; no producer has as many fields.
  static let mostColumns = 64

  /// The steps, and the total of each module.
  static func timing(_ rows: [StepTiming], _ totals: [ModuleTotal]) -> Table {
    let spans = TimeAxis.spans(of: rows)
    let cells: [[TableCell]] = zip(rows, spans).map { row, span in
      [
        .text(cell(row.module)), .text(cell(row.experiment)), .text(cell(row.step)),
        .text(seconds(row.seconds)), .span(span), .text(row.secondsSource?.rawValue ?? ""),
        .text(row.error.map { TerminalText.escaped($0) } ?? "-"),
      ]
    }
    var table = Table.grid(timingColumns, cells, whenEmpty: "no timing\n")
    if !rows.isEmpty, !totals.isEmpty {
      let sums = totals.map { [cell($0.module), seconds($0.seconds)] }
      table.parts += Table.grid(["TOTAL", "SECONDS"], sums, rightAligned: [1]).parts
    }
    let notes = SecondsSource.allCases.filter { source in
      rows.contains { $0.secondsSource == source }
    }
    .compactMap(note)
    if !notes.isEmpty { table.parts.append(.text(notes.joined())) }
    return table
  }

  private static let timingColumns = [
    TableColumn("MODULE", isCuttable: true), TableColumn("EXPERIMENT", isCuttable: true, rank: 3),
    TableColumn("STEP", isCuttable: true, rank: 2), TableColumn("SECONDS", .right),
    TableColumn("TIMELINE", rank: 1), TableColumn("SOURCE", rank: 5),
    TableColumn("ERROR", isCuttable: true, rank: 4),
  ]

  /// What is to be known about seconds that were not measured.
  private static func note(_ source: SecondsSource) -> String? {
    switch source {
    case .heartbeat: nil
    case .upperBound: "upper_bound: not measured; it took at most as long, and possibly much less\n"
    case .parts:
      "parts: the sum of the parts of a resumed run, of which the first is extrapolated\n"
    }
  }

  /// Objects in columns by the names of their fields, which differ between producers. Fields with
  /// objects or lists are left out.
  static func table(of items: [StoredValue], whenEmpty: String) -> Table {
    var names: [JSONString] = []
    var seen: Set<JSONString> = []
    var hasMore = false
    for item in items {
      for field in fields(item) where plain(field.value) != nil && !seen.contains(field.name) {
        guard names.count < mostColumns else {
          hasMore = true
          continue
        }
        seen.insert(field.name)
        names.append(field.name)
      }
    }
    let rows = items.map { item in
      var cells: [JSONString: String] = [:]
      for field in fields(item) where seen.contains(field.name) {
        cells[field.name] = plain(field.value)
      }
      return names.map { cells[$0] ?? "" }
    }
    var table = Table.grid(names.map { cell($0).uppercased() }, rows, whenEmpty: whenEmpty)
    if hasMore {
      table.parts.append(
        .text("There are more than \(mostColumns) fields, the most that are shown.\n"))
    }
    return table
  }

  /// One object, with a line for each field.
  static func facts(_ item: StoredValue) -> Table {
    let facts = fields(item).map { field in
      (
        name: cell(field.name),
        value: TableCell.text(
          plain(field.value)
            ?? String(decoding: JSONWriter.text(StoredValueJSON.value(field.value)), as: UTF8.self))
      )
    }
    return .facts(facts, whenEmpty: "nothing\n")
  }

  private static func fields(_ item: StoredValue) -> [(name: JSONString, value: StoredValue)] {
    guard case .dictionary(let entries, _) = item else { return [] }
    return entries.compactMap { entry in
      if case .string(let name) = entry.key { return (name, entry.value) }
      return nil
    }
  }

  /// The text of a value that fits in a cell; nil for objects and lists.
  private static func plain(_ value: StoredValue) -> String? {
    switch value {
    case .none: "-"
    case .bool(let value): value ? "yes" : "no"
    case .integer(let digits): digits
    case .float(let value): PythonFloat.representation(value)
    case .string(let text): cell(text)
    default: nil
    }
  }

  private static func cell(_ text: JSONString?) -> String {
    text.map { TerminalText.escaped($0) } ?? ""
  }

  /// Seconds with three decimals.
  private static func seconds(_ seconds: Double?) -> String {
    guard let seconds, seconds.magnitude < 1e12 else { return "" }
    let thousandths = Int((seconds * 1_000).rounded())
    let fraction = "\(thousandths.magnitude % 1_000)"
    return (thousandths < 0 ? "-" : "") + "\(thousandths.magnitude / 1_000)."
      + String(repeating: "0", count: 3 - fraction.count) + fraction
  }
}
