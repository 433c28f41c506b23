#if canImport(Glibc)
  @preconcurrency import Glibc
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
  ///   no UTF-8; only then the bytes are looked up. The runtime reads them from `/proc`: without that
  ///   there are none, and the words are those that the entry point was given.
  public static func words(_ texts: [String]) -> [[UInt8]] {
    if texts.isEmpty { return entryPointWords() }
    return texts.enumerated().map { position, text in
      guard text.unicodeScalars.contains("\u{FFFD}"), position < CommandLine.argc,
        let word = CommandLine.unsafeArgv[position]
      else { return Array(text.utf8) }
      return bytes(of: word)
    }
  }

  private static func bytes(of word: UnsafePointer<CChar>) -> [UInt8] {
    let length = strlen(word)
    return word.withMemoryRebound(to: UInt8.self, capacity: length) {
      Array(UnsafeBufferPointer(start: $0, count: length))
    }
  }

  /// The words as they lie on the stack of a new process: how many there are, a pointer to each, a null
  /// pointer, and then the environment (System V ABI, "Initial Stack and Register State").
  private static func entryPointWords() -> [[UInt8]] {
    #if canImport(Glibc)
      guard let environment = __environ else { return [] }
      var words: [[UInt8]] = []
      var slot = environment - 2
      // The number of words is what ends the pointers; no pointer is that small.
      while UInt(bitPattern: slot.pointee) != UInt(words.count) {
        guard let word = slot.pointee else { return [] }
        words.append(bytes(of: word))
        slot -= 1
      }
      return words.reversed()
    #else
      return []
    #endif
  }
}
