import Foundation

/// A Swift source file as far as it tells which types it declares and which it names.
struct SourceFile {
  /// The path below `Sources`, such as `RunInspection/Model/RunStatus.swift`.
  let path: String
  /// The modules that it imports.
  private(set) var imports: Set<String> = []
  /// The types that it declares outside of other types, and that other files can name.
  private(set) var declared: Set<String> = []
  /// The types that it declares for itself.
  private(set) var ownTypes: Set<String> = []
  /// All words that may name a type.
  private(set) var named: Set<String> = []
  /// How many lines it has.
  let lineCount: Int

  /// The folder that it lies in, such as `RunInspection/Model`.
  var folder: String { (path as NSString).deletingLastPathComponent }
  /// The target that it belongs to.
  var target: String { String(path.prefix { $0 != "/" }) }

  init(path: String, text: String) {
    self.path = path
    lineCount = text.split(separator: "\n", omittingEmptySubsequences: false).count
    var words = SourceWords(text)
    var depth = 0
    var isPrivate = false
    var previous = ""
    while let word = words.next() {
      switch word {
      case "{": depth += 1
      case "}":
        depth -= 1
        isPrivate = false
      case "private", "fileprivate": if depth == 0 { isPrivate = true }
      default:
        if previous == "import" { imports.insert(word) }
        let declares = ["struct", "enum", "class", "protocol", "actor", "typealias"]
        if declares.contains(previous) {
          if depth == 0, !isPrivate { declared.insert(word) }
          ownTypes.insert(word)
        } else if word.first?.isUppercase == true {
          named.insert(word)
        }
        // The mark of privacy belongs to one declaration.
        if ["func", "let", "var"].contains(previous), depth == 0 { isPrivate = false }
      }
      previous = word
    }
  }

  /// All source files of the package.
  static func all() throws -> [SourceFile] {
    let root = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Sources")
    let names = FileManager.default.enumerator(atPath: root.path)?.allObjects ?? []
    return try names.compactMap { $0 as? String }.filter { $0.hasSuffix(".swift") }.sorted()
      .map { name in
        let file = root.appendingPathComponent(name)
        return SourceFile(path: name, text: try String(contentsOf: file, encoding: .utf8))
      }
  }
}

/// The words and braces of a Swift text, without comments and without what stands in strings; code that
/// is interpolated in a string counts.
struct SourceWords {
  private var rest: Substring.UnicodeScalarView
  /// For each string that an interpolation interrupts, how many parentheses are open in that, and
  /// whether the string has several lines.
  private var interrupted: [(parentheses: Int, isLong: Bool)] = []

  init(_ text: String) {
    rest = Substring(text).unicodeScalars
  }

  mutating func next() -> String? {
    while let scalar = rest.first {
      if starts(with: "//") {
        rest = rest.drop { $0 != "\n" }
      } else if starts(with: "#\"") {
        rest.removeFirst(2)
        skipRawString()
      } else if starts(with: "\"\"\"") {
        rest.removeFirst(3)
        skipString(isLong: true)
      } else if scalar == "\"" {
        rest.removeFirst()
        skipString(isLong: false)
      } else if scalar == "{" || scalar == "}" {
        rest.removeFirst()
        return String(scalar)
      } else if SourceWords.isPartOfWord(scalar) {
        let word = rest.prefix(while: SourceWords.isPartOfWord)
        rest = rest.dropFirst(word.count)
        return String(String.UnicodeScalarView(word))
      } else {
        rest.removeFirst()
        if scalar == "(", !interrupted.isEmpty {
          interrupted[interrupted.count - 1].parentheses += 1
        }
        if scalar == ")", let last = interrupted.last {
          interrupted[interrupted.count - 1].parentheses -= 1
          if last.parentheses == 1 {
            interrupted.removeLast()
            skipString(isLong: last.isLong)
          }
        }
      }
    }
    return nil
  }

  private func starts(with text: String) -> Bool { rest.starts(with: text.unicodeScalars) }

  private static func isPartOfWord(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "_" || scalar.properties.isAlphabetic || scalar.properties.numericType != nil
  }

  /// Skips to the end of a string, or into code that is interpolated in it.
  private mutating func skipString(isLong: Bool) {
    while let scalar = rest.popFirst() {
      if scalar == "\\" {
        if rest.popFirst() == "(" {
          interrupted.append((1, isLong))
          return
        }
      } else if scalar == "\"" {
        if !isLong { return }
        if starts(with: "\"\"") {
          rest.removeFirst(2)
          return
        }
      }
    }
  }

  private mutating func skipRawString() {
    while !rest.isEmpty, !starts(with: "\"#") { rest.removeFirst() }
    rest = rest.dropFirst(2)
  }
}
