import FileFormats
import RunInspection

/// The history of a run as a table for people.
enum HistoryTable {
  /// The most columns of a table; no producer has as many fields.
  private static let mostColumns = 64

  static func text(_ answer: HistoryAnswer) -> String {
    switch answer {
    case .timing(let rows, let totals): timing(rows, totals)
    case .snapshots(let items): table(items, none: "no snapshots\n")
    case .changes(let items): table(items, none: "no changes\n")
    case .snapshot(let item), .summary(let item), .restored(let item): facts(item)
    }
  }

  private static func timing(_ rows: [StepTiming], _ totals: [ModuleTotal]) -> String {
    guard !rows.isEmpty else { return "no timing\n" }
    let heading = ["MODULE", "EXPERIMENT", "STEP", "SECONDS", "ERROR"]
    let lines = rows.map { row in
      [
        cell(row.module), cell(row.experiment), cell(row.step), seconds(row.seconds),
        cell(row.error),
      ]
    }
    let sums = totals.map { [cell($0.module), seconds($0.seconds)] }
    return TerminalText.columns([heading] + lines, rightAligned: [3])
      + (sums.isEmpty
        ? "" : "\n" + TerminalText.columns([["TOTAL", "SECONDS"]] + sums, rightAligned: [1]))
  }

  /// Objects under the names of their fields, which differ from one producer to the next; fields that
  /// hold objects or lists are left to JSON.
  private static func table(_ items: [StoredValue], none: String) -> String {
    guard !items.isEmpty else { return none }
    var names: [JSONString] = []
    var seen: Set<JSONString> = []
    for item in items {
      for field in fields(item) where names.count < mostColumns && plain(field.value) != nil {
        if seen.insert(field.name).inserted { names.append(field.name) }
      }
    }
    let rows = items.map { item in
      var cells: [JSONString: String] = [:]
      for field in fields(item) where seen.contains(field.name) {
        cells[field.name] = plain(field.value)
      }
      return names.map { cells[$0] ?? "" }
    }
    return TerminalText.columns([names.map { cell($0).uppercased() }] + rows)
  }

  /// One object: a line a field.
  private static func facts(_ item: StoredValue) -> String {
    let rows = fields(item).map { field in
      [
        cell(field.name),
        plain(field.value)
          ?? String(decoding: JSONWriter.text(StoredValueJSON.value(field.value)), as: UTF8.self),
      ]
    }
    return rows.isEmpty ? "nothing\n" : TerminalText.columns(rows)
  }

  private static func fields(_ item: StoredValue) -> [(name: JSONString, value: StoredValue)] {
    guard case .dictionary(let entries, _) = item else { return [] }
    return entries.compactMap { entry in
      if case .string(let name) = entry.key { return (name, entry.value) }
      return nil
    }
  }

  /// The text of a value that takes a cell; nil for objects and lists.
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
    text.map(TerminalText.escaped) ?? ""
  }

  /// Seconds to a millisecond.
  private static func seconds(_ seconds: Double?) -> String {
    guard let seconds, seconds.magnitude < 1e12 else { return "" }
    let thousandths = Int((seconds * 1_000).rounded())
    let fraction = "\(thousandths.magnitude % 1_000)"
    return (thousandths < 0 ? "-" : "") + "\(thousandths.magnitude / 1_000)."
      + String(repeating: "0", count: 3 - fraction.count) + fraction
  }
}
