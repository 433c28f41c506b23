import ReadOnlyFiles

/// A word as it has to be typed in a shell.
enum ShellWord {
  /// The path, in single quotes where a shell would take it for anything but one word (POSIX 2.2).
  static func quoted(_ path: RawPath) -> String {
    let text = path.description
    let isPlain = text.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
      default: "/._-+,:@%".utf8.contains(byte) || byte >= 0x80
      }
    }
    if isPlain, !text.isEmpty { return text }
    return "'"
      + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''")
      + "'"
  }
}
