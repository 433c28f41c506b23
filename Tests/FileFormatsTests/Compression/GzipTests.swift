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
}
