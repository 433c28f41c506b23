/// Parts of sentences.
enum Words {
  /// A list of names with commas, and a word such as "or" before the last.
  static func list(_ names: [String], _ word: String) -> String {
    guard let last = names.last, names.count > 1 else { return names.first ?? "" }
    return names.dropLast().joined(separator: ", ") + " \(word) " + last
  }

  /// A number with the name of what is counted, in the plural where there is not exactly one.
  static func count(_ number: Int, _ noun: String) -> String {
    "\(number) \(noun)\(number == 1 ? "" : "s")"
  }

  /// The verb after such a number.
  static func be(_ number: Int) -> String { number == 1 ? "is" : "are" }
}
