import FileFormats
import ReadOnlyFiles

/// Something that a reader worked around, so that the answer may be less than the truth. What only one
/// layout can meet is its own `LayoutFault`.
public enum InspectionWarning: Equatable, Sendable {
  /// A heartbeat is there but can't be used; the files decide.
  case heartbeatUnusable(InspectionError)
  /// The time in a heartbeat can't be read, so its age is unknown.
  case heartbeatTimeUnusable(JSONString?)
  /// The heartbeat is from the future by so many seconds: the clocks of two machines differ.
  case heartbeatFromFuture(seconds: Double)
  /// Entries that are neither files nor folders lie where elements belong, and were not counted.
  case entriesIgnored(RawPath, count: Int)
  /// Elements can't be read, so that they may have failed; how many, and why the first can't.
  case elementsUnreadable(JSONString, count: Int, first: InspectionError)
  /// Verified files of an output are damaged; how many, and what is wrong with the first.
  case filesDamaged(JSONString, count: Int, first: InspectionError)
  /// A value is not what its meaning needs, or a file that adds to the description can't be read; it
  /// was left out.
  case valueIgnored(InspectionError)
  /// There are more warnings about a document than are told one by one.
  case moreWarnings(RawPath, count: Int)
  /// More is done than there is to do.
  case countOverTotal(JSONString, done: Int, total: Int)
  /// Lines of a log that can't be read; how many, and the number of the first, from 1.
  case linesSkipped(RawPath, count: Int, first: Int)
  /// The last line of a log is cut short.
  case lastLineTorn(RawPath)
  /// A log that may tell more could not be read.
  case logUnreadable(InspectionError)
  /// All times of the run are from the future, the newest by so many seconds: the clocks of two
  /// machines differ.
  case timesFromFuture(seconds: Double)
  /// The run calls itself completed, and what it says of its outputs contradicts that.
  case completedContradicted
  /// An answer is full; how many things are counted that it does not tell of.
  case answerFull(omitted: Int)
  /// Verifying was asked for, of a run of a layout whose files hold no stored values that are judged.
  case nothingToVerify(LayoutName)
  /// The folder has the marks of other layouts too.
  case otherLayouts([LayoutName])
  /// A fact that only this layout can meet.
  case layoutFault(AnyLayoutFault)

  /// A fact that only one layout can meet.
  static func layout(_ fault: some LayoutFault) -> InspectionWarning {
    .layoutFault(AnyLayoutFault(fault))
  }
}
