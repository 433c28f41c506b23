import FileFormats

/// A line on a node by its number, such as
/// `3 of 7 OK created sql view model main.items ......... [OK in 0.08s]`, without colours.
struct DbtStepMessage {
  /// The number of the node, from 1.
  let number: Int
  /// How many nodes there are.
  let total: Int
  /// How the node ended; nil for one that begins.
  let result: DbtNode.Result?
  /// What the line calls the node.
  let description: JSONString
  /// What is in the brackets, without the time.
  let outcome: JSONString
  /// Seconds that the node took, if the line tells.
  let seconds: Double?

  /// The words that stand for a result, the longer ones first (dbt-core 1.11.16,
  /// `dbt/events/types.py`).
  private static let words: [(word: String, result: DbtNode.Result?)] = [
    ("PARTIAL SUCCESS", .partialSuccess), ("START", nil), ("NO-OP", .noOp), ("ERROR", .error),
    ("OK", .success), ("PASS", .pass), ("FAIL", .fail), ("WARN", .warn), ("SKIP", .skipped),
  ]

  /// - Returns: nil for any other line.
  init?(_ text: [UInt8]) {
    guard let digit = text.first, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else {
      return nil
    }
    let line = text.prefix { $0 != UInt8(ascii: "\n") }
    let parts = line.split(separator: UInt8(ascii: " "), maxSplits: 3)
    guard parts.count == 4, parts[1].elementsEqual("of".utf8),
      let number = Int(String(decoding: parts[0], as: UTF8.self)), number > 0,
      let total = Int(String(decoding: parts[2], as: UTF8.self)), total >= number
    else { return nil }
    var rest = parts[3]
    guard
      let found = DbtStepMessage.words.first(where: { rest.starts(with: Array($0.word.utf8)) })
    else { return nil }
    rest = rest.dropFirst(found.word.utf8.count)
    // Hooks are counted by themselves.
    guard rest.first == UInt8(ascii: " "), !rest.starts(with: Array(" hook: ".utf8)) else {
      return nil
    }
    self.number = number
    self.total = total
    result = found.result
    let bracket = rest.lastIndex(of: UInt8(ascii: "[")) ?? rest.endIndex
    var name = rest[..<bracket].drop { $0 == UInt8(ascii: " ") }
    while let last = name.last, last == UInt8(ascii: " ") || last == UInt8(ascii: ".") {
      name = name.dropLast()
    }
    description = JSONString(fileSystemBytes: Array(name))
    let inside = rest[bracket...].dropFirst().prefix { $0 != UInt8(ascii: "]") }
    let words = inside.split(separator: UInt8(ascii: " "))
    guard words.count >= 3, words[words.count - 2].elementsEqual("in".utf8),
      words[words.count - 1].last == UInt8(ascii: "s")
    else {
      outcome = JSONString(fileSystemBytes: Array(inside))
      seconds = nil
      return
    }
    outcome = JSONString(
      fileSystemBytes: Array(words.dropLast(2).joined(separator: [UInt8(ascii: " ")])))
    seconds = Double(String(decoding: words[words.count - 1].dropLast(), as: UTF8.self)).flatMap {
      $0 >= 0 && $0.isFinite ? $0 : nil
    }
  }
}
