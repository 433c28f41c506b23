#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The words that the process was started with.
public enum ProcessArguments {
  /// The bytes of each word.
  ///
  /// - Parameter texts: `CommandLine.arguments`. A text with U+FFFD in it may stand for a path that is
  ///   no UTF-8; only then the bytes are looked up.
  public static func words(_ texts: [String]) -> [[UInt8]] {
    texts.enumerated().map { position, text in
      guard text.unicodeScalars.contains("\u{FFFD}"), position < CommandLine.argc,
        let word = CommandLine.unsafeArgv[position]
      else { return Array(text.utf8) }
      let length = strlen(word)
      return word.withMemoryRebound(to: UInt8.self, capacity: length) {
        Array(UnsafeBufferPointer(start: $0, count: length))
      }
    }
  }
}
