import FileFormats

/// Writes HTML. Texts and the values of attributes are escaped by construction: there is no way to write
/// markup but by the elements and attributes below, which come from the source alone.
struct HTMLWriter {
  /// What was written.
  private(set) var bytes: [UInt8] = []

  /// The elements that a page may have.
  enum Tag: String {
    case a, body, caption, code, details, div, footer, g, h1, h2, h3, h4, head, header, html, input
    case label, li, line, link, main, meta, nav, option, p, pre, rect, section, select, span, strong
    case summary, svg, table, tbody, td, text, th, thead, time, title, tr, ul

    /// Whether it has neither contents nor an end (HTML Living Standard, 13.1.2, void elements).
    var isVoid: Bool {
      switch self {
      case .input, .link, .meta: true
      default: false
      }
    }
  }

  /// Creates an empty text.
  init() {}

  /// Writes an element.
  mutating func element(
    _ tag: Tag, _ attributes: [HTMLAttribute] = [], _ contents: (inout HTMLWriter) -> Void
  ) {
    begin(tag, attributes)
    contents(&self)
    write("</\(tag.rawValue)>")
  }

  /// Writes an element that holds a text.
  mutating func element(_ tag: Tag, _ attributes: [HTMLAttribute], _ text: String) {
    element(tag, attributes) { $0.text(text) }
  }

  /// Writes an element that holds a text from disk.
  mutating func element(_ tag: Tag, _ attributes: [HTMLAttribute], _ text: JSONString) {
    element(tag, attributes) { $0.text(text) }
  }

  /// Writes an element without attributes that holds a text.
  mutating func element(_ tag: Tag, _ text: String) { element(tag, [], text) }

  /// Writes an element without attributes that holds a text from disk.
  mutating func element(_ tag: Tag, _ text: JSONString) { element(tag, [], text) }

  /// Writes an element without contents.
  mutating func empty(_ tag: Tag, _ attributes: [HTMLAttribute] = []) {
    begin(tag, attributes)
    if !tag.isVoid { write("</\(tag.rawValue)>") }
  }

  /// Writes a text.
  mutating func text(_ text: String) { HTMLWriter.escape(Array(text.utf8), into: &bytes) }

  /// Writes a text from disk.
  mutating func text(_ text: JSONString) { HTMLWriter.escape(text.bytes, into: &bytes) }

  /// Ends a line of the source.
  mutating func newline() { bytes.append(UInt8(ascii: "\n")) }

  /// Writes what another writer has written.
  mutating func append(_ other: HTMLWriter) { bytes += other.bytes }

  /// Begins a document.
  mutating func beginDocument() { write("<!DOCTYPE html>\n") }

  /// Writes the style sheet, which is part of the source.
  mutating func style(_ text: StaticString) {
    write("<style>")
    write("\(text)")
    write("</style>\n")
  }

  /// Writes a script, which is part of the source.
  mutating func script(_ text: StaticString) {
    write("<script>")
    write("\(text)")
    write("</script>\n")
  }

  private mutating func begin(_ tag: Tag, _ attributes: [HTMLAttribute]) {
    write("<\(tag.rawValue)")
    for attribute in attributes {
      write(" \(attribute.name.rawValue)")
      guard let value = attribute.value else { continue }
      write("=\"")
      text(value)
      write("\"")
    }
    write(">")
  }

  private mutating func write(_ text: String) { bytes += text.utf8 }

  /// Appends a text as HTML. What would mislead readers, such as marks that change the direction of
  /// writing, is shown by its code point, as on a terminal; HTML forbids most control characters anyway.
  private static func escape(_ text: [UInt8], into bytes: inout [UInt8]) {
    guard text.allSatisfy(isPlain) else {
      let visible = TerminalText.escaped(
        JSONString(generalisedUTF8: text), keeping: ["\n", "\t"])
      for byte in visible.utf8 { append(byte, to: &bytes) }
      return
    }
    for byte in text { append(byte, to: &bytes) }
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    (0x20..<0x7F).contains(byte) || byte == 0x0A || byte == 0x09
  }

  private static func append(_ byte: UInt8, to bytes: inout [UInt8]) {
    let escape: StaticString
    switch byte {
    case UInt8(ascii: "&"): escape = "&amp;"
    case UInt8(ascii: "<"): escape = "&lt;"
    case UInt8(ascii: ">"): escape = "&gt;"
    case UInt8(ascii: "\""): escape = "&quot;"
    case UInt8(ascii: "'"): escape = "&#39;"
    default: return bytes.append(byte)
    }
    bytes += UnsafeBufferPointer(start: escape.utf8Start, count: escape.utf8CodeUnitCount)
  }
}

/// An attribute of an element.
struct HTMLAttribute {
  /// The attributes that a page may have. None of them runs a script or holds a style.
  enum Name: String {
    case ariaHidden = "aria-hidden"
    case ariaLabel = "aria-label"
    case ariaLabelledBy = "aria-labelledby"
    case ariaLive = "aria-live"
    case charset, content, datetime, height, hidden, id, lang, name, open, rel, role, scope
    case tabindex, title, type, value, viewBox, width, x, x1, x2, y, y1, y2
    case className = "class"
    case dataValue = "data-v"
    case forControl = "for"
    case httpEquivalent = "http-equiv"
    case reference = "href"
    case textAnchor = "text-anchor"
  }

  fileprivate let name: Name
  /// Nil for an attribute that only is there.
  fileprivate let value: String?

  private init(reference: String) {
    name = .reference
    value = reference
  }

  /// An attribute with a value. A reference would be a link to wherever the value says: see `link(to:)`.
  init(_ name: Name, _ value: String) {
    self.name = name == .reference ? .title : name
    self.value = value
  }

  /// An attribute with a number.
  init(_ name: Name, _ value: Int) {
    self.init(name, String(value))
  }

  /// An attribute that is there.
  init(_ name: Name) {
    self.name = name
    value = nil
  }

  /// A class of the style sheet.
  static func style(_ name: String) -> HTMLAttribute { HTMLAttribute(.className, name) }

  /// A link to a place in the same page, the only kind there is.
  static func link(to anchor: HTMLAnchor) -> HTMLAttribute {
    HTMLAttribute(reference: "#" + anchor.text)
  }

  /// The place that a link leads to.
  static func anchor(_ anchor: HTMLAnchor) -> HTMLAttribute { HTMLAttribute(.id, anchor.text) }

  /// An icon without contents, so that browsers ask no server for one.
  static let noIcon = HTMLAttribute(reference: "data:,")
}

/// A place in a page.
struct HTMLAnchor {
  /// Its name, which comes from the source.
  let text: String

  /// A place with a name.
  init(_ name: StaticString) { text = "\(name)" }

  /// One of many places.
  init(_ name: StaticString, _ number: Int) { text = "\(name)-\(number)" }
}
