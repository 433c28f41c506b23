import FileFormats
import RunInspection

/// Which arguments several calls of a function have in common, and in which they differ.
struct ParameterComparison {
  /// How many parameters are compared.
  private static let mostParameters = 100
  /// How many different values of a parameter are told apart.
  static let mostValues = 1_000
  /// How many of them are shown, and how long each may be, in bytes of JSON.
  fileprivate static let mostSamples = 5
  fileprivate static let longestSample = 1_000

  /// What is known of one parameter.
  fileprivate struct Parameter {
    /// How many of the calls have it.
    var callCount = 0
    /// The different values, as hash values of their JSON.
    var values: Set<Int> = []
    /// Some of them.
    var samples: [JSONValue] = []
    /// Whether every value was compared whole.
    var isWhole = true
  }

  private var parameters: [JSONString: Parameter] = [:]
  /// How many calls were compared.
  private var callCount = 0

  /// Adds the keyword arguments of a call, if they are known.
  ///
  /// - Parameter room: how many bytes may still be kept.
  mutating func add(_ arguments: StoredValue?, room: inout Int) {
    guard case .dictionary(let entries, _)? = arguments else { return }
    callCount += 1
    for entry in entries {
      guard case .string(let name) = entry.key else { continue }
      if parameters[name] == nil {
        guard parameters.count < ParameterComparison.mostParameters, room > 0 else { continue }
        room -= name.bytes.count + 256
      }
      parameters[name, default: Parameter()].add(entry.value, room: &room)
    }
  }

  /// The parameters whose values differ: how many there are, and some of them.
  var differing: JSONObject {
    object { parameter in
      guard parameter.values.count > 1 || parameter.callCount < callCount else { return nil }
      return .object([
        "n_values": .integer(parameter.values.count), "values": .array(parameter.samples),
      ])
    }
  }

  /// The parameters that have the same value in every call.
  var same: JSONObject {
    object { parameter in
      guard parameter.values.count == 1, parameter.callCount == callCount, parameter.isWhole else {
        return nil
      }
      return parameter.samples.first
    }
  }

  /// The parameters whose values look the same as far as they were compared.
  var notCompared: [JSONString] {
    object { parameter in
      let isSame = parameter.values.count == 1 && parameter.callCount == callCount
      return isSame && !parameter.isWhole ? .null : nil
    }.keys
  }

  private func object(_ value: (Parameter) -> JSONValue?) -> JSONObject {
    var object = JSONObject()
    for (name, parameter) in parameters.sorted(by: { $0.key < $1.key }) {
      if let value = value(parameter) { object.set(name, value) }
    }
    return object
  }
}

extension ParameterComparison.Parameter {
  fileprivate mutating func add(_ value: StoredValue, room: inout Int) {
    callCount += 1
    if !value.isWhole { isWhole = false }
    guard values.count < ParameterComparison.mostValues, room > 0 else {
      isWhole = false
      return
    }
    let json = StoredValueJSON.value(value)
    let text = JSONWriter.text(json)
    guard values.insert(text.hashValue).inserted else { return }
    room -= 32
    guard samples.count < ParameterComparison.mostSamples else { return }
    let fits = text.count <= ParameterComparison.longestSample
    samples.append(fits ? json : StoredValueJSON.value(.elided))
    // Values in memory are larger than their text.
    room -= fits ? 8 * text.count : 64
  }
}

extension StoredValue {
  /// Whether nothing of the value was left out, so that two values that look the same are.
  fileprivate var isWhole: Bool {
    switch self {
    case .bytes(let bytes, let count): bytes.count == count
    case .list(let items, let count), .tuple(let items, let count), .set(let items, let count),
      .array(_, _, let items, let count), .elements(let items, _, let count):
      items.count == count && items.allSatisfy(\.isWhole)
    case .dictionary(let entries, let count):
      entries.count == count && entries.allSatisfy { $0.key.isWhole && $0.value.isWhole }
    case .object(_, let parts): parts.allSatisfy(\.value.isWhole)
    case .tagged(let form, let parts): form != .parquet && parts.list.allSatisfy(\.value.isWhole)
    case .elided, .unreadable, .missing: false
    case .none, .bool, .integer, .float, .complex, .string, .moment, .duration, .masked, .failure,
      .global, .cycle:
      true
    }
  }
}
