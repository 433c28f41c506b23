/// Moments as text, in the forms that Python's `datetime.isoformat` prints and
/// `datetime.fromisoformat` reads (CPython 3.11), except for week dates. A moment is a number of
/// seconds since 1970-01-01T00:00:00Z, without leap seconds, and nanoseconds after them.
public enum ISO8601 {
  /// A moment in UTC, such as `2026-11-21T05:36:51.213269+00:00`; the fraction has six digits and is
  /// left out when it is zero.
  ///
  /// - Parameter nanoseconds: 0 to 999,999,999; the nearest of these for anything else.
  public static func text(seconds: Int64, nanoseconds: Int32) -> String {
    String(decoding: bytes(seconds: seconds, nanoseconds: nanoseconds), as: UTF8.self)
  }

  /// The same in UTF-8.
  public static func bytes(seconds: Int64, nanoseconds: Int32) -> [UInt8] {
    let (seconds, microseconds) = pythonMicroseconds(
      seconds, min(max(nanoseconds, 0), 999_999_999))
    let days = seconds.quotientFloor(86_400)
    let (year, month, day) = civilDate(days: days)
    // The product may lie below the smallest number; the difference never does.
    let second = seconds &- days &* 86_400
    var yearDigits: [UInt8] = []
    if !(0...9_999).contains(year) {
      // A file system can hold times that Python can't.
      let digits = String(year.magnitude)
      yearDigits += ((year < 0 ? "-" : "") + String("0000".dropFirst(digits.count)) + digits).utf8
    }
    return [UInt8](unsafeUninitializedCapacity: yearDigits.count + 32) { text, count in
      var digits = Digits(text: text)
      if yearDigits.isEmpty {
        digits.put(year / 100)
        digits.put(year % 100)
      } else {
        for digit in yearDigits { digits.put(digit) }
      }
      digits.put("-", month)
      digits.put("-", day)
      digits.put("T", second / 3_600)
      digits.put(":", second / 60 % 60)
      digits.put(":", second % 60)
      if microseconds > 0 {
        digits.put(".", microseconds / 10_000)
        digits.put(microseconds / 100 % 100)
        digits.put(microseconds % 100)
      }
      digits.put("+", 0)
      digits.put(":", 0)
      count = digits.count
    }
  }

  /// Writes numbers of two digits.
  private struct Digits {
    let text: UnsafeMutableBufferPointer<UInt8>
    var count = 0

    @inline(__always)
    mutating func put(_ byte: UInt8) {
      text.initializeElement(at: count, to: byte)
      count += 1
    }

    @inline(__always)
    mutating func put(_ number: Int64) {
      let number = UInt8(truncatingIfNeeded: number)
      put(UInt8(ascii: "0") + number / 10)
      put(UInt8(ascii: "0") + number % 10)
    }

    @inline(__always)
    mutating func put(_ mark: Unicode.Scalar, _ number: Int64) {
      put(UInt8(ascii: mark))
      put(number)
    }
  }

  /// Microseconds as Python gets them from a file's time: through a double-precision number of
  /// seconds, rounded half to even (CPython 3.11, `os.stat` and `datetime.fromtimestamp`). So the
  /// last digit may differ from the nanoseconds on disk, as it must if we are to print what Python
  /// prints.
  private static func pythonMicroseconds(
    _ seconds: Int64, _ nanoseconds: Int32
  ) -> (Int64, Int64) {
    // Beyond that a double-precision number has no fraction, and the largest no longer fits Int64.
    guard seconds.magnitude < 1 << 53 else { return (seconds, 0) }
    let inexact = Double(seconds) + 1e-9 * Double(nanoseconds)
    var whole = inexact.rounded(.down)
    var micro = ((inexact - whole) * 1e6).rounded(.toNearestOrEven)
    if micro >= 1e6 {
      micro -= 1e6
      whole += 1
    }
    return (Int64(whole), Int64(micro))
  }

  /// A moment and whether its text names a zone; one without is taken as UTC.
  public struct Parsed: Equatable, Sendable {
    /// Whole seconds since the epoch; negative before it.
    public let seconds: Int64
    /// Nanoseconds after `seconds`, 0 to 999,999,000: Python reads no more than microseconds.
    public let nanoseconds: Int32
    /// Whether the text says how far its clock is from UTC.
    public let hasZone: Bool
  }

  /// Reads a date, or a date and a time, with or without a zone; nil for anything else.
  public static func parse(_ text: String) -> Parsed? {
    var scanner = Scanner(bytes: Array(text.utf8))
    guard let days = scanner.date() else { return nil }
    var microseconds = days * 86_400 * 1_000_000
    var hasZone = false
    if !scanner.isAtEnd {
      scanner.skipCharacter()
      guard let time = scanner.timeAndZone() else { return nil }
      microseconds += time.microseconds - (time.offset ?? 0)
      hasZone = time.offset != nil
    }
    let seconds = microseconds.quotientFloor(1_000_000)
    return Parsed(
      seconds: seconds, nanoseconds: Int32((microseconds - seconds * 1_000_000) * 1_000),
      hasZone: hasZone)
  }

  /// The date of a day counted from 1970-01-01 in the proleptic Gregorian calendar, or, for days
  /// beyond ±10^15, of the nearest one within. Years begin in March here, so that the leap day is
  /// the last of its year, and 400 years have 146,097 days.
  public static func civilDate(days: Int64) -> (year: Int64, month: Int64, day: Int64) {
    let shifted = min(max(days, -farthestDay), farthestDay) + 719_468
    let era = shifted.quotientFloor(146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }

  /// The day of a date, counted from 1970-01-01: the inverse of `civilDate`.
  ///
  /// - Parameters:
  ///   - year: the year, 0 for 1 BC; beyond ±10^13 the nearest within is taken.
  ///   - month: 1 to 12.
  ///   - day: any day counted from the first of that month, which is 1; at most ±10^15.
  public static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
    let year = min(max(year, -farthestYear), farthestYear)
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = shiftedYear.quotientFloor(400)
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  private static let farthestDay: Int64 = 1_000_000_000_000_000
  private static let farthestYear: Int64 = 10_000_000_000_000

  private struct Scanner {
    let bytes: [UInt8]
    var index = 0

    var isAtEnd: Bool { index == bytes.count }

    /// Skips one character, whatever it is.
    mutating func skipCharacter() {
      index += 1
      while index < bytes.count, bytes[index] & 0xC0 == 0x80 { index += 1 }
    }

    mutating func take(_ character: Character) -> Bool {
      guard index < bytes.count, bytes[index] == character.asciiValue else { return false }
      index += 1
      return true
    }

    mutating func number(digits: Int) -> Int64? {
      guard index + digits <= bytes.count else { return nil }
      var value: Int64 = 0
      for byte in bytes[index..<index + digits] {
        guard byte &- UInt8(ascii: "0") < 10 else { return nil }
        value = value * 10 + Int64(byte - UInt8(ascii: "0"))
      }
      index += digits
      return value
    }

    mutating func date() -> Int64? {
      guard let year = number(digits: 4), year >= 1 else { return nil }
      let isExtended = take("-")
      guard let month = number(digits: 2), (1...12).contains(month) else { return nil }
      guard !isExtended || take("-") else { return nil }
      guard let day = number(digits: 2), day >= 1 else { return nil }
      let first = ISO8601.days(year: year, month: month, day: 1)
      let nextMonth =
        month == 12
        ? ISO8601.days(year: year + 1, month: 1, day: 1)
        : ISO8601.days(year: year, month: month + 1, day: 1)
      return first + day - 1 < nextMonth ? first + day - 1 : nil
    }

    /// A time of day and how far its clock is ahead of UTC, nil if no zone is named, both in
    /// microseconds.
    mutating func timeAndZone() -> (microseconds: Int64, offset: Int64?)? {
      let marks = "+-Z".utf8
      let zone = bytes[index...].firstIndex { marks.contains($0) } ?? bytes.count
      guard let (time, isWhole) = clock(upTo: zone), time.isTimeOfDay else { return nil }
      guard zone < bytes.count else { return isWhole ? (time.microseconds, nil) : nil }
      index = zone + 1
      if bytes[zone] == UInt8(ascii: "Z") { return isAtEnd ? (time.microseconds, 0) : nil }
      guard let (offset, isWhole) = clock(upTo: bytes.count), isWhole,
        offset.microseconds < 86_400 * 1_000_000
      else { return nil }
      let isBehind = bytes[zone] == UInt8(ascii: "-")
      return (time.microseconds, isBehind ? -offset.microseconds : offset.microseconds)
    }

    private struct Clock {
      var hour: Int64 = 0
      var minute: Int64 = 0
      var second: Int64 = 0
      var fraction: Int64 = 0

      var isTimeOfDay: Bool { hour < 24 && minute < 60 && second < 60 }

      var microseconds: Int64 {
        (hour * 3_600 + minute * 60 + second) * 1_000_000 + fraction
      }
    }

    /// Hours, optionally followed by minutes, seconds and a fraction, with or without colons, and
    /// whether the text ends there. The order of the steps is Python's, and so is their leniency: a
    /// fraction after any part, more digits than six, anything before a zone (CPython 3.11,
    /// `parse_hh_mm_ss_ff` in `_datetimemodule.c`).
    private mutating func clock(upTo end: Int) -> (Clock, isWhole: Bool)? {
      var clock = Clock()
      var hasColons = false
      for (position, part) in [\Clock.hour, \.minute, \.second].enumerated() {
        guard let value = number(digits: 2) else { return nil }
        clock[keyPath: part] = value
        guard index < bytes.count else { return (clock, true) }
        let mark = bytes[index]
        index += 1
        if position == 0 { hasColons = mark == UInt8(ascii: ":") }
        if index >= end { return (clock, false) }
        if hasColons, mark == UInt8(ascii: ":") { continue }
        if mark == UInt8(ascii: ".") || mark == UInt8(ascii: ",") { break }
        guard !hasColons else { return nil }
        index -= 1
      }
      let digits = min(end - index, 6)
      guard let fraction = number(digits: digits) else { return nil }
      clock.fraction = (digits..<6).reduce(fraction) { value, _ in value * 10 }
      while index < bytes.count, bytes[index] &- UInt8(ascii: "0") < 10 { index += 1 }
      return (clock, isAtEnd)
    }
  }
}

extension Int64 {
  /// The quotient rounded towards minus infinity.
  fileprivate func quotientFloor(_ divisor: Int64) -> Int64 {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
  }
}
