import Foundation
import TestSupport

/// What the real producers left, and what is expected of it.
enum Fixtures {
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("fixtures")

  /// The names of the recorded runs of a layout.
  ///
  /// - Parameter least: how many of them there must be; a test with fewer cases fails.
  /// - Parameter isWanted: which of them are wanted; all where it is left out.
  static func names(
    _ layout: String, atLeast least: Int, where isWanted: (String) -> Bool = { _ in true }
  ) throws -> [String] {
    let folder = root.appendingPathComponent("runs/" + layout).path
    let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    return try RecordedCases.checked(
      names.filter(isWanted), atLeast: least, from: "fixtures/runs/" + layout)
  }

  /// Copies a recorded run and gives its files the recorded time; a heartbeat is an hour older than
  /// the rest, which no clone of the repository would keep.
  static func copy(
    _ layout: String, _ name: String, to folder: TemporaryFolder, as target: String
  ) throws {
    try folder.copy(from: root.appendingPathComponent("runs/\(layout)/\(name)"), to: target)
    folder.setTimes(below: target) { file in
      file == "pipefunc_status.json" ? .hourEarlier : .recorded
    }
  }

  /// A document, which is parsed once for all tests.
  static func json(_ path: String) throws -> JSON {
    try documents.document(path) {
      try JSON(parsing: try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8))
    }
  }

  private static let documents = ParsedDocuments()

  /// Compares with a recorded text, or records it when `RUNSPECT_RECORD` is set.
  static func matchesRecording(_ path: String, _ text: String) throws -> Bool {
    try FixtureFile.matchesRecording(path, text)
  }
}

/// Documents by their paths.
private final class ParsedDocuments: @unchecked Sendable {
  private let lock = NSLock()
  private var parsed: [String: JSON] = [:]

  func document(_ path: String, _ parse: () throws -> JSON) throws -> JSON {
    try lock.withLock {
      if let known = parsed[path] { return known }
      let document = try parse()
      parsed[path] = document
      return document
    }
  }
}

extension Outcome {
  /// What is said on standard error about an answer that is an error: its sentence once more.
  var sentence: String {
    (try? JSON(parsing: stdout))?["error"]?.string.map { "runspect: \($0)\n" } ?? ""
  }
}

/// A JSON value as the system's own parser reads it, so that our parser is not its own judge.
enum JSON: Equatable, Sendable {
  case null
  case bool(Bool)
  case number(Double)
  case string(String)
  case array([JSON])
  case object([String: JSON])

  init(_ value: some Any) {
    switch value {
    case let number as NSNumber:
      let isBool = String(cString: number.objCType) == "c"
      self = isBool ? .bool(number.boolValue) : .number(number.doubleValue)
    case let string as String: self = .string(string)
    case let array as [Any]: self = .array(array.map { JSON($0) })
    case let object as [String: Any]: self = .object(object.mapValues { JSON($0) })
    default: self = .null
    }
  }

  /// Python's texts may hold a lone surrogate, which the system's parser refuses; in the fixtures it is
  /// always the same.
  init(parsing text: String) throws {
    // Most texts hold none, and searching a long one for the expression takes seconds.
    let readable =
      text.range(of: #"\ud800"#) == nil
      ? text
      : text.replacingOccurrences(
        of: #"(?<!\\)\\ud800"#, with: #"\\ufffd"#, options: .regularExpression)
    self.init(
      try JSONSerialization.jsonObject(with: Data(readable.utf8), options: .fragmentsAllowed))
  }

  subscript(key: String) -> JSON? {
    if case .object(let object) = self { return object[key] }
    return nil
  }

  var object: [String: JSON] {
    if case .object(let object) = self { return object }
    return [:]
  }

  var array: [JSON] {
    if case .array(let array) = self { return array }
    return []
  }

  var string: String? {
    if case .string(let string) = self { return string }
    return nil
  }

  var number: Double? {
    if case .number(let number) = self { return number }
    return nil
  }

  var bool: Bool? {
    if case .bool(let bool) = self { return bool }
    return nil
  }
}
