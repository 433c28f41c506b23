/// Makes a JSON text of any size smaller without holding it: leaves out the parts that nobody needs, and
/// shortens long strings, which then end in `…`. The result is JSON again if the text is.
///
/// Structure is checked as far as brackets, commas and colons go; what is kept is checked by whoever
/// parses the result. Keys keep their places, and white space is left out.
public struct JSONReduction {
  /// A step on the way to a value.
  public enum Step: Equatable, Sendable {
    /// A member of an object.
    case key([UInt8])
    /// An element of an array, from 0.
    case index(Int)
  }

  /// Why a text can't be reduced.
  public enum Fault: Equatable, Sendable {
    /// A bracket, a comma, a colon, a key or a value is not where it belongs; where, in bytes from the
    /// start.
    case notJSON(offset: Int)
    /// Arrays and objects are nested deeper than the limit.
    case tooDeep(limit: Int)
    /// The result is longer than the limit in bytes.
    case tooLarge(limit: Int)
    /// The text ends in the middle of the value.
    case cutShort
  }

  /// What may follow in an array or an object.
  private enum Expected {
    case keyOrEnd, key, colon, value, valueOrEnd, commaOrEnd
  }

  private struct Frame {
    let isArray: Bool
    var expected: Expected
    var step: Step
    /// Whether something was written into it.
    var isStarted = false
  }

  private static let deepest = 960

  private let limit: Int
  private let longestString: Int
  private let isLeftOut: ([Step]) -> Bool
  private let deepestRule: Int

  private var frames: [Frame] = []
  private var output: [UInt8] = []
  private var offset = 0
  private var fault: Fault?
  private var hasRoot = false
  /// How many frames there are around the value that is left out; nil if none is.
  private var skipped: Int?
  /// Whether a number or a word is being read.
  private var isInScalar = false
  private var isInString = false
  private var isKey = false
  /// How many bytes of an escape sequence are still to come.
  private var escapeLeft = 0
  private var stringLength = 0
  private var isCutting = false
  private var key: [UInt8] = []

  /// - Parameter limit: how long the result may be, in bytes.
  /// - Parameter longestString: how much is kept of each string, in bytes as it is written.
  /// - Parameter deepestRule: how long the ways are that `isLeftOut` is asked about.
  /// - Parameter isLeftOut: whether a value is left out, by the way to it.
  public init(
    limit: Int, longestString: Int, deepestRule: Int, isLeftOut: @escaping ([Step]) -> Bool
  ) {
    self.limit = limit
    self.longestString = longestString
    self.deepestRule = deepestRule
    self.isLeftOut = isLeftOut
  }

  /// Takes the next piece of the text.
  ///
  /// - Returns: whether more can be of use; `finish` says why not.
  public mutating func append(_ piece: [UInt8]) -> Bool {
    piece.withUnsafeBufferPointer { bytes in
      var index = 0
      while index < bytes.count, fault == nil {
        if isInString {
          index = takeString(bytes, from: index)
        } else {
          take(bytes[index], at: offset + index)
          index += 1
        }
        if output.count > limit { fault = fault ?? .tooLarge(limit: limit) }
      }
    }
    offset += piece.count
    return fault == nil
  }

  /// The smaller text, or what is wrong with the one that was read.
  public func finish() -> (text: [UInt8], fault: Fault?) {
    if let fault { return ([], fault) }
    return !hasRoot || !frames.isEmpty || isInString ? ([], .cutShort) : (output, nil)
  }

  private mutating func take(_ byte: UInt8, at position: Int) {
    switch byte {
    case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"):
      isInScalar = false
    case UInt8(ascii: "\""): beginString(at: position)
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      guard beginValue(at: position) else { return }
      if frames.count == JSONReduction.deepest {
        fault = .tooDeep(limit: JSONReduction.deepest)
        return
      }
      let isArray = byte == UInt8(ascii: "[")
      write(byte)
      frames.append(
        Frame(
          isArray: isArray, expected: isArray ? .valueOrEnd : .keyOrEnd,
          step: isArray ? .index(-1) : .key([])))
    case UInt8(ascii: "}"), UInt8(ascii: "]"): end(byte, at: position)
    case UInt8(ascii: ","):
      isInScalar = false
      guard let last = frames.last, last.expected == .commaOrEnd else {
        fault = .notJSON(offset: position)
        return
      }
      if skipped == frames.count { skipped = nil }
      frames[frames.count - 1].expected = last.isArray ? .value : .key
    case UInt8(ascii: ":"):
      guard frames.last?.expected == .colon else {
        fault = .notJSON(offset: position)
        return
      }
      frames[frames.count - 1].expected = .value
    default:
      if !isInScalar {
        guard beginValue(at: position) else { return }
        isInScalar = true
      }
      write(byte)
    }
  }

  private mutating func end(_ byte: UInt8, at position: Int) {
    isInScalar = false
    let isArray = byte == UInt8(ascii: "]")
    guard let last = frames.last, last.isArray == isArray,
      last.expected == .commaOrEnd || last.expected == .keyOrEnd || last.expected == .valueOrEnd
    else {
      fault = .notJSON(offset: position)
      return
    }
    if skipped == frames.count { skipped = nil }
    frames.removeLast()
    write(byte)
  }

  /// Takes note that a value begins, and whether it is left out.
  ///
  /// - Returns: whether a value belongs here.
  private mutating func beginValue(at position: Int) -> Bool {
    guard let last = frames.last else {
      if hasRoot { fault = .notJSON(offset: position) }
      hasRoot = true
      return fault == nil
    }
    guard last.expected == .value || (last.expected == .valueOrEnd && last.isArray) else {
      fault = .notJSON(offset: position)
      return false
    }
    let top = frames.count - 1
    frames[top].expected = .commaOrEnd
    if case .index(let index) = last.step { frames[top].step = .index(index + 1) }
    guard skipped == nil else { return true }
    if frames.count <= deepestRule, isLeftOut(frames.map(\.step)) {
      skipped = frames.count
      return true
    }
    if last.isStarted { output.append(UInt8(ascii: ",")) }
    frames[top].isStarted = true
    if !last.isArray {
      output.append(UInt8(ascii: "\""))
      output += key
      output += [UInt8(ascii: "\""), UInt8(ascii: ":")]
    }
    return true
  }

  private mutating func write(_ byte: UInt8) {
    if skipped == nil { output.append(byte) }
  }

  private mutating func beginString(at position: Int) {
    isInScalar = false
    isKey = false
    if let last = frames.last, last.expected == .keyOrEnd || last.expected == .key {
      isKey = true
      // The last one is still held, so that its room can't be used again.
      key = []
    } else {
      guard beginValue(at: position) else { return }
      write(UInt8(ascii: "\""))
    }
    isInString = true
    isCutting = false
    escapeLeft = 0
    stringLength = 0
  }

  /// Takes a part of a string.
  ///
  /// - Returns: the position after it.
  private mutating func takeString(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int
  ) -> Int {
    var index = start
    // What is not kept is only searched for its end.
    if escapeLeft == 0, isCutting || skipped != nil {
      while index < bytes.count, bytes[index] != UInt8(ascii: "\""),
        bytes[index] != UInt8(ascii: "\\")
      {
        index += 1
      }
      guard index < bytes.count else { return index }
    }
    let byte = bytes[index]
    if escapeLeft > 0 {
      escapeLeft = byte == UInt8(ascii: "u") && escapeLeft == 1 ? 5 : escapeLeft
      escapeLeft -= 1
    } else if byte == UInt8(ascii: "\"") {
      endString()
      return index + 1
    } else {
      if !isKey, stringLength >= longestString, byte & 0xC0 != 0x80 { isCutting = true }
      if byte == UInt8(ascii: "\\") { escapeLeft = 1 }
    }
    stringLength += 1
    if isKey {
      // A key is kept whole. One that does not fit makes the text too large.
      if skipped == nil { key.append(byte) }
      if key.count > limit { fault = .tooLarge(limit: limit) }
    } else if !isCutting {
      write(byte)
    }
    return index + 1
  }

  private mutating func endString() {
    isInString = false
    guard isKey else {
      if isCutting, skipped == nil { output += "…".utf8 }
      write(UInt8(ascii: "\""))
      return
    }
    frames[frames.count - 1].expected = .colon
    frames[frames.count - 1].step = .key(key)
  }
}
