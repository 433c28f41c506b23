/// The type and the unit of the value under a key, for the manual page.
public indirect enum JSONKeyType: Sendable {
  case boolean
  case string
  /// One of these strings.
  case words([String])
  /// A moment: ISO 8601 with an offset from UTC.
  case time
  /// A path as a string; bytes that are not UTF-8 are lone surrogates.
  case path
  /// A whole number from 0.
  case count
  /// A whole number.
  case integer
  /// A whole number of bytes.
  case bytes
  /// A number.
  case number
  /// A number from 0 to 1.
  case fraction
  /// A number of seconds.
  case seconds
  /// A number per second.
  case perSecond
  case object
  case list(JSONKeyType)
  /// Either of two types.
  case either(JSONKeyType, JSONKeyType)
  /// A value that the producer or the user's code chose.
  case any

  /// Whether its values may hold others, under keys or indices.
  public var holdsOthers: Bool {
    switch self {
    case .object, .list, .any: true
    case .either(let first, let second): first.holdsOthers || second.holdsOthers
    case .boolean, .string, .words, .time, .path, .count, .integer, .bytes, .number, .fraction,
      .seconds, .perSecond:
      false
    }
  }

  /// The type as a reader is told it.
  public var text: String {
    switch self {
    case .boolean: "true or false"
    case .string: "string"
    case .words(let words): "string: " + words.joined(separator: ", ")
    case .time: "string: a time in ISO 8601"
    case .path: "string: a path"
    case .count: "whole number"
    case .integer: "whole number, possibly negative"
    case .bytes: "whole number of bytes"
    case .number: "number"
    case .fraction: "number from 0 to 1"
    case .seconds: "number of seconds"
    case .perSecond: "number per second"
    case .object: "object"
    case .list(let items): "array, items: " + items.text
    case .either(let first, let second): first.text + "; or " + second.text
    case .any: "any JSON value"
    }
  }
}
