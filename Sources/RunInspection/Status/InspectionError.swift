import FileFormats
import ReadOnlyFiles

/// Why a run, or a part of it, could not be read: facts, from which the sentence and the exit status
/// are made elsewhere.
public indirect enum InspectionError: Error, Equatable, Sendable {
  /// Nothing is at the path.
  case runFolderMissing(RawPath)
  /// A file or something else is where a run folder was expected.
  case notAFolder(RawPath, FileKind)
  /// The folder holds none of the files by which a run is recognised; the names that were looked for.
  case noRunRecognised(RawPath, markers: [RawPath])
  /// The run is of a release whose description can't be read without executing it.
  case unsupportedDescription(RawPath, found: RawPath, readable: RawPath)
  /// A file could not be read.
  case unreadable(FileError)
  /// A file is no JSON.
  case notJSON(RawPath, JSONError)
  /// A file is no pickle, or one that asks for more than is allowed.
  case notAPickle(RawPath, PickleError)
  /// A pickle holds something else than the dictionary of an array.
  case notADictionary(RawPath)
  /// A chunk of an array can't be unpacked.
  case damagedChunk(RawPath, DecompressionError)
  /// A table in the format Parquet can't be read.
  case damagedParquet(RawPath, ParquetError)
  /// A JSON document lacks a key.
  case missingKey(RawPath, key: JSONString)
  /// A value in a JSON document is of another kind than its meaning needs.
  case unexpectedValue(RawPath, key: JSONString, expected: String, found: JSONNode.Kind)
  /// A value in a JSON document is of the right kind and yet not what its meaning needs; the value, as
  /// JSON.
  case wrongValue(RawPath, key: JSONString, expected: String, found: String)
  /// An event log tells nothing of the state of a task.
  case noTaskStatus(RawPath)
  /// In place of a state, the file holds the producer's answer that there is none.
  case refused(RawPath, answer: JSONString)
  /// No run below a folder is that of a process with this request id.
  case requestNotFound(JSONString, below: RawPath)
  /// The name of an output would lead out of the run folder.
  case outputNameLeavesFolder(JSONString)
  /// The sizes of an output multiply to more than can be counted.
  case shapeTooLarge(JSONString)
  /// The storage of an output is none that is known.
  case unknownStorage(output: JSONString, storage: JSONString)
  /// The layout keeps no such thing.
  case notKept(LayoutName, RunRecord)
  /// The run keeps such things, but none that was asked for; what was asked for, and what there is.
  case notFound(RunRecord, JSONString, available: [JSONString])
  /// A pickle is one, but holds none of what was expected.
  case unexpectedPickle(RawPath)
  /// The snapshot is known, but the description of the data was not recorded in it.
  case snapshotWithoutMetadata(JSONString)
  /// A link, a pipe or a device is where the data of an output belongs.
  case unexpectedKind(RawPath, FileKind)

  /// The state of a run that can't be read for this reason.
  var state: RunState {
    switch self {
    case .runFolderMissing, .noRunRecognised, .requestNotFound: .missing
    default: .error
    }
  }
}

/// Something that a reader worked around, so that the answer may be less than the truth.
public enum InspectionWarning: Equatable, Sendable {
  /// A heartbeat is there but can't be used; the files decide.
  case heartbeatUnusable(InspectionError)
  /// A heartbeat says something that a later run has overtaken; the files decide.
  case heartbeatOvertaken(state: RunState)
  /// The time in a heartbeat can't be read, so its age is unknown.
  case heartbeatTimeUnusable(JSONString?)
  /// The heartbeat is from the future by so many seconds: the clocks of two machines differ.
  case heartbeatFromFuture(seconds: Double)
  /// Entries that are neither files nor folders lie where elements belong, and were not counted.
  case entriesIgnored(RawPath, count: Int)
  /// A heartbeat says that the run completed, and the files don't.
  case heartbeatContradicted
  /// Elements can't be read, so that they may have failed; how many, and why the first can't.
  case elementsUnreadable(JSONString, count: Int, first: InspectionError)
  /// The producer stored a reference to data that is gone.
  case dataLost(output: JSONString, storage: JSONString)
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
  /// A log tells of several tasks; the one that it told of last counts.
  case otherTasks(RawPath, count: Int)
  /// The folder holds several logs; the one that was changed last counts.
  case otherLogs(RawPath, count: Int)
  /// A log tells nothing of the steps, because its level leaves them out or nothing has begun.
  case logTellsNothing(RawPath)
  /// A log that may tell more could not be read.
  case logUnreadable(InspectionError)
  /// There is no log, only the state that a user pickled at some time.
  case pickledStateOnly(RawPath)
  /// An answer is full; how many things are counted that it does not tell of.
  case answerFull(omitted: Int)
  /// The folder has the marks of other layouts too.
  case otherLayouts([LayoutName])
}
