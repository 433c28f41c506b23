import FileFormats
import ReadOnlyFiles

/// Something that a reader had to work around, so that the answer may be incomplete. What can occur in
/// one layout only is a `LayoutFault` of that layout.
public enum InspectionWarning: Equatable, Sendable {
  /// A heartbeat exists but can't be used; the files decide.
  case heartbeatUnusable(InspectionError)
  /// The time in a heartbeat can't be read, so its age is unknown.
  case heartbeatTimeUnusable(JSONString?)
  /// The heartbeat is this many seconds in the future: the clocks of two machines differ.
  case heartbeatFromFuture(seconds: Double)
  /// Entries that are neither files nor folders are among the elements, and were not counted.
  case entriesIgnored(RawPath, count: Int)
  /// Elements can't be read, so they may have failed; how many, and why the first can't.
  case elementsUnreadable(JSONString, count: Int, first: InspectionError)
  /// Verified files of an output, or of the run, are damaged; how many, and what is wrong with the
  /// first.
  case filesDamaged(JSONString?, count: Int, first: InspectionError)
  /// A value can't be used, or a file that adds to the description can't be read; it was left out.
  case valueIgnored(InspectionError)
  /// There are more warnings about a document than are listed individually.
  case moreWarnings(RawPath, count: Int)
  /// More is done than there was to do.
  case countOverTotal(JSONString, done: Int, total: Int)
  /// Lines of a log that can't be read; how many, and the number of the first, from 1.
  case linesSkipped(RawPath, count: Int, first: Int)
  /// The last line of a log is incomplete.
  case lastLineTorn(RawPath)
  /// A log that may contain more could not be read.
  case logUnreadable(InspectionError)
  /// All times of the run are in the future, the newest by this many seconds: the clocks of two
  /// machines differ.
  case timesFromFuture(seconds: Double)
  /// The run reports that it completed, but its own account of its outputs contradicts that.
  case completedContradicted
  /// An answer is full; how many things were counted but left out of it.
  case answerFull(omitted: Int)
  /// Verifying was requested for a run of a layout that does not verify its files.
  case nothingToVerify(LayoutName)
  /// The folder has markers of other layouts too.
  case otherLayouts([LayoutName])
  /// A fact of one layout.
  case layoutFault(AnyLayoutFault)

  /// Wraps a fact of one layout.
  static func layout(_ fault: some LayoutFault) -> InspectionWarning {
    .layoutFault(AnyLayoutFault(fault))
  }
}

extension InspectionWarning {
  /// The file that could not be read, which may say something else than the rest; nil if that is not what
  /// the warning is about.
  var unreadFile: FileError? {
    switch self {
    case .heartbeatUnusable(let error), .elementsUnreadable(_, _, let error),
      .filesDamaged(_, _, let error), .valueIgnored(let error), .logUnreadable(let error):
      error.unreadFile
    default: nil
    }
  }

  /// Whether what was not read may say something else than the rest.
  var hidesMore: Bool {
    if case .layoutFault(let fault) = self { return fault.hidesMore }
    return unreadFile != nil
  }
}

extension RunStatus {
  /// Whether everything that the answer depends on could be read. A run of which something could not is
  /// no success, whatever the rest says.
  public var isReadWhole: Bool { !warnings.contains(where: \.hidesMore) }
}
