import FileFormats
import Foundation
import TestSupport
import Testing

/// Files of gzip as zlib packs them, and damaged ones.
@Suite struct GzipTests {
  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    let name: String
    let packed: Data
    let content: Data
    var testDescription: String { name }
  }

  private struct Cases: Decodable {
    let cases: [Case]
  }

  static func cases() throws -> [Case] {
    let file = FixtureFile.folder.appendingPathComponent("compression/gzip.json")
    return try JSONDecoder().decode(Cases.self, from: try Data(contentsOf: file)).cases
  }

  @Test func theFixturesAreThere() throws {
    #expect(try GzipTests.cases().count == 17)
  }

  @Test(arguments: try cases())
  func unpacksWhatZlibPacked(_ item: Case) throws {
    let content = Array(item.content)
    #expect(try Gzip.content(of: Array(item.packed), limit: content.count) == content)
    #expect(try Gzip.content(of: Array(item.packed + [1, 2, 3]), limit: 1 << 20) == content)
  }

  @Test(arguments: try cases())
  func takesNoMoreThanIsWanted(_ item: Case) {
    guard !item.content.isEmpty else { return }
    let limit = item.content.count - 1
    do throws(GzipError) {
      _ = try Gzip.content(of: Array(item.packed), limit: limit)
      Issue.record("more than the limit")
    } catch {
      #expect(error.reason == .tooLarge(limit))
    }
  }

  @Test(arguments: try cases())
  func aFileCutShortAnywhere(_ item: Case) {
    let packed = Array(item.packed)
    for length in stride(from: 0, to: packed.count, by: max(1, packed.count / 97)) {
      do throws(GzipError) {
        _ = try Gzip.content(of: Array(packed[..<length]), limit: 1 << 20)
        Issue.record("nothing is missing at \(length)")
      } catch {
        #expect(error.reason == .cutShort)
      }
    }
  }

  /// A changed bit is noticed: by the checksum at the latest.
  @Test(arguments: try cases())
  func damageIsNoticed(_ item: Case) {
    let head = item.name == "whole-head" ? 31 : 10
    var packed = Array(item.packed)
    for index in stride(from: head, to: packed.count, by: max(1, packed.count / 53)) {
      packed[index] ^= 0x10
      let content = try? Gzip.content(of: packed, limit: 1 << 20)
      #expect(content == nil || content == Array(item.content), "\(index)")
      packed[index] ^= 0x10
    }
  }

  @Test func whatIsNoGzip() {
    for bytes in [[], [0x1F], Array("hello, world".utf8), [0x1F, 0x8B, 9, 0, 0, 0, 0, 0, 0, 0]] {
      #expect(throws: GzipError.self) { _ = try Gzip.content(of: bytes as [UInt8], limit: 10) }
    }
    // A block of type 3.
    do throws(GzipError) {
      _ = try Gzip.content(of: [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0, 7], limit: 10)
    } catch {
      #expect(error.reason == .reservedBlockType)
    }
  }

  /// A letter, and then a copy of three letters from a distance by its code. 30 and 31 stand for none.
  @Test(
    arguments: [(0, nil), (1, .inconsistent), (30, .inconsistent), (31, .inconsistent)]
      as [(Int, GzipError.Reason?)])
  func aCopyFromADistance(_ code: Int, _ fault: GzipError.Reason?) {
    let block = "1" + "10" + "10010001" + "0000001" + digits(code) + "0000000"
    var packed: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0] + bytes(block)
    // The checksum and the length of `aaaa`.
    packed += [0x45, 0xE5, 0x98, 0xAD, 4, 0, 0, 0]
    do throws(GzipError) {
      #expect(try Gzip.content(of: packed, limit: 10) == Array("aaaa".utf8))
      #expect(fault == nil)
    } catch {
      #expect(error.reason == fault)
    }
  }

  /// The five digits of a code, the highest first.
  private func digits(_ code: Int) -> String {
    String((0..<5).map { code >> (4 - $0) & 1 == 1 ? "1" : "0" })
  }

  /// Bits as they are packed: the first is the lowest of its byte.
  private func bytes(_ bits: String) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: (bits.count + 7) / 8)
    for (position, bit) in bits.enumerated() where bit == "1" {
      bytes[position / 8] |= 1 << (position % 8)
    }
    return bytes
  }
}
