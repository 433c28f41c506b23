import Foundation
import TestSupport
import Testing

@testable import ReadOnlyFiles

@Suite struct RawPathTests {
  /// What Python's `pathlib.PurePosixPath` prints (CPython 3.11).
  @Test(arguments: [
    ("", "."), (".", "."), ("./", "."), ("./.", "."), ("a", "a"), ("a/", "a"), ("a//b", "a/b"),
    ("a/./b/.", "a/b"), ("./a", "a"), ("..", ".."), ("../a/..", "../a/.."), ("a/../b", "a/../b"),
    ("/", "/"), ("/.", "/"), ("//", "//"), ("///", "/"), ("//a", "//a"), ("///a", "/a"),
    ("////a//b/", "/a/b"), ("/./a", "/a"), ("//./a", "//a"), ("/..", "/.."), ("...", "..."),
    (".a", ".a"), ("a./.b", "a./.b"), (" ", " "), ("a\n/ ", "a\n/ "),
  ])
  func isNormalisedAsPathlibDoesIt(_ path: String, _ expected: String) {
    #expect(RawPath(path).normalised == RawPath(expected))
  }

  @Test(arguments: [
    ("a", "b", "a/b"), ("a/", "b", "a/b"), ("a//", "b", "a//b"), ("", "b", "b"), ("a", "/b", "/b"),
    ("/", "b", "/b"), ("a", "", "a/"), (".", "b", "./b"), ("a", "b/c", "a/b/c"),
  ])
  func takesANameBelowItself(_ path: String, _ name: String, _ expected: String) {
    #expect(RawPath(path).appending(name) == RawPath(expected))
    #expect(RawPath(path).appending(RawPath(name)) == RawPath(expected))
  }

  @Test(arguments: [
    ("a", "a"), ("a/b", "b"), ("a/b/", "b"), ("a/b//", "b"), ("/a", "a"), ("/", ""), ("//", ""),
    ("", ""), ("..", ".."), ("a/.", "."), ("a/ b", " b"),
  ])
  func knowsItsLastName(_ path: String, _ expected: String) {
    #expect(RawPath(path).lastName == RawPath(expected))
  }

  @Test(arguments: [
    ("a", true), (".a", true), ("...", true), (" ", true), ("\n", true), ("é", true), ("-", true),
    ("", false), (".", false), ("..", false), ("/", false), ("a/b", false), ("a/", false),
    ("/a", false), ("\0", false), ("a\0b", false),
  ])
  func knowsWhetherItNamesAnEntryOfAFolder(_ path: String, _ expected: Bool) {
    #expect(RawPath(path).isSingleName == expected)
  }

  @Test func takesANameOfBytesThatAreNoText() {
    let path = RawPath(bytes: [0x61, 0x2F, 0xFF, 0x2F])
    #expect(path.lastName == RawPath(bytes: [0xFF]))
    #expect(path.normalised == RawPath(bytes: [0x61, 0x2F, 0xFF]))
    #expect(path.description == "a/\u{FFFD}/")
  }

  @Test(arguments: ["/", "/a", "//a/./b", "/a/../b"])
  func isAbsoluteFromTheRoot(_ path: String) throws {
    #expect(RawPath(path).isAbsolute)
    #expect(try RawPath(path).absolute() == RawPath(path).normalised)
  }

  @Test(arguments: [
    ("", ""), (".", ""), ("a", "/a"), ("a//b/.", "/a/b"), ("../a", "/../a"), ("./..", "/.."),
  ])
  func isCompletedByTheWorkingFolder(_ path: String, _ below: String) throws {
    #expect(!RawPath(path).isAbsolute)
    let workingFolder = FileManager.default.currentDirectoryPath
    #expect(try RawPath(path).absolute() == RawPath(workingFolder + below))
  }

  @Test func isResolvedThroughLinksAndOtherwiseLeftAlone() throws {
    let folder = try TemporaryFolder()
    try folder.makeFolder("real/inside")
    try folder.makeLink("link", to: "real")
    let root = RawPath(folder.path)
    #expect(root.appending("link/inside/..").resolved() == root.appending("real"))
    #expect(root.appending("link/none").resolved() == root.appending("link/none"))
    #expect(RawPath("a\0b").resolved() == RawPath("a\0b"))
  }
}
