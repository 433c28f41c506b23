/// Parts of sentences.
enum Words {
  /// A list of names with commas, and a word such as "or" before the last.
  static func list(_ names: [String], _ word: String) -> String {
    guard let last = names.last, names.count > 1 else { return names.first ?? "" }
    return names.dropLast().joined(separator: ", ") + " \(word) " + last
  }
}
