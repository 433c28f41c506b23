import FileFormats
import RunInspection

/// The answers of the history commands (runspect-json(5)): lists and objects under the name of the
/// record, restored data without a key.
enum HistoryAnswers {
  /// The keys of a step's execution that every layout has, in the order in which a row shows them.
  private static let timingColumns: [JSONString] = [
    "module", "experiment", "step", "start", "end", "seconds",
    "seconds_source", "error",
  ]

  static func answer(_ history: HistoryAnswer) -> Answer {
    switch history {
    case .timing(let rows, let totals):
      var sums = JSONObject()
      for total in totals { sums.set(total.module, .double(total.seconds)) }
      return .list(
        "timing", rows.map(HistoryJSON.object), others: ["totals": .object(sums)],
        columns: timingColumns, table: { HistoryTable.timing(rows, totals) })
    case .snapshots(let items):
      return .list(
        "snapshots", items.map(HistoryJSON.object),
        table: { HistoryTable.table(of: items, whenEmpty: "no snapshots\n") })
    case .changes(let items):
      return .list(
        "changes", items.map(HistoryJSON.object),
        table: { HistoryTable.table(of: items, whenEmpty: "no changes\n") })
    case .snapshot(let item): return one("snapshot", item)
    case .summary(let item): return one("summary", item)
    case .restored(let item):
      let object = HistoryJSON.object(item)
      return Answer(value: object, items: [object], table: { HistoryTable.facts(item) })
    }
  }

  private static func one(_ key: JSONString, _ item: StoredValue) -> Answer {
    let object = HistoryJSON.object(item)
    var value = JSONObject()
    value.set(key, .object(object))
    return Answer(value: value, items: [object], table: { HistoryTable.facts(item) })
  }
}
