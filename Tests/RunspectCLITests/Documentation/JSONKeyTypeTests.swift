import Foundation
import RunInspection
import TestSupport
import Testing

@testable import RunspectCLI

/// What the manual says about types, units and null is what the recorded answers hold.
@Suite struct JSONKeyTypeTests {
  /// The declarations of the keys in some sections, and in those of all layouts.
  private static func declared(_ titles: [String]) -> [String: [DocumentedKey]] {
    let sections =
      JSONKeys.sections.filter { titles.contains($0.title) } + DocumentedKeys.ofLayouts
    return Dictionary(grouping: sections.flatMap(\.keys), by: \.name.description)
  }

  private static func holds(_ value: Any, _ type: JSONKeyType) -> Bool {
    let number = value as? NSNumber
    let isBoolean = number.map { String(cString: $0.objCType) == "c" } ?? false
    let double = isBoolean ? nil : number?.doubleValue
    switch type {
    case .any: return true
    case .boolean: return isBoolean
    case .string, .path: return value is String
    case .words(let words): return (value as? String).map(words.contains) ?? false
    case .time: return (value as? String).map { $0.contains("-") && $0.contains("T") } ?? false
    case .count, .bytes: return double.map { $0 >= 0 && $0 == $0.rounded() } ?? false
    case .integer: return double.map { $0 == $0.rounded() } ?? false
    case .number: return double != nil
    case .seconds, .perSecond: return double.map { $0 >= 0 } ?? false
    case .fraction: return double.map { (0...1).contains($0) } ?? false
    case .object: return value is [String: Any]
    case .list(let items):
      return (value as? [Any])?.allSatisfy { $0 is NSNull || holds($0, items) } ?? false
    case .either(let first, let second): return holds(value, first) || holds(value, second)
    }
  }

  /// The keys of an object that are not what the manual says, and those that it says nothing about.
  private static func faults(
    _ object: [String: Any], _ keys: [String: [DocumentedKey]]
  ) -> [String] {
    object.sorted { $0.key < $1.key }.compactMap { key, value in
      guard let declarations = keys[key] else { return "\(key) is not documented" }
      let isTrue = declarations.contains { declaration in
        value is NSNull
          ? declaration.nullness != nil : declaration.type.map { holds(value, $0) } ?? false
      }
      return isTrue ? nil : "\(key): \(value)"
    }
  }

  /// The recorded answers in a folder that the system's own parser reads. It refuses lone surrogates.
  private static func answers(_ folder: String, atLeast least: Int) throws -> [(
    String, [String: Any]
  )] {
    let url = FixtureFile.folder.appendingPathComponent("expected/" + folder)
    let files = try FileManager.default.contentsOfDirectory(atPath: url.path).sorted()
    let answers = try files.compactMap { file -> (String, [String: Any])? in
      let data = try Data(contentsOf: url.appendingPathComponent(file))
      let object = try? JSONSerialization.jsonObject(with: data) as? [String: Any]
      return object.map { (file, $0) }
    }
    return try RecordedCases.checked(answers, atLeast: least, from: url.path)
  }

  @Test(arguments: [
    ("pipefunc", 167), ("rocketride", 20), ("krixik", 10), ("sacred", 16), ("dbt", 18),
    ("papermill", 19),
  ])
  func aStatusIsWhatTheManualSays(_ folder: String, _ least: Int) throws {
    let ofRun = JSONKeyTypeTests.declared(["A run"])
    let ofOutput = JSONKeyTypeTests.declared(["An output"])
    for (file, run) in try JSONKeyTypeTests.answers(folder, atLeast: least) {
      #expect(JSONKeyTypeTests.faults(run, ofRun) == [], "\(file)")
      for case let (name, output as [String: Any]) in run["outputs"] as? [String: Any] ?? [:] {
        #expect(JSONKeyTypeTests.faults(output, ofOutput) == [], "\(file), \(name)")
      }
    }
  }

  @Test func errorsAreWhatTheManualSays() throws {
    let keys = JSONKeyTypeTests.declared(["Errors"])
    for (file, answer) in try JSONKeyTypeTests.answers("pipefunc-errors", atLeast: 3) {
      #expect(JSONKeyTypeTests.faults(answer, keys) == [], "\(file)")
      for case let failure as [String: Any] in answer["errors"] as? [Any] ?? [] {
        #expect(JSONKeyTypeTests.faults(failure, keys) == [], "\(file)")
        for case let cause as [String: Any] in failure["causes"] as? [Any] ?? [] {
          #expect(JSONKeyTypeTests.faults(cause, keys) == [], "\(file)")
        }
      }
    }
  }

  /// The answers in the recorded sessions of PETsARD runs, by their commands.
  private static func sessions() throws -> [(command: String, answer: [String: Any])] {
    let folder = FixtureFile.folder.appendingPathComponent("expected/petsard")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    return try files.flatMap { file in
      let text = try String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8)
      return text.components(separatedBy: "$ runspect ").compactMap { part in
        let json = part.drop { $0 != "{" }.components(separatedBy: "\n}\n").first.map { $0 + "\n}" }
        let object = json.flatMap {
          try? JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
        }
        return object.map { (String(part.prefix { $0 != " " }), $0) }
      }
    }
  }

  @Test func theHistoryIsWhatTheManualSays() throws {
    let titles = ["status": "A run", "errors": "Errors", "timing": "A step"]
    var seen: [String: Int] = [:]
    for (command, answer) in try JSONKeyTypeTests.sessions() {
      guard let title = titles[command], answer["error"] == nil else { continue }
      let keys = JSONKeyTypeTests.declared([title])
      if command == "status" {
        seen[command, default: 0] += 1
        #expect(JSONKeyTypeTests.faults(answer, keys) == [])
      }
      for case let item as [String: Any] in answer[command] as? [Any] ?? [] {
        seen[command, default: 0] += 1
        #expect(JSONKeyTypeTests.faults(item, keys) == [])
      }
    }
    #expect(seen["status"] ?? 0 >= 40 && seen["timing"] ?? 0 >= 100 && seen["errors"] ?? 0 >= 8)
  }

  /// Every sentence on null and on absence goes on after that word, and has no full stop of its own.
  @Test func theSentencesFitTogether() {
    for key in JSONKeys.sections.flatMap(\.keys) {
      for part in [key.nullness, key.absence].compactMap({ $0 }) {
        #expect(!part.hasSuffix(".") && part.first?.isLowercase == true, "\(key.name): \(part)")
      }
      #expect(key.meaning.hasSuffix("."), "\(key.name): \(key.meaning)")
      #expect(!key.meaning.contains("null if"), "\(key.name): \(key.meaning)")
    }
  }
}
