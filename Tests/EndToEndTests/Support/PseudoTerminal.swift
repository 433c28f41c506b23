import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A terminal without a screen, whose text a test reads.
final class PseudoTerminal {
  /// The path of the end that a process writes to.
  let path: String
  private let master: Int32
  /// Held open, so that the other end can be read before and after the process.
  private let slave: Int32
  private var written: [UInt8] = []

  init(columns: Int) throws {
    var ends: (master: Int32, slave: Int32) = (-1, -1)
    // `ttyname` would give every test that runs at this moment the same buffer.
    var name = [CChar](repeating: 0, count: 128)
    guard openpty(&ends.master, &ends.slave, nil, nil, nil) == 0,
      ttyname_r(ends.slave, &name, name.count) == 0
    else { throw POSIXError(.EIO) }
    path = name.withUnsafeBufferPointer { buffer in
      String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
    (master, slave) = ends
    for end in [master, slave] { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    _ = fcntl(master, F_SETFL, O_NONBLOCK)
    resize(columns: columns)
  }

  deinit {
    close(slave)
    close(master)
  }

  /// Gives it another width. A process without a terminal of its own is not told by the kernel.
  func resize(columns: Int) {
    var size = winsize(ws_row: 24, ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(master, UInt(TIOCSWINSZ), &size)
  }

  /// Types on it.
  func type(_ keys: String) {
    let bytes = Array(keys.utf8)
    _ = bytes.withUnsafeBytes { write(master, $0.baseAddress, $0.count) }
  }

  /// Takes what was written to it, so that there is room for more.
  func drain() {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = read(master, &buffer, buffer.count)
      guard count > 0 else { break }
      written += buffer[..<count]
    }
  }

  /// Everything that was written to it so far.
  var text: String {
    drain()
    return String(decoding: written, as: UTF8.self)
  }

  /// The last frame that was drawn on it, with the colours as `<32>`.
  var frame: String {
    let frames = text.components(separatedBy: "\u{1B}[H")
    let last = frames.last?.components(separatedBy: "\u{1B}[?25h").first ?? ""
    return PseudoTerminal.legible(
      last.replacingOccurrences(of: "\u{1B}[K", with: "")
        .replacingOccurrences(of: "\u{1B}[J", with: ""))
  }

  /// A text with its ends of lines as in a file, and the colours as `<32>`.
  static func legible(_ text: String) -> String {
    text.replacingOccurrences(of: "\r", with: "")
      .replacingOccurrences(of: "\u{1B}\\[([0-9]+)m", with: "<$1>", options: .regularExpression)
  }

  /// What stands on it.
  var screen: Screen { Screen(text) }
}

/// What stands on a terminal after a text, by the few escape sequences that the tool may write.
struct Screen: Equatable {
  /// The lines, with what was scrolled away.
  private(set) var lines: [String] = [""]
  private(set) var isCursorHidden = false
  private(set) var hasColour = false
  /// Sequences that are none of the few.
  private(set) var unknown: [String] = []
  private var row = 0
  private var column = 0
  /// What stands on the other screen while a program has one for itself.
  private var covered: (lines: [String], row: Int, column: Int)?
  /// Whether a program has a screen for itself.
  var isAlternate: Bool { covered != nil }

  static func == (left: Screen, right: Screen) -> Bool {
    left.lines == right.lines && left.isCursorHidden == right.isCursorHidden
      && left.hasColour == right.hasColour && left.unknown == right.unknown
  }

  init(_ text: String) {
    var rest = Substring(text)
    while let scalar = rest.unicodeScalars.first {
      rest.unicodeScalars.removeFirst()
      switch scalar {
      case "\r": column = 0
      case "\n":
        row += 1
        while lines.count <= row { lines.append("") }
      case "\u{1B}":
        let end = rest.unicodeScalars.firstIndex { $0.properties.isAlphabetic }
        let sequence = String(rest[...(end ?? rest.startIndex)])
        rest = end.map { rest[rest.unicodeScalars.index(after: $0)...] } ?? ""
        obey(sequence)
      default: put(scalar)
      }
    }
  }

  private mutating func put(_ scalar: Unicode.Scalar) {
    var line = Array(lines[row].unicodeScalars)
    while line.count < column { line.append(" ") }
    if column < line.count { line[column] = scalar } else { line.append(scalar) }
    lines[row] = String(String.UnicodeScalarView(line))
    column += 1
  }

  private mutating func obey(_ sequence: String) {
    let number = Int(sequence.dropFirst().dropLast())
    switch (sequence.first, sequence.last) {
    case ("[", "A"): row = max(0, row - (number ?? 1))
    case ("[", "J") where number == nil:
      lines.removeSubrange((row + 1)...)
      lines[row] = String(String.UnicodeScalarView(lines[row].unicodeScalars.prefix(column)))
    case ("[", "H") where sequence == "[H": (row, column) = (0, 0)
    case ("[", "K") where number == nil:
      lines[row] = String(String.UnicodeScalarView(lines[row].unicodeScalars.prefix(column)))
    case ("[", "h") where sequence == "[?1049h":
      covered = (lines, row, column)
      (lines, row, column) = ([""], 0, 0)
    case ("[", "l") where sequence == "[?1049l":
      if let covered { (lines, row, column) = covered }
      covered = nil
    case ("[", "m"): hasColour = true
    case ("[", "l") where sequence == "[?25l": isCursorHidden = true
    case ("[", "h") where sequence == "[?25h": isCursorHidden = false
    default: unknown.append(sequence)
    }
  }
}
