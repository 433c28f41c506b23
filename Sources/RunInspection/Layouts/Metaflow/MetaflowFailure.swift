import FileFormats
import ReadOnlyFiles

/// Why a task failed: the end of its standard error, in which each line has a head of Metaflow's.
struct MetaflowFailure {
  let task: MetaflowTask

  /// How much of the end of a log is read, in bytes.
  private static let logLimit = 1 << 18
  private static let traceHead = Array("Traceback (most recent call last):".utf8)

  /// The failure, and whether anything but the return code is known.
  ///
  /// - Parameter warnings: gets what could not be read.
  func read(
    in run: borrowing Folder, _ warnings: inout [InspectionWarning]
  ) -> (failure: Failure, isTold: Bool) {
    var failure = Failure(output: task.step)
    failure.facts.set(MetaflowKeys.task, task.identifier)
    failure.facts.set(MetaflowKeys.attempt, .integer(task.attempt))
    failure.facts.set(MetaflowKeys.returnCode, .optional(task.returnCode))
    var log: (text: [UInt8], time: JSONString?) = ([], nil)
    do throws(FileError) {
      let ends = try run.ends(
        of: task.file("runtime_stderr.log"), count: MetaflowFailure.logLimit)
      log = MetaflowFailure.unpacked(ends.end)
    } catch {
      if !error.isMissing { warnings.append(.logUnreadable(.unreadable(error))) }
    }
    failure.timestamp = log.time
    if let trace = MetaflowFailure.trace(in: log.text) {
      failure.traceback = JSONString(String(decoding: trace, as: UTF8.self))
      if let ending = PythonTraceback(trace).ending(className: nil) {
        failure.type = JSONString(ending.name)
        failure.message = JSONString(String(decoding: ending.message, as: UTF8.self))
      }
      return (failure, true)
    }
    let said = task.returnCode.map { " with return code \($0)" } ?? ""
    failure.message = JSONString(
      "the process of the task ended\(said) and left no exception; Metaflow stores nothing else: look at "
        + "what the task printed")
    return (failure, false)
  }

  /// When the last line of the log was written, in seconds since 1970.
  func lastTime(in run: borrowing Folder) -> Double? {
    let name = task.file("runtime_stderr.log")
    guard let ends = try? run.ends(of: name, count: MetaflowFailure.logLimit),
      let text = MetaflowFailure.unpacked(ends.end).time
    else { return nil }
    return ISO8601.parse(text.description)?.moment.unixSeconds
  }

  /// A log without the heads of its lines, `[MFLOG|0|TIME|SOURCE|ID]`, and when the last line was written.
  private static func unpacked(_ bytes: [UInt8]) -> (text: [UInt8], time: JSONString?) {
    var text: [UInt8] = []
    var time: JSONString?
    bytes.withUnsafeBufferPointer { buffer in
      for line in buffer.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
        let line = UnsafeBufferPointer(rebasing: line)
        guard LogText(line).hasPrefix("[MFLOG|"), let end = line.firstIndex(of: UInt8(ascii: "]"))
        else {
          text += line + [UInt8(ascii: "\n")]
          continue
        }
        let parts = line[..<end].split(separator: UInt8(ascii: "|"))
        if parts.count > 2 { time = JSONString(String(decoding: parts[2], as: UTF8.self)) }
        text += line[(end + 1)...] + [UInt8(ascii: "\n")]
      }
    }
    let plain = TerminalColours.removed(from: text)
    return (plain, time)
  }

  /// The last trace, without what Metaflow prints after it.
  private static func trace(in text: [UInt8]) -> ArraySlice<UInt8>? {
    var start: Int?
    var isBlank = true
    var end = text.endIndex
    var line = text.startIndex
    while line < text.endIndex {
      let stop = text[line...].firstIndex(of: UInt8(ascii: "\n")) ?? text.endIndex
      let content = text[line..<stop]
      if content.starts(with: traceHead) {
        // After an empty line it continues a chain of exceptions.
        if start == nil || !isBlank { start = line }
      } else if content.elementsEqual("Task failed.".utf8) {
        end = line
      }
      isBlank = content.isEmpty
      line = stop + 1
    }
    guard let start, start < end else { return nil }
    var trace = text[start..<end]
    while trace.last == UInt8(ascii: "\n") { trace.removeLast() }
    return trace + [UInt8(ascii: "\n")]
  }
}
