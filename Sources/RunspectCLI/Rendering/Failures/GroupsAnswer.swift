import FileFormats
import RunInspection

/// The answer of `errors --group-by`.
enum GroupsAnswer {
  /// - Parameter limit: the most groups to show.
  /// - Parameter counts: what was counted over all runs.
  static func answer(
    _ groups: FailureGroups, limit: Int?, counts: FailureCounts, roots: Bool, isOneRun: Bool
  ) -> Answer {
    let sorted = groups.sorted
    let shown = sorted.prefix(limit ?? sorted.count)
    var warnings = counts.warnings
    if groups.ungroupedCount > 0 {
      warnings.append(
        "\(Words.count(groups.ungroupedCount, "error")) \(Words.be(groups.ungroupedCount)) "
          + "in none of the groups, which are too many")
    }
    var others = counts.json(roots: roots, isOneRun: isOneRun)
    others.set(
      "group_by", .array(groups.fields.map { .string(JSONString($0.rawValue)) }))
    others.set("n_groups", .integer(sorted.count))
    others.set("warnings", .array(warnings.map { .string(JSONString($0)) }))
    let fields = groups.fields.map { JSONString($0.rawValue) }
    var answer = Answer.list(
      "groups", shown.map { object($0.key, $0.group, groups.fields) }, others: others,
      columns: ["count", "kind"] + fields + ["where", "differing", "same", "example"],
      table: {
        table(
          Array(shown), of: sorted.count, groups.fields,
          whenEmpty: counts.isWhole ? FailureTable.whenEmpty : FailureTable.whenUnknown)
      },
      remarks: warnings.map { "warning: " + $0 })
    answer.summary = SummaryLine(
      headline: Words.count(counts.failureCount, "element") + " failed",
      rest: " in \(Words.count(sorted.count, "group"))")
    return answer
  }

  private static func object(
    _ key: FailureGroups.Key, _ group: FailureGroup, _ fields: [FailureField]
  ) -> JSONObject {
    var object: JSONObject = [
      "count": .integer(group.count), "differing": .object(group.inputs.differing),
      "example": .object(group.example), "kind": .string(JSONString(key.kind.rawValue)),
      "same": .object(group.inputs.same),
      "where": .array(group.places.map { .object($0.json) }),
    ]
    for (field, value) in zip(fields, key.values) {
      object.set(JSONString(field.rawValue), .optional(value))
    }
    let notCompared = group.inputs.notCompared
    if !notCompared.isEmpty {
      object.set("not_compared", .array(notCompared.map { .string($0) }))
    }
    return object
  }

  // MARK: - For people

  /// How many places a row names, and how long the values of its inputs may be, in characters.
  private static let mostPlaces = 3
  private static let longestInputs = 60

  private static func table(
    _ shown: [(key: FailureGroups.Key, group: FailureGroup)], of count: Int,
    _ fields: [FailureField],
    whenEmpty: String
  ) -> Table {
    // The message comes last: it may hold spaces.
    let words = fields.indices.filter { fields[$0] != .message }
    let sentences = fields.indices.filter { fields[$0] == .message }
    func heading(_ positions: [Int]) -> [String] {
      positions.map { fields[$0].rawValue.uppercased() }
    }
    let rows = shown.map { key, group in
      func cells(_ positions: [Int]) -> [String] {
        positions.map { key.values[$0].map { TerminalText.escaped($0) } ?? "" }
      }
      return ["\(group.count)", key.kind.rawValue] + cells(words)
        + [TerminalText.escaped(JSONString(places(group))), differing(group)] + cells(sentences)
    }
    var table = Table.grid(
      ["COUNT", "KIND"] + heading(words) + ["WHERE", "DIFFERING"] + heading(sentences), rows,
      rightAligned: [0], whenEmpty: whenEmpty)
    if !rows.isEmpty, count > shown.count {
      table.parts.append(.text("and \(count - shown.count) more groups\n"))
    }
    return table
  }

  private static func places(_ group: FailureGroup) -> String {
    // The last name of a run is enough for people; `where` has the whole path.
    var names = group.places.prefix(mostPlaces).map(\.word)
    if group.count > names.count { names.append("+\(group.count - names.count)") }
    return names.joined(separator: ",")
  }

  private static func differing(_ group: FailureGroup) -> String {
    let inputs = group.inputs.differing
    return inputs.keys.map { name in
      guard case .object(let facts)? = inputs[name], let values = facts["values"],
        case .integer(let count)? = facts["n_values"]
      else { return "" }
      let text = String(decoding: JSONWriter.text(values), as: UTF8.self)
      let isLong = text.count > longestInputs
      let shown = isLong ? String(text.prefix(longestInputs)) + "..." : text
      return TerminalText.escaped(name) + "(\(count)):" + TerminalText.escaped(JSONString(shown))
    }.joined(separator: ";")
  }
}
