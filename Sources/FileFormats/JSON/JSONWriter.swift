/// Prints JSON as Python's `json.dump(..., sort_keys=True)` lays it out (CPython 3.11): keys in code
/// point order, `", "` and `": "`, everything but ASCII escaped.
public struct JSONWriter {
  /// How the text is laid out.
  public enum Style: Sendable {
    /// All on one line.
    case compact
    /// One line per value, two spaces per level (`indent=2`).
    case indented
  }

  /// How numbers are printed, in particular those that JSON cannot express.
  public enum Numbers: Sendable {
    /// RFC 8259: NaN and the infinities become the strings `"NaN"`, `"Infinity"` and `"-Infinity"`.
    /// A number in a document keeps its digits, even where a `Double` would overflow.
    case strict
    /// A number or word in a document exactly as written there, for messages that quote it.
    case asWritten
    /// As Python prints what it has read: the shortest form that reads back the same, and the bare
    /// words `NaN`, `Infinity` and `-Infinity`.
    case asPython
  }

  private var style: Style
  private let numbers: Numbers
  private var text: JSONTextBuffer
  private var level: Int

  /// The text of a value, without a newline at its end.
  ///
  /// - Parameter level: how deeply the value is nested in the text that it will be part of.
  public static func text(
    _ value: JSONValue, style: Style = .compact, numbers: Numbers = .strict, level: Int = 0
  ) -> [UInt8] {
    JSONTextBuffer.with { buffer in
      var writer = JSONWriter(style: style, numbers: numbers, text: buffer, level: level)
      writer.write(value)
      return writer.text.takeAll()
    }
  }

  /// The text of a value and a newline. An answer can be long, so it is not copied for its end.
  public static func line(
    _ value: JSONValue, style: Style = .compact, numbers: Numbers = .strict
  ) -> [UInt8] {
    var text = text(value, style: style, numbers: numbers)
    text.append(UInt8(ascii: "\n"))
    return text
  }

  private mutating func write(_ value: JSONValue) {
    switch value {
    case .null: text.append(word: "null")
    case .bool(let value): text.append(word: value ? "true" : "false")
    case .integer(let value): write(value)
    case .double(let value): write(value)
    case .number(let digits): text.append(digits)
    case .string(let value): write(value)
    case .array(let elements):
      writeContainer("[", "]", elements) { writer, element in writer.write(element) }
    case .object(let object):
      writeContainer("{", "}", object.order) { writer, position in
        writer.write(object.members[position].key)
        writer.text.append(word: ": ")
        writer.write(object.members[position].value)
      }
    case .node(let node): write(node)
    }
  }

  /// From this level on, what is inside a value of a document is written on one line: no producer nests
  /// as deep, and a hostile document of two bytes a value could demand two thousand for each.
  private static let deepestIndentation = 12

  private mutating func write(_ node: JSONNode) {
    let entry = node.entry
    let outerStyle = style
    if level >= JSONWriter.deepestIndentation { style = .compact }
    defer { style = outerStyle }
    switch entry.kind {
    case .null: text.append(word: "null")
    case .true: text.append(word: "true")
    case .false: text.append(word: "false")
    case .integer, .float: writeNumber(node)
    case .plainString:
      node.document.bytes.withUnsafeBufferPointer { bytes in
        writeQuoted(UnsafeBufferPointer(rebasing: bytes[Int(entry.start)..<Int(entry.end)]))
      }
    case .escapedString: write(node.string ?? "")
    case .array:
      if let elements = node.elements {
        writeContainer("[", "]", elements) { writer, element in writer.write(element) }
      }
    case .object:
      writeContainer("{", "}", node.sortedKeys) { writer, index in
        writer.write(JSONNode(document: node.document, index: Int(index)))
        writer.text.append(word: ": ")
        writer.write(JSONNode(document: node.document, index: Int(index) + 1))
      }
    }
  }

  private mutating func writeNumber(_ node: JSONNode) {
    switch numbers {
    case .strict:
      let digits = node.numberText
      if node.isWrittenInDigits { text.append(digits) } else { writeQuoted(word: digits) }
    case .asWritten: text.append(node.numberText)
    case .asPython:
      if node.kind == .float, let value = node.double {
        text.append(PythonFloat.json(value))
      } else {
        let digits = node.numberText
        text.append(digits == "-0" ? "0" : digits)
      }
    }
  }

  private mutating func write(_ value: Int) {
    // Most numbers are counts of few digits.
    guard (0..<10).contains(value) else {
      text.append(String(value))
      return
    }
    text.append(UInt8(ascii: "0") + UInt8(value))
  }

  private mutating func write(_ value: Double) {
    let digits = PythonFloat.json(value)
    if numbers == .strict, !value.isFinite {
      writeQuoted(word: digits)
    } else {
      text.append(digits)
    }
  }

  /// Writes a word that needs no escapes in quotation marks.
  private mutating func writeQuoted(word: String) {
    text.append(word: "\"")
    text.append(word)
    text.append(word: "\"")
  }

  private mutating func writeContainer<Elements: Sequence>(
    _ opening: StaticString, _ closing: StaticString, _ elements: Elements,
    _ writeElement: (inout JSONWriter, Elements.Element) -> Void
  ) {
    text.append(word: opening)
    var isFirst = true
    level += 1
    for element in elements {
      if !isFirst { text.append(word: style == .compact ? ", " : ",") }
      isFirst = false
      breakLine()
      writeElement(&self, element)
    }
    level -= 1
    if !isFirst { breakLine() }
    text.append(word: closing)
  }

  private mutating func breakLine() {
    guard style == .indented else { return }
    text.append(UInt8(ascii: "\n"))
    for _ in 0..<level { text.append(word: "  ") }
  }

  private mutating func write(_ string: JSONString) {
    string.withBytes { writeQuoted($0) }
  }

  /// Writes a string in quotation marks; the bytes are generalised UTF-8.
  private mutating func writeQuoted(_ bytes: UnsafeBufferPointer<UInt8>) {
    text.append(UInt8(ascii: "\""))
    var index = 0
    while index < bytes.count {
      let start = index
      index = PlainBytes.endInASCII(bytes, from: index)
      text.append(UnsafeBufferPointer(rebasing: bytes[start..<index]))
      guard index < bytes.count else { break }
      let byte = bytes[index]
      if byte >= 0x80 {
        let (codePoint, length) = decodeCodePoint(bytes[index...])
        writeEscaped(codePoint)
        index += length
        continue
      }
      if let letter = JSONWriter.shortEscape(of: byte) {
        text.append(UInt8(ascii: "\\"))
        text.append(letter)
      } else {
        writeEscaped(UInt32(byte))
      }
      index += 1
    }
    text.append(UInt8(ascii: "\""))
  }

  /// The letter that stands for a byte after a backslash; nil if there is none.
  @inline(__always)
  private static func shortEscape(of byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): byte
    case 0x08: UInt8(ascii: "b")
    case 0x0C: UInt8(ascii: "f")
    case 0x0A: UInt8(ascii: "n")
    case 0x0D: UInt8(ascii: "r")
    case 0x09: UInt8(ascii: "t")
    default: nil
    }
  }

  private func decodeCodePoint(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> (UInt32, length: Int)
  {
    let lead = bytes[bytes.startIndex]
    let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
    guard bytes.count >= length else { return (0xFFFD, bytes.count) }
    let mask: UInt8 = length == 4 ? 0x07 : length == 3 ? 0x0F : 0x1F
    let codePoint = bytes.dropFirst().prefix(length - 1).reduce(UInt32(lead & mask)) {
      $0 << 6 | UInt32($1 & 0x3F)
    }
    return (codePoint, length)
  }

  private mutating func writeEscaped(_ codePoint: UInt32) {
    guard codePoint >= 0x10000 else {
      writeHexadecimal(codePoint)
      return
    }
    writeHexadecimal(0xD800 + (codePoint - 0x10000) >> 10)
    writeHexadecimal(0xDC00 + (codePoint - 0x10000) & 0x3FF)
  }

  private mutating func writeHexadecimal(_ unit: UInt32) {
    text.append(word: "\\u")
    for shift in [12, 8, 4, 0] as [UInt32] {
      let digit = UInt8(truncatingIfNeeded: unit >> shift & 0xF)
      text.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
    }
  }
}
