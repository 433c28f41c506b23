import Testing

@testable import FileFormats

/// What comes in parts is, put together, what is unpacked at once.
@Suite struct ContentInPartsTests {
  private typealias Outcome = Result<[UInt8], DecompressionError>

  private func zstandard(_ bytes: [UInt8], limit: Int) -> Outcome {
    do throws(DecompressionError) {
      return .success(try Zstandard.decompress(bytes, limit: limit))
    } catch {
      return .failure(error)
    }
  }

  private func zstandard(
    _ bytes: [UInt8], limit: Int, keeping kept: Int
  ) -> (outcome: Outcome, parts: Int) {
    var content: [UInt8] = []
    var parts = 0
    func take(_ part: UnsafeBufferPointer<UInt8>) {
      content += Array(part)
      parts += 1
    }
    do throws(DecompressionError) {
      try Zstandard.forEachPart(of: bytes, limit: limit, keeping: kept, take)
    } catch {
      return (.failure(error), parts)
    }
    return (.success(content), parts)
  }

  @Test(arguments: CompressionFixtures.zstandard)
  func zstandard(_ item: CompressionCase) {
    let size = item.expected.count
    for limit in [size, max(0, size - 1)] {
      let whole = zstandard(item.bytes, limit: limit)
      for kept in [1_024, 4_096, 65_536, 1 << 23] {
        let parts = zstandard(item.bytes, limit: limit, keeping: kept).outcome
        // An encoder may use what is kept no longer; that is no damage, and never read wrong.
        if case .failure(let error) = parts, error.reason == .reachTooLong(limit: kept) { continue }
        #expect(parts == whole, "keeping \(kept), limit \(limit)")
      }
    }
  }

  /// Parts come while little is kept, where copies reach back little.
  @Test func someFixtureComesInManyParts() {
    var most = 0
    for item in CompressionFixtures.zstandard {
      let count = item.expected.count
      most = max(most, zstandard(item.bytes, limit: count, keeping: 1_024).parts)
    }
    #expect(most > 1)
  }

  @Test(arguments: CompressionFixtures.zstandard.filter { $0.input.count < 4_000 })
  func damagedZstandard(_ item: CompressionCase) {
    let size = item.expected.count
    for index in stride(from: 0, to: item.input.count, by: 29) {
      var bytes = item.bytes
      bytes[index] ^= 0x10
      let whole = zstandard(bytes, limit: size)
      let parts = zstandard(bytes, limit: size, keeping: 1 << 23).outcome
      #expect(parts == whole, "byte \(index)")
    }
  }

  private func blosc(_ bytes: [UInt8], limit: Int, inParts: Bool) -> Outcome {
    var content: [UInt8] = []
    func take(_ part: UnsafeBufferPointer<UInt8>) { content += Array(part) }
    do throws(DecompressionError) {
      if inParts {
        try Blosc.forEachPart(of: bytes, limit: limit, take)
      } else {
        content = try Blosc.decompress(bytes, limit: limit)
      }
    } catch {
      return .failure(error)
    }
    return .success(content)
  }

  @Test(arguments: CompressionFixtures.blosc)
  func blosc(_ item: CompressionCase) {
    let size = item.expected.count
    for bytes in [item.bytes, Array(item.bytes.dropLast())] {
      #expect(
        blosc(bytes, limit: size, inParts: true) == blosc(bytes, limit: size, inParts: false))
    }
  }

  @Test func aHashOfPartsIsThatOfTheWhole() {
    let bytes: [UInt8] = (0..<1_000).map { (index: Int) -> UInt8 in
      UInt8(truncatingIfNeeded: index * index)
    }
    bytes.withUnsafeBufferPointer { bytes in
      for length in [0, 1, 31, 32, 33, 64, 95, 96, 500, 1_000] {
        let whole = UnsafeBufferPointer(rebasing: bytes[..<length])
        let all: UInt64 = XXHash64.hash(whole)
        for cut in stride(from: 0, through: length, by: 32) {
          var hash = XXHash64()
          hash.take(UnsafeBufferPointer(rebasing: whole[..<cut]))
          let found = hash.finish(UnsafeBufferPointer(rebasing: whole[cut...]))
          #expect(found == all)
        }
      }
    }
  }

  /// What was found in an array.
  private struct Found {
    var lengths: [Int] = []
    var contents: [UInt8] = []
    var fault: DecompressionError.Reason?
  }

  private func items(of bytes: [UInt8], parts size: Int) -> Found {
    var scan = VariableLengthBytesScan()
    var found = Found()
    for start in stride(from: 0, to: bytes.count, by: size) {
      bytes[start..<min(start + size, bytes.count)].withUnsafeBufferPointer { part in
        scan.take(part) { event in
          switch event {
          case .item(let length): found.lengths.append(length)
          case .bytes(let bytes): found.contents += Array(bytes)
          }
        }
      }
    }
    do throws(DecompressionError) {
      try scan.confirmEnd()
    } catch {
      found.fault = error.reason
    }
    return found
  }

  @Test(arguments: [1, 3, 4, 5, 1_000])
  func itemsOfAnArray(_ size: Int) throws {
    let long = [UInt8](repeating: 0x65, count: 300)
    let texts: [[UInt8]] = [[], [0x61], [0x62, 0x63, 0x64], long, []]
    var whole: [UInt8] = .littleEndian(5)
    for text in texts {
      whole += [UInt8].littleEndian(UInt32(text.count))
      whole += text
    }
    let found = items(of: whole, parts: size)
    #expect(found.lengths == texts.map(\.count))
    #expect(found.contents == Array(texts.joined()))
    #expect(found.fault == nil)
    for length in 0..<whole.count {
      let cut = items(of: Array(whole[..<length]), parts: size)
      #expect(cut.fault != nil, "the first \(length) bytes")
    }
    whole += [UInt8](repeating: 0, count: 2)
    #expect(items(of: whole, parts: size).fault == .trailingBytes(count: 2))
    let none: [UInt8] = .littleEndian(0)
    #expect(items(of: none, parts: size).fault == nil)
    let many: [UInt8] = .littleEndian(UInt32.max)
    #expect(items(of: many, parts: size).fault == .truncated(.itemLength))
  }
}
