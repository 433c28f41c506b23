import FileFormats

/// A line of a text log, or a part of one, without copying it. Valid only as long as the line is.
struct LogText {
  let bytes: UnsafeBufferPointer<UInt8>

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
  }

  /// A line as a writer on any system leaves it: without the carriage return of Windows at its end and
  /// the byte order mark that its editors put first.
  init(line: UnsafeBufferPointer<UInt8>) {
    var text = LogText(line)
    if line.last == UInt8(ascii: "\r") { text = LogText(.init(rebasing: line.dropLast())) }
    self = text.after("\u{FEFF}") ?? text
  }

  var isEmpty: Bool { bytes.isEmpty }

  /// How many spaces and tabs it begins with.
  var indentation: Int {
    bytes.firstIndex { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") } ?? bytes.count
  }

  func hasPrefix(_ prefix: StaticString) -> Bool {
    let count = prefix.utf8CodeUnitCount
    guard bytes.count >= count else { return false }
    for index in 0..<count where bytes[index] != prefix.utf8Start[index] { return false }
    return true
  }

  func hasSuffix(_ suffix: StaticString) -> Bool {
    let count = suffix.utf8CodeUnitCount
    guard bytes.count >= count else { return false }
    let start = bytes.count - count
    for index in 0..<count where bytes[start + index] != suffix.utf8Start[index] { return false }
    return true
  }

  /// What comes after a beginning; nil if it begins differently.
  func after(_ prefix: StaticString) -> LogText? {
    hasPrefix(prefix) ? dropping(prefix.utf8CodeUnitCount) : nil
  }

  /// What comes before an end; nil if it ends differently.
  func before(_ suffix: StaticString) -> LogText? {
    hasSuffix(suffix)
      ? LogText(.init(rebasing: bytes.dropLast(suffix.utf8CodeUnitCount))) : nil
  }

  /// Without so many bytes at the beginning.
  func dropping(_ count: Int) -> LogText {
    LogText(.init(rebasing: bytes.dropFirst(count)))
  }

  /// How many decimal digits it begins with.
  var leadingDigits: Int {
    bytes.firstIndex { $0 &- UInt8(ascii: "0") >= 10 } ?? bytes.count
  }

  /// What comes before the first such byte, and what comes after it; nil if there is none.
  func split(at mark: Unicode.Scalar) -> (before: LogText, after: LogText)? {
    guard let position = bytes.firstIndex(of: UInt8(ascii: mark)) else { return nil }
    return (LogText(.init(rebasing: bytes[..<position])), dropping(position + 1))
  }

  /// Without spaces and tabs at both ends.
  var trimmed: LogText {
    func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
    guard let first = bytes.firstIndex(where: { !isBlank($0) }),
      let last = bytes.lastIndex(where: { !isBlank($0) })
    else { return LogText(.init(rebasing: bytes[..<0])) }
    return LogText(.init(rebasing: bytes[first...last]))
  }

  /// The whole as a number from 0; nil for anything but digits, and for a number that is too large.
  var count: Int? {
    guard !bytes.isEmpty else { return nil }
    return leadingCount.flatMap { $0.rest.isEmpty ? $0.number : nil }
  }

  /// The number from 0 that it begins with, and the rest.
  var leadingCount: (number: Int, rest: LogText)? {
    var number = 0
    var length = 0
    while length < bytes.count, case let digit = bytes[length] &- UInt8(ascii: "0"), digit < 10 {
      let (tens, overflow) = number.multipliedReportingOverflow(by: 10)
      let (sum, carry) = tens.addingReportingOverflow(Int(digit))
      if overflow || carry { return nil }
      number = sum
      length += 1
    }
    return length == 0 ? nil : (number, dropping(length))
  }

  func equals(_ text: StaticString) -> Bool {
    bytes.count == text.utf8CodeUnitCount && hasPrefix(text)
  }

  /// The text; bytes that are no UTF-8 become U+FFFD.
  var text: JSONString { JSONString(String(decoding: bytes, as: UTF8.self)) }

  /// The words between spaces and tabs.
  var words: [LogText] {
    bytes.indices.split { bytes[$0] == UInt8(ascii: " ") || bytes[$0] == UInt8(ascii: "\t") }
      .map { LogText(.init(rebasing: bytes[$0.startIndex..<$0.endIndex])) }
  }
}
