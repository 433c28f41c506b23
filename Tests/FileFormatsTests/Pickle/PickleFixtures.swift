import Foundation
import Testing

@testable import FileFormats

/// The pickles that `fixtures/generate_pickles.py` wrote.
enum PickleFixtures {
  static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("fixtures/pickles")

  /// The names of all pickles, sorted.
  static func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".pkl") }.map { String($0.dropLast(4)) }.sorted()
  }

  static func bytes(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: folder.appendingPathComponent(name + ".pkl")))
  }

  static func text(_ file: String) throws -> String {
    try String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8)
  }
}

/// The text form of a document that the fixtures use: containers and objects are numbered where
/// they first occur, and named by that number where they occur again.
struct PickleDump {
  private let document: PickleDocument
  private var numbers: [PickleReference: Int] = [:]
  private var output = ""

  static func text(_ document: PickleDocument) -> String {
    var dump = PickleDump(document: document)
    dump.write(document.root)
    return dump.output + "\n"
  }

  private init(document: PickleDocument) {
    self.document = document
  }

  private mutating func write(_ reference: PickleReference) {
    let value = document[reference]
    switch value {
    case .none: output += "none"
    case .bool(let bool): output += bool ? "true" : "false"
    case .integer(let integer): output += integer.decimalText() ?? "huge"
    case .float(let float):
      let digits = String(float.bitPattern, radix: 16)
      output += "float:" + String(repeating: "0", count: 16 - digits.count) + digits
    case .string(let bytes): output += quoted(bytes)
    case .bytes(let bytes): output += "bytes" + quoted(bytes)
    case .byteArray(let bytes): output += "bytearray" + quoted(bytes)
    case .global(let global): output += "<\(global.module) \(global.name)>"
    case .extensionCode(let code): output += "extension:\(code)"
    case .buffer(let index, let isReadOnly):
      output += "buffer:\(index)" + (isReadOnly ? ":readonly" : "")
    default:
      if let number = numbers[reference] {
        output += "#\(number)"
        return
      }
      numbers[reference] = numbers.count
      output += "#\(numbers.count - 1)="
      writeContainer(value)
    }
  }

  private mutating func writeContainer(_ value: PickleValue) {
    switch value {
    case .list(let items): group("(list", items)
    case .tuple(let items): group("(tuple", items)
    case .set(let items): group("(set", items)
    case .frozenSet(let items): group("(frozenset", items)
    case .dictionary(let entries): group("(dictionary", flat(entries))
    case .persistentIdentifier(let identifier): group("(persistent", [identifier])
    case .object(let object):
      let parts = [object.callable, object.arguments] + [object.keywordArguments].compactMap { $0 }
      group("(object", parts)
      output.removeLast()
      if !object.states.isEmpty { group(" (states", object.states) }
      if !object.listItems.isEmpty { group(" (items", object.listItems) }
      if !object.dictionaryItems.isEmpty { group(" (pairs", flat(object.dictionaryItems)) }
      output += ")"
    default: output += "?"
    }
  }

  private func flat(_ entries: [PickleEntry]) -> [PickleReference] {
    entries.flatMap { [$0.key, $0.value] }
  }

  private mutating func group(_ label: String, _ items: [PickleReference]) {
    output += label
    for item in items {
      output += " "
      write(item)
    }
    output += ")"
  }

  private func quoted(_ bytes: ArraySlice<UInt8>) -> String {
    var text = "\""
    for byte in bytes {
      if byte >= 32, byte < 127, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") {
        text.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        text += "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
      }
    }
    return text + "\""
  }
}

extension PickleDocument {
  /// How many values the pickle made, not counting the shared ones.
  var valueCount: Int { arena.nodes.count - PickleArena.sharedNodes }
}

/// The bytes of a pickle written by hand: each character is one byte.
func pickleBytes(_ text: String) -> [UInt8] {
  text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
}
