import Foundation
import Testing

@testable import FileFormats

/// A case of fixtures/compression, written by fixtures/generate_compression.py.
struct CompressionCase: Decodable, Sendable, CustomTestStringConvertible {
  let name: String
  let input: Data
  let content: [ContentPart]
  /// The expected items in hexadecimal, where the content is an array of them.
  let items: [String]?

  var testDescription: String { name }
  var bytes: [UInt8] { [UInt8](input) }
  var expected: [UInt8] { content.flatMap(\.bytes) }
}

/// A part of a content that a formula describes; the generator documents the formulas in `build`.
struct ContentPart: Decodable, Sendable {
  enum Kind: String, Decodable {
    case hex, same, cycle, noise, skewed, words, numbers
  }

  let kind: Kind
  let count: Int?
  let byte: UInt8?
  let period: Int?
  let seed: UInt32?
  let shift: Int?
  let itemSize: Int?
  let step: Int?
  let hex: String?

  private static let words = """
    the run of a pipeline writes its outputs to a folder while it computes and a reader infers \
    from them whether it completed failed or went stale
    """.split(separator: " ").map { Array($0.utf8) }

  var bytes: [UInt8] {
    let count = count ?? 0
    var generator = LinearGenerator(state: seed ?? 0)
    switch kind {
    case .hex:
      return [UInt8](hexadecimal: hex ?? "")
    case .same:
      return [UInt8](repeating: byte ?? 0, count: count)
    case .cycle:
      let cycle = (0..<(period ?? 1)).map { UInt8(truncatingIfNeeded: $0) }
      let repeated = [[UInt8]](repeating: cycle, count: count / cycle.count + 1)
      return Array(repeated.joined().prefix(count))
    case .noise:
      return (0..<count).map { _ in UInt8(generator.next() >> 24) }
    case .skewed:
      let shift = UInt32(shift ?? 0)
      return (0..<count).map { _ in
        let number = generator.next()
        return UInt8(((number >> 24) * (number >> 16 & 255)) >> shift)
      }
    case .words:
      var text: [UInt8] = []
      while text.count < count {
        text += Self.words[Int(generator.next() >> 16) % Self.words.count] + [0x20]
      }
      return Array(text.prefix(count))
    case .numbers:
      var numbers: [UInt8] = []
      for index in 0..<count {
        let number = UInt64(index * (step ?? 1))
        for byte in 0..<(itemSize ?? 1) {
          numbers.append(UInt8(truncatingIfNeeded: number >> UInt64(8 * byte)))
        }
      }
      return numbers
    }
  }
}

/// A linear congruential generator modulo 2^32, the same one as in the generator script.
struct LinearGenerator {
  var state: UInt32

  mutating func next() -> UInt32 {
    state = state &* 1_664_525 &+ 1_013_904_223
    return state
  }
}

enum CompressionFixtures {
  /// The cases of a file of fixtures/compression. Without the file there are none, and the test that
  /// counts them fails.
  static func cases(_ name: String) -> [CompressionCase] {
    struct File: Decodable { let cases: [CompressionCase] }
    var folder = URL(fileURLWithPath: #filePath)
    for _ in 0..<4 { folder.deleteLastPathComponent() }
    let file = folder.appendingPathComponent("fixtures/compression/\(name).json")
    do {
      return try JSONDecoder().decode(File.self, from: Data(contentsOf: file)).cases
    } catch {
      return []
    }
  }

  static let zstandard = cases("zstandard")
  static let lz4 = cases("lz4")
  static let blosc = cases("blosc")
}

extension LZ4 {
  /// The content of a block that stands alone, as in the fixtures.
  static func content(of block: [UInt8], size: Int) throws(DecompressionError) -> [UInt8] {
    var output = DecompressionBuffer(limit: size)
    try block.withUnsafeBufferPointer { (bytes) throws(DecompressionError) in
      try decompressBlock(bytes, range: 0..<bytes.count, size: size, to: &output)
    }
    return output.finish()
  }
}

extension [UInt8] {
  /// The bytes of pairs of hexadecimal digits; blanks between them are ignored.
  init(hexadecimal text: String) {
    let digits = text.compactMap(\.hexDigitValue)
    self = stride(from: 0, to: digits.count - 1, by: 2).map { index in
      UInt8(digits[index] * 16 + digits[index + 1])
    }
  }

  /// A number of four bytes, little-endian.
  static func littleEndian(_ number: UInt32) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
  }
}
