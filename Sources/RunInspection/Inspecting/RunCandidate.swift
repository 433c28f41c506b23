import ReadOnlyFiles

/// A folder that may hold a run, or a file that may be one. There are thousands of them at a time.
struct RunCandidate: Sendable {
  /// Its path below the parent folder.
  let name: RawPath
  /// Whether it is a file.
  let isFile: Bool
  /// When the run was last active; nil if its files could not be examined.
  let activity: Timestamp?

  private enum Sight: Sendable {
    /// The position of the layout in the table of all layouts.
    case layout(UInt8)
    /// Rare, and long.
    indirect case fault(FileError)
  }

  private let sight: Sight

  /// What was recognised.
  init(name: RawPath, isFile: Bool, _ known: LayoutTable.Recognised) {
    self.name = name
    self.isFile = isFile
    activity = known.activity
    sight = .layout(UInt8(truncatingIfNeeded: known.position))
  }

  /// What could not be examined.
  init(name: RawPath, isFile: Bool, _ fault: FileError) {
    self.name = name
    self.isFile = isFile
    activity = nil
    sight = .fault(fault)
  }

  /// Its layout.
  ///
  /// - Throws: why its files could not be examined.
  var layout: any RunLayout {
    get throws(FileError) {
      switch sight {
      case .layout(let position): return LayoutTable.all[Int(position)]
      case .fault(let fault): throw fault
      }
    }
  }

  /// The name of the layout; nil if the files could not be examined.
  var layoutName: LayoutName? { (try? layout)?.name }

  /// Whether it can be among the selected runs, as far as that can be told before it is read.
  func mayBe(in selection: RunSelection, now: Timestamp) -> Bool {
    guard selection.includes(name: name.lastName) else { return false }
    if !selection.layouts.isEmpty, let layoutName, !selection.layouts.contains(layoutName) {
      return false
    }
    return activity.map { selection.includes(activity: $0, now: now) } ?? true
  }
}
