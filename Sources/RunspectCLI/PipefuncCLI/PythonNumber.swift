/// Numbers as Python's `int` and `float` parse them: with surrounding white space, a sign, and
/// underscores between digits.
enum PythonNumber {
  static func integer(_ text: String) -> Int? {
    clean(text).flatMap { Int($0) }
  }

  static func float(_ text: String) -> Double? {
    guard let digits = clean(text) else { return nil }
    switch digits.lowercased().drop(while: { $0 == "+" || $0 == "-" }) {
    case "inf", "infinity": return digits.hasPrefix("-") ? -.infinity : .infinity
    case "nan": return .nan
    default: break
    }
    guard digits.allSatisfy({ $0.isASCII && ($0.isNumber || "+-.eE".contains($0)) }) else {
      return nil
    }
    // Python accepts `5.` and `.5`, which Swift does not.
    var parts = digits.split(separator: "e", omittingEmptySubsequences: false).map(String.init)
    if parts.count == 1 {
      parts = digits.split(separator: "E", omittingEmptySubsequences: false).map(String.init)
    }
    guard parts[0].contains(where: \.isNumber) else { return nil }
    if parts[0].hasSuffix(".") { parts[0] += "0" }
    parts[0] = parts[0].replacingPrefix(".", with: "0.").replacingPrefix("-.", with: "-0.")
      .replacingPrefix("+.", with: "0.")
    return Double(parts.joined(separator: "e"))
  }

  private static func clean(_ text: String) -> String? {
    let blanks: Set<Character> = [" ", "\t", "\n", "\r", "\u{B}", "\u{C}", "\r\n"]
    let trimmed = text.drop(while: blanks.contains).reversed().drop(while: blanks.contains)
    let characters = Array(trimmed.reversed())
    for (index, character) in characters.enumerated() where character == "_" {
      guard index > 0, index + 1 < characters.count, characters[index - 1].isNumber,
        characters[index + 1].isNumber
      else { return nil }
    }
    // Python accepts the digits of every script.
    return characters.filter { $0 != "_" }
      .map { digit in digit.isASCII ? String(digit) : digit.wholeNumberValue.map(String.init) ?? "x"
      }
      .joined()
  }
}

extension String {
  fileprivate func replacingPrefix(_ prefix: String, with replacement: String) -> String {
    hasPrefix(prefix) ? replacement + dropFirst(prefix.count) : self
  }
}
