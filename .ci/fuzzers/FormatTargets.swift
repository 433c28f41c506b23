import Foundation

@testable import FileFormats
@testable import ReadOnlyFiles
@testable import RunInspection
@testable import RunspectCLI

/// A target for each format of `FileFormats`.
let formatTargets: [String: FuzzTarget] = [
  "arrow": arrow, "blosc": blosc, "delimited": delimited, "gzip": gzip, "json": json,
  "json-reduction": jsonReduction, "leveldb": levelDB, "lz4": lz4, "numbers": numbers,
  "parquet": parquet, "pickle": pickle, "pickle-value": pickleValue, "protobuf": protobuf,
  "timestamp": timestamp, "utf8": utf8, "vlen-bytes": variableLengthBytes, "zstd": zstandard,
]

/// How much content the targets of compressed formats accept, in bytes.
private let contentLimit = 1 << 20

// MARK: - Compression

@Sendable private func zstandard(_ bytes: [UInt8]) {
  let announced = Zstandard.announcedSize(of: bytes)
  let prefix = try? Zstandard.prefix(of: bytes, count: 100)
  guard let content = try? Zstandard.decompress(bytes, limit: contentLimit) else { return }
  rule(content.count <= contentLimit, "\(content.count) bytes of content")
  rule(content == (try? Zstandard.decompress(bytes, limit: contentLimit)), "not the same twice")
  rule(Zstandard.isPlausible(header: bytes) || bytes.isEmpty, "not plausible, but unpacked")
  if let announced { rule(announced <= content.count, "less than announced") }
  if let prefix { rule(content.starts(with: prefix), "its prefix differs") }
  guard !content.isEmpty else { return }
  rule(
    (try? Zstandard.decompress(bytes, limit: content.count - 1)) == nil, "more than the limit")
}

@Sendable private func blosc(_ bytes: [UInt8]) {
  guard let content = try? Blosc.decompress(bytes, limit: contentLimit) else { return }
  rule(content.count <= contentLimit, "\(content.count) bytes of content")
  rule(content == (try? Blosc.decompress(bytes, limit: contentLimit)), "not the same twice")
  rule(Blosc.isPlausible(header: bytes, size: bytes.count), "not plausible, but unpacked")
}

/// The first three bytes are the size that the block is said to unpack to.
@Sendable private func lz4(_ bytes: [UInt8]) {
  let size = bytes.prefix(3).reduce(0) { $0 << 8 | Int($1) }
  let block = Array(bytes.dropFirst(3))
  func content() -> [UInt8]? {
    var output = DecompressionBuffer(limit: size)
    let isWhole = block.withUnsafeBufferPointer { pointer in
      (try? LZ4.decompressBlock(pointer, range: 0..<pointer.count, size: size, to: &output)) != nil
    }
    return isWhole ? output.finish() : nil
  }
  guard let first = content() else { return }
  rule(first.count == size, "\(first.count) bytes instead of \(size)")
  rule(first == content(), "not the same twice")
}

@Sendable private func gzip(_ bytes: [UInt8]) {
  // Checksums stop libFuzzer, so that the stream is looked at apart, too.
  bytes.withUnsafeBufferPointer { pointer in
    var inflate = Inflate(pointer, from: 0, limit: contentLimit)
    if let end = try? inflate.run() {
      rule(end <= bytes.count, "it ends beyond the end")
      rule(inflate.output.count <= contentLimit, "\(inflate.output.count) bytes of content")
    }
  }
  guard let content = try? Gzip.content(of: bytes, limit: contentLimit) else { return }
  rule(content.count <= contentLimit, "\(content.count) bytes of content")
  rule(content == (try? Gzip.content(of: bytes, limit: contentLimit)), "not the same twice")
}

@Sendable private func variableLengthBytes(_ bytes: [UInt8]) {
  _ = VariableLengthBytes.onlyItem(prefix: bytes)
  guard let items = try? VariableLengthBytes.items(of: bytes, limit: bytes.count) else { return }
  let sum = items.reduce(4) { $0 + 4 + $1.count }
  rule(sum == bytes.count, "items of \(sum) bytes in \(bytes.count)")
}

// MARK: - JSON

@Sendable private func json(_ bytes: [UInt8]) {
  guard let document = try? JSONDocument(bytes) else { return }
  let written = JSONWriter.text(.node(document.root), numbers: .asWritten)
  guard let again = try? JSONDocument(written) else { fatalError("what is written can't be read") }
  rule(
    written == JSONWriter.text(.node(again.root), numbers: .asWritten), "not the same twice")
  for style in [JSONWriter.Style.compact, .indented] {
    let strict = JSONWriter.text(.node(document.root), style: style)
    rule(strict.allSatisfy { (0x20..<0x7F).contains($0) || $0 == 0x0A }, "not plain ASCII")
    rule((try? JSONDocument(strict)) != nil, "what is written strictly can't be read")
  }
  _ = StoredValueJSON.value(StoredJSON(limit: 100).value(document.root))
}

/// A reduction that leaves nothing out is the same document, in whatever pieces it comes.
@Sendable private func jsonReduction(_ bytes: [UInt8]) {
  func reduced(piece: Int, _ isLeftOut: @escaping ([JSONReduction.Step]) -> Bool) -> [UInt8]? {
    var reduction = JSONReduction(
      limit: 1 << 24, longestString: .max, deepestRule: 3, isLeftOut: isLeftOut)
    var start = 0
    while start < bytes.count {
      let end = min(bytes.count, start + piece)
      guard reduction.append(Array(bytes[start..<end])) else { break }
      start = end
    }
    let (text, fault) = reduction.finish()
    return fault == nil ? text : nil
  }
  let whole = reduced(piece: .max / 2) { _ in false }
  rule(whole == reduced(piece: 7) { _ in false }, "it depends on the pieces")
  _ = reduced(piece: 100) { $0.count > 1 }
  guard let document = try? JSONDocument(bytes) else { return }
  guard let whole, let same = try? JSONDocument(whole) else {
    fatalError("a document that can be read is refused or damaged")
  }
  let canonical = JSONWriter.text(.node(document.root), numbers: .asWritten)
  rule(canonical == JSONWriter.text(.node(same.root), numbers: .asWritten), "it differs")
}

// MARK: - Pickles

/// All readers of pickles agree on what is a whole one.
@Sendable private func pickle(_ bytes: [UInt8]) {
  let completeness = PickleCompleteness(of: bytes)
  let top = Result { () throws(PickleError) in try PickleTop.inspect(prefix: bytes) }
  var entries = 0
  let survey = Result { () throws(PickleError) in
    try PickleDictionarySurvey.survey(
      bytes, classes: [PickleGlobal(module: "m", name: "n")]
    ) { _, _ in entries += 1 }
  }
  let decoded = Result { () throws(PickleError) in try PickleDecoder.decode(bytes) }
  switch (decoded, survey) {
  case (.success(let document), .success(let surveyed)):
    guard case .complete(let end) = completeness else {
      fatalError("decoded, but \(completeness)")
    }
    rule(end <= bytes.count, "it ends beyond the end")
    // A frame may span what follows, and is cut then.
    let alone = PickleCompleteness(of: Array(bytes[..<end]))
    let mayBeCut = bytes[..<end].contains(PickleOpcode.frame.rawValue)
    rule(alone == completeness || mayBeCut, "what follows counts: \(alone)")
    if case .failure(let error) = top { fatalError("decoded, but not as a prefix: \(error)") }
    guard let again = try? PickleDecoder.decode(bytes) else { fatalError("decoded once only") }
    rule(document[document.root] == again[again.root], "not the same twice")
    if case .dictionary = surveyed {
      guard case .dictionary = document[document.root] else {
        fatalError("no dictionary, but surveyed as one")
      }
    }
  case (.failure(let error), .failure(let other)):
    rule(error.offset == other.offset, "\(error), but surveyed: \(other)")
  case (.failure(let error), .success):
    guard case .limitReached = error.reason else { fatalError("surveyed, but \(error)") }
  case (.success, .failure(let error)):
    guard case .limitReached = error.reason else {
      fatalError("decoded, but not surveyed: \(error)")
    }
  }
  if case .truncated = completeness, case .success = decoded {
    fatalError("decoded, but truncated")
  }
}

/// A pickle as the value that is printed.
@Sendable private func pickleValue(_ bytes: [UInt8]) {
  guard let document = try? PickleDecoder.decode(bytes) else { return }
  func text() -> [UInt8] {
    var limits = PickleValueReader.Limits()
    limits.elements = 50
    var reader = PickleValueReader(
      document: document, limits: limits, budget: AnswerBudget(bytes: 1 << 18))
    let value = reader.value(of: document.root)
    return JSONWriter.text(StoredValueJSON.value(value), style: .indented)
  }
  let written = text()
  rule(written.count < 8 << 18, "\(written.count) bytes are printed")
  rule(written == text(), "not the same twice")
  do {
    _ = try JSONDocument(written)
  } catch {
    fatalError("what is printed is no JSON: \(error)")
  }
}

// MARK: - Tables

@Sendable private func parquet(_ bytes: [UInt8]) {
  // The marks and the length stop libFuzzer; an input is taken as a footer, too.
  let length = (0..<4).map { UInt8(truncatingIfNeeded: bytes.count >> (8 * $0)) }
  let mark = Array("PAR1".utf8)
  for file in [bytes, mark + bytes + length + mark] {
    guard let footer = try? ParquetFooter(file) else { continue }
    rule(footer.columns.count <= max(footer.columnCount, 0), "more columns than there are")
    rule(footer == (try? ParquetFooter(file)), "not the same twice")
  }
}

@Sendable private func arrow(_ bytes: [UInt8]) {
  guard let stream = ArrowStream(bytes[...]) else { return }
  var left = 2_000
  func visit(_ column: ArrowColumn, depth: Int) {
    for index in [0, 1, 2, 7, 8, 100, column.count - 1, column.count, -1, .max, .min] {
      guard left > 0, let value = column.value(at: index) else { continue }
      left -= 1
      rule(index >= 0 && index < column.count, "a value outside of the column")
      switch value {
      case .list(let inner, let range):
        for place in range.prefix(3) { _ = inner.value(at: place) }
        if depth < 20 { visit(inner, depth: depth + 1) }
      case .structure(let parts, _):
        for part in parts.prefix(10) where depth < 20 { visit(part.column, depth: depth + 1) }
      default: break
      }
    }
  }
  for column in stream.columns { visit(column, depth: 0) }
  for column in stream.dictionaries.values { visit(column, depth: 0) }
}

@Sendable private func delimited(_ bytes: [UInt8]) {
  func fault(piece: Int) -> (Int, DelimitedTextScanner.Fault)? {
    var scanner = DelimitedTextScanner()
    var start = 0
    while start < bytes.count {
      scanner.take(Array(bytes[start..<min(bytes.count, start + piece)]))
      start += piece
    }
    scanner.finish()
    return scanner.fault.map { ($0.line, $0.fault) }
  }
  let (whole, parts) = (fault(piece: 1 << 20), fault(piece: 3))
  rule(whole?.0 == parts?.0 && whole?.1 == parts?.1, "it depends on the pieces")
}

// MARK: - Records

@Sendable private func levelDB(_ bytes: [UInt8]) {
  for start in [0, 7] {
    var log = LevelDBLog(recordLimit: 1 << 16)
    var size = 0
    bytes.withUnsafeBufferPointer { pointer in
      _ = log.read(pointer, at: start) { size += $0.count }
    }
    rule(size <= bytes.count, "records of \(size) bytes in \(bytes.count)")
  }
}

@Sendable private func protobuf(_ bytes: [UInt8]) {
  bytes.withUnsafeBufferPointer { pointer in
    func visit(_ range: Range<Int>, depth: Int) {
      var reader = ProtobufReader(pointer, in: range)
      var end = range.lowerBound
      while let field = (try? reader.next()) ?? nil {
        _ = (field.value.signed, field.value.bool)
        guard let inner = field.value.range else { continue }
        rule(inner.lowerBound > end && inner.upperBound <= range.upperBound, "outside: \(inner)")
        end = inner.upperBound
        if depth < 4 { visit(inner, depth: depth + 1) }
      }
    }
    visit(0..<pointer.count, depth: 0)
  }
}

// MARK: - Texts and numbers

@Sendable private func utf8(_ bytes: [UInt8]) {
  let isValid = UTF8Validation.firstError(in: bytes) == nil
  rule(isValid == (String(validating: bytes, as: UTF8.self) != nil), "Swift thinks otherwise")
  let text = JSONString(fileSystemBytes: bytes)
  rule(text.fileSystemBytes == bytes, "bytes are lost")
  let shown = TerminalText.escaped(text)
  rule(
    shown.unicodeScalars.allSatisfy { !$0.properties.isControl && $0 != "\u{202E}" },
    "a control character is shown")
  _ = (PythonText.representation(text), MessagePattern.pattern(of: text))
  _ = NamePattern(RawPath(bytes: bytes))
}

extension Unicode.Scalar.Properties {
  fileprivate var isControl: Bool { generalCategory == .control }
}

@Sendable private func timestamp(_ bytes: [UInt8]) {
  let text = String(decoding: bytes, as: UTF8.self)
  if let parsed = ISO8601.parse(text) {
    rule((0...999_999_000).contains(parsed.nanoseconds), "\(parsed.nanoseconds) nanoseconds")
    let written = ISO8601.text(seconds: parsed.seconds, nanoseconds: parsed.nanoseconds)
    if let again = ISO8601.parse(written) {
      rule(abs(again.seconds - parsed.seconds) <= 1, "\(text) became \(written)")
    }
  }
  _ = DurationText.seconds(text)
  let numbers = bytes.withUnsafeBytes { raw in
    stride(from: 0, to: raw.count - 7, by: 8).map {
      raw.loadUnaligned(fromByteOffset: $0, as: Int64.self)
    }
  }
  for number in numbers {
    _ = ISO8601.text(seconds: number, nanoseconds: Int32(truncatingIfNeeded: number))
    let date = ISO8601.civilDate(days: number)
    rule((1...12).contains(date.month) && (1...31).contains(date.day), "\(date)")
    if number.magnitude <= 1_000_000_000_000_000 {
      rule(
        ISO8601.days(year: date.year, month: date.month, day: date.day) == number, "\(date)")
    }
    _ = ISO8601.days(year: number, month: date.month, day: date.day)
    let seconds = Double(bitPattern: UInt64(bitPattern: number))
    _ = Timestamp(unixSeconds: seconds).map { ISO8601.text(seconds: $0.seconds, nanoseconds: 0) }
    _ = (ShortText.age(seconds), ShortText.duration(seconds), ShortText.rate(seconds))
    _ = (DurationText.text(seconds), ShareBar.text(seconds, width: 10))
    _ = (ShortText.size(Int(number)), Percentage.wholePercent(seconds), ShortText.decimal(seconds))
  }
}

@Sendable private func numbers(_ bytes: [UInt8]) {
  bytes.withUnsafeBytes { raw in
    for start in stride(from: 0, to: raw.count - 7, by: 8) {
      let value = Double(bitPattern: raw.loadUnaligned(fromByteOffset: start, as: UInt64.self))
      let text = PythonFloat.representation(value)
      if value.isFinite { rule(Double(text) == value, "\(text) is another number") }
      _ = PythonFloat.json(value)
    }
  }
  for integer in [PickleInteger.twosComplement(bytes[...]), .decimal(bytes[...])] {
    _ = integer.decimalText(maximumBytes: 1_785)
  }
}
