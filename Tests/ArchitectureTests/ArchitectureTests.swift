import Testing

/// The rooms of the house and the doors between them, read off the sources.
@Suite struct ArchitectureTests {
  /// Read once for all tests.
  private static let sources = Result { try SourceFile.all() }

  private let files: [SourceFile]
  /// The file that declares a type.
  private let declaring: [String: SourceFile]

  init() throws {
    files = try ArchitectureTests.sources.get()
    var declaring: [String: SourceFile] = [:]
    for file in files {
      for type in file.declared { declaring[type] = file }
    }
    self.declaring = declaring
  }

  @Test func readsTheSources() {
    #expect(files.count > 200)
    #expect(declaring["RunStatus"]?.folder == "RunInspection/Model")
    #expect(declaring["FileTree"]?.folder == "RunInspection/Layouts/Shared")
  }

  @Test(
    arguments: [
      ("struct A { let b: B } // C", ["A"], ["B"]),
      ("private struct A {}\nfunc f() -> B { \"\\(C.d) D\" }", [], ["B", "C"]),
      ("enum A { struct B {} }\n#if X\n  final class C {}\n#endif", ["A", "C"], ["X"]),
      ("let a = \"\"\"\n  B \\(C(\"D\")) E\n  \"\"\"", [], ["C"]), ("let a = #\"B\"#", [], []),
    ] as [(String, Set<String>, Set<String>)])
  func tellsTheTypesOfAFile(_ text: String, _ declared: Set<String>, _ named: Set<String>) {
    let file = SourceFile(path: "T/F.swift", text: text)
    #expect(file.declared == declared)
    #expect(file.named == named)
  }

  /// Which targets a target may import.
  private static let imports: [String: Set<String>] = [
    "runspect": ["RunspectCLI", "HostProcess"],
    "RunspectCLI": ["RunInspection", "FileFormats", "ReadOnlyFiles", "HostProcess"],
    "RunInspection": ["FileFormats", "ReadOnlyFiles", "HostProcess"],
    "HostProcess": ["ReadOnlyFiles", "CHeap"], "FileFormats": [], "ReadOnlyFiles": [],
  ]
  private static let platform: Set<String> = ["Glibc", "Musl", "Darwin"]

  /// Imports point downward, and the C library is called in two rooms only.
  @Test func importsPointDownward() throws {
    for file in files {
      var allowed = try #require(ArchitectureTests.imports[file.target], "\(file.path)")
      if ["ReadOnlyFiles", "HostProcess"].contains(file.target) {
        allowed.formUnion(ArchitectureTests.platform)
      }
      #expect(file.imports.subtracting(allowed).isEmpty, "\(file.path)")
    }
  }

  /// The folders that a folder names types of, and an example of each.
  private var references: [String: [String: String]] {
    var references: [String: [String: String]] = [:]
    for file in files {
      for type in file.named.subtracting(file.ownTypes) {
        guard let other = declaring[type], other.folder != file.folder else { continue }
        references[file.folder, default: [:]][other.folder] = "\(file.path) names \(type)"
      }
    }
    return references
  }

  @Test func noFolderNamesAFolderThatNamesIt() {
    let references = references
    for start in references.keys.sorted() {
      // A way from a folder back to itself, by the folders that are named.
      var ways: [String: [String]] = [start: []]
      var open = [start]
      while let folder = open.popLast() {
        for (next, example) in references[folder] ?? [:] {
          let way = (ways[folder] ?? []) + [example]
          #expect(next != start, "a cycle: \(way.joined(separator: "; "))")
          if ways[next] == nil {
            ways[next] = way
            open.append(next)
          }
        }
      }
    }
  }

  /// What is frozen depends on no layout but for the names of files, and what can't write is apart from
  /// what can.
  @Test func theFrozenPeerKnowsNoLayout() {
    let frozen = (references["RunInspection/PipefuncCLI"] ?? [:]).keys
    let layouts = frozen.filter { $0.hasPrefix("RunInspection/Layouts/Pipefunc") }
    #expect(
      Set(layouts) == [
        "RunInspection/Layouts/Pipefunc/Declarations", "RunInspection/Layouts/Pipefunc/Storages",
      ])
  }

  @Test func aFileHasOneSubject() {
    let long = files.filter { $0.lineCount > 330 }.map(\.path)
    #expect(long == [])
  }
}
