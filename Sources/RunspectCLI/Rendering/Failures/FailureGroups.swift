import FileFormats
import ReadOnlyFiles
import RunInspection

/// Failures that are counted in groups, in memory that does not grow with their number.
struct FailureGroups {
  /// What they are grouped by.
  let fields: [FailureField]
  /// The groups by what their members have in common.
  private var groups: [Key: FailureGroup] = [:]
  /// How many failures are in none of the groups, because there are too many groups.
  private(set) var ungroupedCount = 0
  /// How many bytes may still be kept.
  private var room = 32 << 20

  /// The most groups that are kept.
  private static let mostGroups = 10_000

  /// What the members of a group have in common.
  struct Key: Hashable {
    let kind: Failure.Kind
    /// The values of the fields in their order.
    let values: [JSONString?]
  }

  init(by fields: [FailureField]) {
    self.fields = fields
  }

  /// Counts a failure in its group.
  ///
  /// - Parameter run: the run folder, if there are several runs.
  mutating func add(_ failure: Failure, run: RawPath?) {
    let key = Key(kind: failure.kind, values: fields.map { $0.value(of: failure) })
    if groups[key] == nil {
      guard groups.count < FailureGroups.mostGroups, room > 0 else {
        ungroupedCount = ungroupedCount.addingSaturated(max(1, failure.count ?? 1))
        return
      }
      room -= 1_024 + key.values.reduce(0) { $0 + ($1?.bytes.count ?? 0) }
      groups[key] = FailureGroup(failure, run: run, room: &room)
    }
    groups[key]?.add(failure, run: run, room: &room)
  }

  /// The groups, those with the most members first; equally large ones in the order of their keys.
  var sorted: [(key: Key, group: FailureGroup)] {
    groups.map { (key: $0.key, group: $0.value) }.sorted {
      $0.group.count == $1.group.count ? $0.key < $1.key : $0.group.count > $1.group.count
    }
  }
}

extension FailureGroups.Key: Comparable {
  /// By the values in their order, and then by the kind; no value comes before any.
  static func < (left: FailureGroups.Key, right: FailureGroups.Key) -> Bool {
    for (mine, other) in zip(left.values, right.values) where mine != other {
      guard let other else { return false }
      return mine.map { $0 < other } ?? true
    }
    return left.kind.rawValue < right.kind.rawValue
  }
}

/// Failures that have something in common.
struct FailureGroup {
  /// How many there are.
  private(set) var count = 0
  /// Where the first of them are.
  private(set) var places: [Place] = []
  /// What their inputs have in common.
  private(set) var inputs = ParameterComparison()
  /// The first of them.
  let example: JSONObject
  /// The end of its traceback, if tracebacks were asked for.
  let exampleTraceback: JSONString?

  /// How many places are kept.
  private static let mostPlaces = 20
  /// How much of the message of the example is kept, in bytes.
  private static let longestMessage = 4_096
  /// How much of the traceback of the example is kept, in bytes.
  private static let longestTraceback = 8_192

  /// Where a failure is.
  struct Place {
    let run: RawPath?
    let output: JSONString?
    let index: Int?
    let coordinates: [Int]?
  }

  fileprivate init(_ failure: Failure, run: RawPath?, room: inout Int) {
    let message = FailureField.message(of: failure).map {
      MessagePattern.cut($0, to: FailureGroup.longestMessage)
    }
    room -= message?.bytes.count ?? 0
    var example = Place(failure, run).json
    example.set("function", .optional(failure.function))
    example.set("message", .optional(message))
    example.set("timestamp", .optional(failure.timestamp))
    example.set("type", .optional(failure.type))
    self.example = example
    // What matters most stands at the end.
    exampleTraceback = failure.traceback.map {
      MessagePattern.end($0, of: FailureGroup.longestTraceback)
    }
    room -= exampleTraceback?.bytes.count ?? 0
  }

  fileprivate mutating func add(_ failure: Failure, run: RawPath?, room: inout Int) {
    count = count.addingSaturated(max(1, failure.count ?? 1))
    if places.count < FailureGroup.mostPlaces, room > 0 {
      let place = Place(failure, run)
      room -= 128 + (run?.bytes.count ?? 0) + (failure.output?.bytes.count ?? 0)
      places.append(place)
    }
    inputs.add(failure.keywordArguments, room: &room)
  }
}

extension FailureGroup.Place {
  init(_ failure: Failure, _ run: RawPath?) {
    self.init(
      run: run, output: failure.output, index: failure.index, coordinates: failure.coordinates)
  }

  /// The place as JSON.
  var json: JSONObject {
    var object: JSONObject = [
      "coordinates": coordinates.map { .array($0.map { .integer($0) }) } ?? .null,
      "index": .optional(index), "output": .optional(output),
    ]
    if let run { object.set("run", .string(JSONString(fileSystemBytes: run.bytes))) }
    return object
  }

  /// The place for people, such as `r1: y[2, 0]`.
  ///
  /// - Parameter run: what to call the run; nil to leave it out.
  func text(run: RawPath?) -> String {
    (run.map { "\($0): " } ?? "") + text(output: "the run", separator: ", ")
  }

  /// The place in one word, such as `r1:y[2,0]`.
  var word: String {
    (run.map { "\($0.lastName):" } ?? "") + text(output: "run", separator: ",")
  }

  /// - Parameter none: what to call an output that there is not.
  private func text(output none: String, separator: String) -> String {
    var text = output?.description ?? none
    if let indices = coordinates ?? index.map({ [$0] }), !indices.isEmpty {
      text += "[" + indices.map(String.init).joined(separator: separator) + "]"
    }
    return text
  }
}
