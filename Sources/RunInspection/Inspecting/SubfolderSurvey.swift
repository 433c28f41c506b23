import FileFormats
import HostProcess
import ReadOnlyFiles

/// Looks for the runs among the entries of a folder, for suggestions and completions. However many
/// entries there are, it examines only so many of them.
public struct SubfolderSurvey: Sendable {
  /// An entry of the folder: a folder, or a file that stands for a run.
  public struct Entry: Sendable {
    /// The name.
    public let name: RawPath
    /// The layout of the run; nil for a folder that is no run.
    public let layout: LayoutName?
  }

  /// The entries that were found, in the order of the folder.
  public let entries: [Entry]
  /// Whether all entries of the folder were examined.
  public let isWhole: Bool
  /// Whether the folder is a run itself.
  public let isRun: Bool

  /// How many entries of a folder are looked at.
  static let mostNames = 20_000
  /// How many files are opened to find out whether they stand for a run.
  private static let mostFiles = 64

  /// Surveys a folder; finds nothing where the folder can't be read.
  ///
  /// - Parameter prefix: only names that begin like this. Without a dot at its beginning, hidden
  ///   entries are left out.
  /// - Parameter most: how many entries are kept.
  /// - Parameter wantsFiles: whether files that stand for a run are wanted too.
  /// - Parameter workers: how many threads may look into the entries.
  public init(
    _ path: RawPath, startingWith prefix: [UInt8] = [], most: Int, wantsFiles: Bool,
    workers: Workers = .measured()
  ) {
    var names: [(name: RawPath, isFolder: Bool)] = []
    var found: [Entry] = []
    var isWhole = true
    var isRun = false
    do throws(FileError) {
      let folder = try Folder(path)
      let known = try? LayoutTable.recognise(
        RawPath("."), in: folder, entries: LayoutTable.entries(workers: workers))
      isRun = known != nil
      var listing = try folder.listing(of: RawPath("."))
      var seen = 0
      while let entry = try listing.next() {
        seen += 1
        if seen > SubfolderSurvey.mostNames || names.count >= most {
          isWhole = false
          break
        }
        let isWanted = entry.withNameBytes { name in
          name.starts(with: prefix) && (!prefix.isEmpty || name.first != UInt8(ascii: "."))
        }
        guard isWanted else { continue }
        var kind = entry.kind
        if kind == .symbolicLink || kind == .unknown {
          kind = (try listing.status(of: entry, links: .follow))?.kind ?? .unknown
        }
        if kind == .folder || (wantsFiles && kind == .regular) {
          names.append((entry.name, kind == .folder))
        }
      }
      found = SubfolderSurvey.recognise(names, in: folder, workers)
    } catch {
      isWhole = false
    }
    entries = found
    self.isWhole = isWhole
    self.isRun = isRun
  }

  private static func recognise(
    _ names: [(name: RawPath, isFolder: Bool)], in folder: borrowing Folder, _ workers: Workers
  ) -> [Entry] {
    var openedFiles = 0
    let looked = names.filter { name in
      if !name.isFolder { openedFiles += 1 }
      return name.isFolder || openedFiles <= mostFiles
    }
    return ParallelMap.map(looked[...], workers) {
      entry($0.name, isFolder: $0.isFolder, in: folder)
    }
    .compactMap { $0 }
  }

  /// A folder, or a file that stands for a run; nil for other files.
  private static func entry(
    _ name: RawPath, isFolder: Bool, in folder: borrowing Folder
  ) -> Entry? {
    if isFolder {
      let run = try? LayoutTable.recognise(name, in: folder, entries: LayoutTable.entries())
      return Entry(name: name, layout: run?.layout.name)
    }
    for layout in LayoutTable.all where (try? layout.isRun(file: name, in: folder)) ?? false {
      return Entry(name: name, layout: layout.name)
    }
    return nil
  }

  /// Whether there is a run among the entries.
  public var holdsRuns: Bool { entries.contains { $0.layout != nil } }
}
