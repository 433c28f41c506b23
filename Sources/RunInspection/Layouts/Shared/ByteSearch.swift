/// Searches bytes for a word (Horspool's algorithm: on a mismatch it advances by as much as the byte at
/// the end of the window allows).
struct ByteSearch: Sendable {
  private let word: [UInt8]
  private let steps: [Int]

  init(_ text: String) {
    word = Array(text.utf8)
    var steps = [Int](repeating: word.count, count: 256)
    for (index, byte) in word.dropLast().enumerated() {
      steps[Int(byte)] = word.count - 1 - index
    }
    self.steps = steps
  }

  /// Whether the bytes contain the word.
  func isFound(in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    word.withUnsafeBufferPointer { word in
      steps.withUnsafeBufferPointer { steps in
        let last = word.count - 1
        var start = 0
        while start + last < bytes.count {
          var index = last
          while index >= 0, bytes[start + index] == word[index] { index -= 1 }
          if index < 0 { return true }
          start += steps[Int(bytes[start + last])]
        }
        return false
      }
    }
  }

  /// Where the word lies for the last time in the bytes before a position, or in all; nil if it doesn't.
  func lastPosition(in bytes: UnsafeBufferPointer<UInt8>, before end: Int? = nil) -> Int? {
    word.withUnsafeBufferPointer { word in
      var start = (end ?? bytes.count) - word.count
      while start >= 0 {
        var index = 0
        while index < word.count, bytes[start + index] == word[index] { index += 1 }
        if index == word.count { return start }
        start -= 1
      }
      return nil
    }
  }
}
