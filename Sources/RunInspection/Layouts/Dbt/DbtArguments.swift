import FileFormats

/// The arguments of an invocation as the log writes them: a dictionary of texts in Python's notation,
/// such as `{'log_path': '/data/logs', 'warn_error_options': "WarnErrorOptions(error='')"}`.
enum DbtArguments {
  private static let most = 10_000

  /// The arguments in the order of their names, what can't be read left out; and whether there are more
  /// than are kept.
  static func parse(
    _ text: [UInt8]
  ) -> (arguments: [(name: JSONString, value: JSONString)], hasMore: Bool) {
    var arguments: [(name: JSONString, value: JSONString)] = []
    var index = (text.firstIndex(of: UInt8(ascii: "{")) ?? text.count - 1) + 1
    var hasMore = false
    while let name = literal(text, &index) {
      guard arguments.count < most else {
        hasMore = true
        break
      }
      guard index + 1 < text.count, text[index] == UInt8(ascii: ":") else { break }
      index += 2
      guard let value = literal(text, &index) else { break }
      arguments.append((name, value))
      guard index + 1 < text.count, text[index] == UInt8(ascii: ",") else { break }
      index += 2
    }
    return (arguments.sorted { $0.name < $1.name }, hasMore)
  }

  /// The text literal at a position, which is moved behind it.
  private static func literal(_ text: [UInt8], _ index: inout Int) -> JSONString? {
    guard index < text.count else { return nil }
    let quote = text[index]
    guard quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") else { return nil }
    var position = index + 1
    var bytes: [UInt8] = []
    while position < text.count, text[position] != quote {
      if text[position] == UInt8(ascii: "\\"), position + 1 < text.count { position += 1 }
      bytes.append(text[position])
      position += 1
    }
    guard position < text.count else { return nil }
    index = position + 1
    return JSONString(fileSystemBytes: bytes)
  }
}
